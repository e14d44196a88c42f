// Checks of queues and of what reads them, as one variant sees them.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// Every queue that a resource hands messages to is one; what a function says of its event source is of what it reads;
// what is read is sent by somebody.
void check_queues(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

}  // namespace twostep::models
