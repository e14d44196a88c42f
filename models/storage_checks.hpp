// Storage checks: what a variant's stores, volumes, caches and networks cannot do, found before anything runs.
#pragma once

#include <string>

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// Caches whose backing is no store, conditional writes to what has none, and bursts where machines of fleets send to
// each other.
void check_storage(const Scenario& scenario, const std::string& variant, scenario::Issues& issues);

}  // namespace twostep::models
