// Checks of where queues and event sources send what they give up.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// Of the queues and functions that the variant uses: a "dead_letter" must be a queue of the same order, and not lead
// back; an event source's "on_failure" must be a queue.
void check_given_up(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

}  // namespace twostep::models
