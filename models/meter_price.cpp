#include "models/meter_price.hpp"

#include <optional>

namespace twostep::models {

double dollars_per_base_unit(const observation::Usage& usage, const cost::PriceList& prices) {
  const auto price = prices.prices.find(usage.service + "." + usage.meter);
  if (price == prices.prices.end()) return 0;
  const std::optional<cost::PricedUnit> unit = cost::parse_priced_unit(price->second.first().per);
  if (!unit) return 0;
  return static_cast<double>(price->second.first().femto) / 1e15 / static_cast<double>(unit->count) /
         static_cast<double>(usage.base_per_unit);
}

}  // namespace twostep::models
