#include "sim/cost/price.hpp"

#include <algorithm>
#include <limits>

namespace twostep::cost {

namespace {

// Base units in so many units; the most there are when that is more.
std::int64_t in_base_units(std::int64_t units, std::int64_t base_per_unit) {
  std::int64_t base = 0;
  const bool too_many = __builtin_mul_overflow(units, base_per_unit, &base);
  return too_many ? std::numeric_limits<std::int64_t>::max() : base;
}

}  // namespace

std::vector<PricedPart> parts_of(std::int64_t quantity, std::int64_t before, std::int64_t base_per_unit,
                                 const Price& price, bool allowances) {
  if (price.is_flat()) return {{quantity, price.first()}};
  std::vector<PricedPart> parts;
  std::int64_t left = quantity;
  // Up to `end` of the month's quantity at this price.
  const auto take_up_to = [&](std::int64_t end, const UnitPrice& at) {
    const std::int64_t part = std::min(left, end - std::min(before, end));
    if (part <= 0) return;
    parts.push_back({part, at});
    before += part;
    left -= part;
  };
  if (allowances) take_up_to(in_base_units(price.free, base_per_unit), {.femto = 0, .per = price.first().per});
  for (const PriceTier& tier : price.tiers) {
    take_up_to(tier.up_to ? in_base_units(*tier.up_to, base_per_unit) : std::numeric_limits<std::int64_t>::max(),
               tier.price);
  }
  return parts;
}

}  // namespace twostep::cost
