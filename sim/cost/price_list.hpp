// PriceList: what a catalogue charges for one unit of each meter.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/cost/price.hpp"

namespace twostep::cost {

struct PriceList {
  std::string catalogue;                               // "aws-us-east-1-2018-12"
  std::map<std::string, Price, std::less<>> prices{};  // by "service.meter", as in "lambda.gb_s"
  bool allowances = false;                             // whether what a price leaves free is
};

// What a price is for: "1M requests" is 1,000,000 of "requests", "GB-s" is 1 of "GB-s".
struct PricedUnit {
  std::int64_t count = 1;
  std::string unit;

  // Whether a meter that counts in `meter_unit` can be charged: the same word, or its plural ("requests" for
  // "request").
  [[nodiscard]] bool fits(std::string_view meter_unit) const;
};

// Reads the text after a price's slash: an optional count ("1M", "10,000", "1 million"; K, M and B are thousand,
// million and billion), optional blanks, and the unit. nullopt when there is no unit, or the count is zero or out of
// range.
std::optional<PricedUnit> parse_priced_unit(std::string_view per);

}  // namespace twostep::cost
