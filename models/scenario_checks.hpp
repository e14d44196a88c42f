// Checks across a whole scenario, as one variant sees it: every name means something, and something that fits.
#pragma once

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// `variant` is one of the scenario's. Adds an issue for everything that would keep the variant from running as it says.
void check_variant(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

}  // namespace twostep::models
