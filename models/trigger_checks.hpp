// Checks of what starts programs in one variant beside its workloads, and of where things go that were given up.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// Every name in "triggered_by" stands for something that can start the program; every queue that a resource hands
// things on to is one.
void check_triggers(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

}  // namespace twostep::models
