// Checks of one program where it runs: what its steps name exists and can do what they ask.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

void check_program(const Scenario& scenario, const std::string& variant, const std::string& program,
                   const ResourceSpec& runner, scenario::Issues& issues);

}  // namespace twostep::models
