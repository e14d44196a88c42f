// Price: what one unit of a meter costs: the same for all of a month's quantity, or by tiers of it, with an allowance
// that costs nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/units.hpp"

namespace twostep::cost {

struct PriceTier {
  std::optional<std::int64_t> up_to;  // units of the month's quantity, from its first on; none: without end
  UnitPrice price;
};

struct Price {
  std::vector<PriceTier> tiers;  // never empty, ascending; the last is without end
  std::int64_t free = 0;  // units of a month that cost nothing, where allowances count; the tiers begin with them

  Price() : Price(UnitPrice{}) {}
  Price(UnitPrice flat) : tiers{{std::nullopt, std::move(flat)}} {}  // NOLINT(google-explicit-constructor)
  Price(std::int64_t femto, std::string per) : Price(UnitPrice{femto, std::move(per)}) {}
  Price(std::vector<PriceTier> by_tier, std::int64_t free_units) : tiers(std::move(by_tier)), free(free_units) {}

  [[nodiscard]] const UnitPrice& first() const { return tiers.front().price; }
  [[nodiscard]] bool is_flat() const { return tiers.size() == 1 && free == 0; }
};

// A part of a quantity that has one price.
struct PricedPart {
  std::int64_t quantity = 0;  // base units
  UnitPrice price;
};

// The parts of `quantity` base units that follow after `before` others of the same month and meter. They add up to it.
// `allowances`: whether what is free is.
[[nodiscard]] std::vector<PricedPart> parts_of(std::int64_t quantity, std::int64_t before, std::int64_t base_per_unit,
                                               const Price& price, bool allowances);

}  // namespace twostep::cost
