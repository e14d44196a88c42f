// Receiver: what a workload's requests are handed to when it is neither a function, a fleet nor a queue itself: a
// gateway, a topic, an orchestrator.
#pragma once

#include <cstdint>

#include "sim/engine/process.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// A request as it arrives.
struct Arrival {
  std::int64_t messages = 1;
  Bytes size{};           // of each message
  bool poisoned = false;  // its input makes every execution that has it fail
};

class Receiver {
 public:
  virtual ~Receiver() = default;
  // A request that arrives now; ends when it was answered or given up, and has recorded both.
  virtual engine::Process<void> serve(Arrival arrival) = 0;
};

}  // namespace twostep::models
