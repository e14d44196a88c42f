// PhaseTimes: how long a request spent in each phase of its life. The phases' names are given by who records them.
#pragma once

#include <array>
#include <cstddef>

#include "sim/units.hpp"

namespace twostep::observation {

inline constexpr std::size_t max_phases = 10;

// The entries of one request add up to its response time, to the nanosecond.
using PhaseTimes = std::array<Duration, max_phases>;

[[nodiscard]] inline Duration total(const PhaseTimes& times) {
  Duration sum;
  for (const Duration d : times) sum += d;
  return sum;
}

}  // namespace twostep::observation

namespace twostep {  // that of Duration, where argument-dependent lookup finds it

inline observation::PhaseTimes& operator+=(observation::PhaseTimes& sum, const observation::PhaseTimes& more) {
  for (std::size_t i = 0; i < observation::max_phases; ++i) sum[i] += more[i];
  return sum;
}

}  // namespace twostep
