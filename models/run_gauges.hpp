// Run gauges: the numbers that a run's services measured beside the common ones, once it has ended.
#pragma once

#include <span>
#include <vector>

#include "models/services.hpp"
#include "sim/observation/function_use.hpp"
#include "sim/observation/run_result.hpp"

namespace twostep::models {

// Of several accounts or fleets the sum: their peaks may have been at different times. `functions` are those of the
// accounts.
[[nodiscard]] std::vector<observation::Gauge> run_gauges(const Services& services,
                                                         std::span<const observation::FunctionUse> functions,
                                                         SimTime end);

}  // namespace twostep::models
