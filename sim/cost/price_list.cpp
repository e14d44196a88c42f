#include "sim/cost/price_list.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace twostep::cost {

namespace {

std::string_view without_leading_blanks(std::string_view text) {
  const std::size_t start = text.find_first_not_of(' ');
  return start == std::string_view::npos ? std::string_view{} : text.substr(start);
}

struct Multiple {
  std::string_view word;
  std::int64_t factor;
};

// A letter must stand before the blank of "1M requests", so that "1 MB" is one megabyte and not a million of B.
constexpr Multiple multiples[] = {{"K ", 1'000},         {"M ", 1'000'000},        {"B ", 1'000'000'000},
                                  {" thousand ", 1'000}, {" million ", 1'000'000}, {" billion ", 1'000'000'000}};

}  // namespace

bool PricedUnit::fits(std::string_view meter_unit) const {
  return unit == meter_unit ||
         (unit.size() == meter_unit.size() + 1 && unit.ends_with('s') && unit.starts_with(meter_unit));
}

std::optional<PricedUnit> parse_priced_unit(std::string_view per) {
  per = without_leading_blanks(per);
  PricedUnit priced;
  const std::size_t count_length = std::min(per.find_first_not_of("0123456789,"), per.size());
  if (count_length > 0) {
    std::string digits(per.substr(0, count_length));
    std::erase(digits, ',');
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), priced.count);
    if (error != std::errc{} || end != digits.data() + digits.size() || priced.count <= 0) return std::nullopt;
    per.remove_prefix(count_length);
    for (const auto& [word, factor] : multiples) {
      if (!per.starts_with(word)) continue;
      if (__builtin_mul_overflow(priced.count, factor, &priced.count)) return std::nullopt;
      per.remove_prefix(word.size());
      break;
    }
  }
  per = without_leading_blanks(per);
  while (per.ends_with(' ')) per.remove_suffix(1);
  if (per.empty() || !std::isalpha(static_cast<unsigned char>(per.front()))) return std::nullopt;
  priced.unit = std::string(per);
  return priced;
}

}  // namespace twostep::cost
