// Phase: where a request's time goes. The phases of a request add up to its response time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/observation/phase_times.hpp"

namespace twostep::models {

enum class Phase : std::uint8_t {
  queueing,    // waiting for a worker, a concurrency slot or a poller
  boot,        // waiting for an instance to start
  cold_start,  // placement, package fetch, runtime and own initialisation of a new execution environment
  invoke,      // the platform's own path to a function: trigger, routing, payload
  fetch,       // reading: get and scan
  store,       // writing: put
  compute,     // on a vCPU
  message,     // send, receive, direct messages, waiting for an invoked function's answer
  sleep,       // timers of the program itself
};
inline constexpr std::size_t phase_count = 9;
static_assert(phase_count <= observation::max_phases);

inline std::vector<std::string> phase_names() {
  return {"queueing", "boot", "cold_start", "invoke", "fetch", "store", "compute", "message", "sleep"};
}

[[nodiscard]] inline Duration& time_in(observation::PhaseTimes& times, Phase phase) {
  return times[static_cast<std::size_t>(phase)];
}

}  // namespace twostep::models
