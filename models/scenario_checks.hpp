// Checks across a whole scenario, as one variant sees it: every name means something, and something that fits.
#pragma once

#include "models/scenario.hpp"
#include "sim/cost/price_list.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::models {

// `variant` is one of the scenario's. Adds an issue for everything that would keep the variant from running as it says.
void check_variant(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

// What holds for all variants: the baseline and the expectations name variants that exist, and each function runs one
// program.
void check_experiment(const Scenario& scenario, const scenario::Node& document, scenario::Issues& issues);

// Every meter that the variant can be billed for has a price, and every price that the scenario gives is one of a
// meter.
void check_prices(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices,
                  scenario::Issues& issues);

}  // namespace twostep::models
