// Checks of prices: everything that a variant can be billed for has one.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "sim/cost/price_list.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// Every meter that the variant can be billed for has a price, and every price that the scenario gives is one of a
// meter.
void check_prices(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices,
                  scenario::Issues& issues);

}  // namespace twostep::models
