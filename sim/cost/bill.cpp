#include "sim/cost/bill.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace twostep::cost {

namespace {

using observation::Usage;

__extension__ using Wide = __int128;  // 2^63 * 2^63 fits: no product of a quantity and a price overflows it

std::string price_key(const Usage& usage) { return usage.service + "." + usage.meter; }

std::string missing_price_text(const std::vector<std::string>& missing, const PriceList& prices) {
  std::vector<std::string> known;
  known.reserve(prices.prices.size());
  for (const auto& [meter, price] : prices.prices) known.push_back(meter);
  return fmt::format("catalogue \"{}\" has no price for {}; it has prices for {}", prices.catalogue,
                     fmt::join(missing, ", "), known.empty() ? "nothing" : fmt::format("{}", fmt::join(known, ", ")));
}

void require_sound(const Usage& usage) {
  if (usage.quantity >= 0 && usage.base_per_unit >= 1) return;
  throw std::invalid_argument(fmt::format("usage of {} by \"{}\": quantity {} in units of {} is not a quantity",
                                          price_key(usage), usage.resource, usage.quantity, usage.base_per_unit));
}

[[noreturn]] void throw_too_large(const Usage& usage) {
  throw std::overflow_error(fmt::format("the bill of {} by \"{}\" exceeds the range of money ({} base units)",
                                        price_key(usage), usage.resource, usage.quantity));
}

// quantity * price / (base units per unit * units per price), to a pico-dollar, half to even.
Usd amount_of(const Usage& usage, std::int64_t quantity, const UnitPrice& price, std::int64_t price_count) {
  constexpr Wide femto_per_pico = 1000;
  const Wide dividend = Wide{quantity} * price.femto;
  Wide divisor = Wide{usage.base_per_unit} * price_count;
  if (__builtin_mul_overflow(divisor, femto_per_pico, &divisor)) throw_too_large(usage);
  Wide amount = dividend / divisor;
  const Wide rest = dividend % divisor;
  const Wide missing = divisor - rest;
  if (rest > missing || (rest == missing && amount % 2 != 0)) ++amount;
  if (amount > std::numeric_limits<std::int64_t>::max()) throw_too_large(usage);
  return Usd{static_cast<std::int64_t>(amount)};
}

BillLine priced_line(const Usage& usage, std::int64_t quantity, const UnitPrice& price) {
  const std::optional<PricedUnit> priced = parse_priced_unit(price.per);
  if (!priced || !priced->fits(usage.unit)) {
    throw PriceUnitMismatch(fmt::format(R"(the price of {} is for "{}", but the meter counts "{}")", price_key(usage),
                                        price.per, usage.unit));
  }
  if (price.femto < 0) throw std::invalid_argument(fmt::format("the price of {} is negative", price_key(usage)));
  return {.resource = usage.resource,
          .service = usage.service,
          .meter = usage.meter,
          .unit = usage.unit,
          .quantity = quantity,
          .base_per_unit = usage.base_per_unit,
          .price = price,
          .price_count = priced->count,
          .amount = amount_of(usage, quantity, price, priced->count)};
}

// How much of each meter's month the lines so far have used up.
class Month {
 public:
  // In base units of the usage; adds its quantity.
  std::int64_t used_before(const Usage& usage) {
    Used& used = by_meter_[price_key(usage)];
    const Wide before = used.quantity * usage.base_per_unit / used.base_per_unit;
    used = {.quantity = before + usage.quantity, .base_per_unit = usage.base_per_unit};
    return static_cast<std::int64_t>(std::min<Wide>(before, std::numeric_limits<std::int64_t>::max()));
  }

 private:
  struct Used {
    Wide quantity = 0;
    std::int64_t base_per_unit = 1;
  };
  std::map<std::string, Used> by_meter_;
};

bool same_meter(const Usage& a, const Usage& b) {
  return std::tie(a.resource, a.service, a.meter, a.unit, a.base_per_unit) ==
         std::tie(b.resource, b.service, b.meter, b.unit, b.base_per_unit);
}

}  // namespace

MissingPrice::MissingPrice(std::vector<std::string> missing, const PriceList& prices)
    : std::runtime_error(missing_price_text(missing, prices)), meters_(std::move(missing)) {}

std::vector<Usage> merged(std::span<const Usage> usage) {
  std::vector<Usage> sums;
  for (const Usage& one : usage) {
    const auto sum = std::ranges::find_if(sums, [&one](const Usage& other) { return same_meter(one, other); });
    if (sum == sums.end()) {
      sums.push_back(one);
    } else if (__builtin_add_overflow(sum->quantity, one.quantity, &sum->quantity)) {
      throw_too_large(one);
    }
  }
  return sums;
}

Bill make_bill(std::span<const Usage> usage, const PriceList& prices) {
  for (const Usage& one : usage) require_sound(one);
  Bill bill;
  Month month;
  std::vector<std::string> missing;
  for (const Usage& one : merged(usage)) {
    if (one.quantity == 0) continue;
    const auto price = prices.prices.find(price_key(one));
    if (price == prices.prices.end()) {
      if (std::ranges::find(missing, price_key(one)) == missing.end()) missing.push_back(price_key(one));
      continue;
    }
    const std::int64_t before = month.used_before(one);
    for (const PricedPart& part : parts_of(one.quantity, before, one.base_per_unit, price->second, prices.allowances)) {
      bill.lines.push_back(priced_line(one, part.quantity, part.price));
      if (__builtin_add_overflow(bill.total.pico, bill.lines.back().amount.pico, &bill.total.pico))
        throw_too_large(one);
    }
  }
  if (!missing.empty()) throw MissingPrice(std::move(missing), prices);
  return bill;
}

}  // namespace twostep::cost
