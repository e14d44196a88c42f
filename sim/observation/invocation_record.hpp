// InvocationRecord: what is known of one invocation when it ends: a row of invocations.csv.
#pragma once

#include <cstdint>

#include "sim/observation/phase_times.hpp"
#include "sim/units.hpp"

namespace twostep::observation {

enum class Outcome : std::uint8_t { completed, failed, throttled, dead_lettered };

// An invocation is one execution of a program: by a function's environment or by a server's worker.
struct InvocationRecord {
  std::uint64_t number = 0;    // in the order in which they end, from 1
  std::uint32_t program = 0;   // index into RunResult::programs
  std::uint32_t resource = 0;  // index into RunResult::platforms: where it ran
  SimTime arrival{};           // when it was asked for
  SimTime end{};               // when its response was there
  Duration billed{};           // as the platform bills it; zero on servers
  bool cold = false;           // it had to wait for a new execution environment
  Outcome outcome = Outcome::completed;
  PhaseTimes phases{};
};

}  // namespace twostep::observation
