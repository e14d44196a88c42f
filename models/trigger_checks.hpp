// Checks of what starts programs in one variant beside its workloads.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// Every name in "triggered_by" stands for something that can start the program.
void check_triggers(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

}  // namespace twostep::models
