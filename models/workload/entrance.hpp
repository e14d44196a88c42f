// Entrance: where requests enter the application: straight at a function or a fleet, or through a queue.
#pragma once

#include <cstdint>

#include "models/faas/function_service.hpp"
#include "models/iaas/fleet.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/sampler.hpp"

namespace twostep::models {

// Exactly one of the three is set.
struct Entrance {
  FunctionService* function = nullptr;
  Fleet* fleet = nullptr;
  QueueService* queue = nullptr;
};

// The requests of one workload: how many messages each has, and their size.
struct RequestShape {
  std::int64_t messages = 1;
  Sampler<Bytes> size;
};

}  // namespace twostep::models
