// Fleet checks: how a variant's requests reach its fleets, through load balancers or not.
#pragma once

#include <string>

#include "models/scenario.hpp"

namespace twostep::models {

// A load balancer stands before fleets, and a fleet behind one gets its requests through it alone.
void check_fleets(const Scenario& scenario, const std::string& name, scenario::Issues& issues);

}  // namespace twostep::models
