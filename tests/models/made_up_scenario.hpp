// Made-up scenarios for properties: functions or servers, with everything that may limit, delay, lose or repeat work.
#pragma once

#include <string>

#include "tests/models/simulate.hpp"

namespace twostep::tests {

// Each call draws from RapidCheck's generator: only inside rc::check.
[[nodiscard]] std::string number_between(int low, int high);
// A time, constant or distributed, with that mean in milliseconds.
[[nodiscard]] std::string milliseconds(int low, int high);
[[nodiscard]] Parts made_up_scenario();
// Whether its requests come a way that only functions have.
[[nodiscard]] bool needs_function(const Parts& parts);

}  // namespace twostep::tests
