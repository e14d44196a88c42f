// Meter price: what one base unit of a meter costs, for showing as a run goes on. The bill is not made from it:
// of a price with tiers, this is the first.
#pragma once

#include "sim/cost/price_list.hpp"
#include "sim/observation/usage.hpp"

namespace twostep::models {

// In dollars; zero when the meter has no price.
[[nodiscard]] double dollars_per_base_unit(const observation::Usage& usage, const cost::PriceList& prices);

}  // namespace twostep::models
