// Meters: which billable meters a resource has, so that a missing price is found before anything runs.
#pragma once

#include <string>
#include <vector>

#include "models/scenario.hpp"

namespace twostep::models {

// "service.meter" of everything that a run with this resource can be billed for.
[[nodiscard]] std::vector<std::string> meters_of(const ResourceSpec& resource);

}  // namespace twostep::models
