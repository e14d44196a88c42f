// Entrance: where requests enter the application: straight at a function or a fleet, or through something before it.
#pragma once

#include <cstdint>

#include "models/faas/function_service.hpp"
#include "models/iaas/fleet.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/receiver.hpp"
#include "models/sampler.hpp"

namespace twostep::models {

// Exactly one of function, fleet, queue and receiver is set.
struct Entrance {
  FunctionService* function = nullptr;
  std::uint32_t first_traced = 0;  // the number, there, of a trace's first function; 0 without a trace
  Fleet* fleet = nullptr;
  const Program* program = nullptr;  // what the fleet runs
  bool over_network = false;         // requests are sent to the fleet, not started on the machine itself
  QueueService* queue = nullptr;
  Receiver* receiver = nullptr;
};

// The requests of one workload: how many messages each has, their size, and whether their input can be processed.
struct RequestShape {
  std::int64_t messages = 1;
  Sampler<Bytes> size;
  double poisoned_share = 0;
  engine::RandomStream poisoning;

  [[nodiscard]] bool next_is_poisoned() { return poisoned_share > 0 && poisoning.next_uniform() < poisoned_share; }
};

}  // namespace twostep::models
