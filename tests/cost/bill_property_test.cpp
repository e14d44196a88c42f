#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/cost/bill.hpp"

using twostep::Usd;
using twostep::cost::Bill;
using twostep::cost::BillLine;
using twostep::cost::make_bill;
using twostep::cost::PriceList;
using twostep::observation::Usage;

namespace {

const std::vector<std::string> meters{"gb_s", "request", "hour"};
const std::vector<std::int64_t> bases{1'024'000, 1, 3'600};
const std::vector<std::string> units{"GB-s", "request", "h"};

PriceList some_prices() {
  PriceList prices{.catalogue = "random", .prices = {}};
  const auto price = [] { return *rc::gen::inRange<std::int64_t>(0, 1'000'000'000'000'000); };
  prices.prices["s.gb_s"] = {price(), "GB-s"};
  prices.prices["s.request"] = {price(), *rc::gen::element<std::string>("request", "1M requests", "1,000 requests")};
  prices.prices["s.hour"] = {price(), "h"};
  return prices;
}

std::vector<Usage> some_usage() {
  return *rc::gen::container<std::vector<Usage>>(rc::gen::exec([] {
    const auto meter = *rc::gen::inRange<std::size_t>(0, meters.size());
    return Usage{.resource = *rc::gen::element<std::string>("a", "b"),
                 .service = "s",
                 .meter = meters[meter],
                 .unit = units[meter],
                 .base_per_unit = bases[meter],
                 .quantity = *rc::gen::inRange<std::int64_t>(0, 10'000)};
  }));
}

}  // namespace

TEST_CASE("the lines of a bill sum to its total exactly") {
  REQUIRE(rc::check([] {
    const Bill bill = make_bill(some_usage(), some_prices());
    Usd sum;
    for (const BillLine& line : bill.lines) sum += line.amount;
    RC_ASSERT(sum == bill.total);
  }));
}

TEST_CASE("an amount lies within half a pico-dollar of quantity times price") {
  REQUIRE(rc::check([] {
    for (const BillLine& line : make_bill(some_usage(), some_prices()).lines) {
      const long double exact = static_cast<long double>(line.quantity) * static_cast<long double>(line.price.femto) /
                                (1000.0L * static_cast<long double>(line.base_per_unit * line.price_count));
      // Amounts are below 1e18 pico-dollars, where a long double's last digit is 2^-4.
      RC_ASSERT(static_cast<long double>(line.amount.pico) - exact <= 0.5625L);
      RC_ASSERT(exact - static_cast<long double>(line.amount.pico) <= 0.5625L);
    }
  }));
}

TEST_CASE("the bill of merged usage is within a pico-dollar a line of the bills of its parts") {
  REQUIRE(rc::check([] {
    const std::vector<Usage> first = some_usage();
    const std::vector<Usage> second = some_usage();
    const PriceList prices = some_prices();
    std::vector<Usage> both = first;
    both.insert(both.end(), second.begin(), second.end());
    const Bill merged = make_bill(both, prices);
    const Usd apart = make_bill(first, prices).total + make_bill(second, prices).total;
    // Each of the two parts of a line is off by half a pico-dollar at most, and so is the line: 1.5, that is 1 in
    // integers.
    RC_ASSERT(std::abs(merged.total.pico - apart.pico) <= static_cast<std::int64_t>(merged.lines.size()));
  }));
}

TEST_CASE("the order of usage changes no amount") {
  REQUIRE(rc::check([] {
    std::vector<Usage> usage = some_usage();
    const PriceList prices = some_prices();
    const Bill bill = make_bill(usage, prices);
    std::ranges::reverse(usage);
    RC_ASSERT(make_bill(usage, prices).total == bill.total);
  }));
}
