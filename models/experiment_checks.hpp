// Checks of what a scenario asks and expects, the same for all of its variants.
#pragma once

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::models {

// The baseline and the expectations name variants and metrics that exist, and expect what these are measured in.
void check_experiment(const Scenario& scenario, const scenario::Node& document, scenario::Issues& issues);

}  // namespace twostep::models
