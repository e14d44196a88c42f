// Messages: equal messages that were sent together, while they are in a queue. Batch: what one receive returned.
#pragma once

#include <cstdint>
#include <vector>

#include "models/request.hpp"
#include "sim/observation/invocation_record.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct Messages {
  Request* request = nullptr;  // that they are part of; null: of none (sent by a program for nobody, or a duplicate)
  std::int64_t messages = 0;
  std::int64_t bytes_each = 0;
  SimTime origin{};            // arrival of the request that they descend from
  SimTime sent{};              // when they came into this queue
  std::uint64_t sequence = 0;  // order of sending
  std::int32_t receives = 0;   // how often they were delivered
  std::uint32_t group = 0;     // of a FIFO queue
  bool poisoned = false;       // an execution that processes them fails
};

// What a consumer was handed for a delivery: it deletes by it.
struct Receipt {
  std::uint32_t slot = UINT32_MAX;  // UINT32_MAX: the delivery lasts until it is deleted
  std::uint32_t generation = 0;
};

struct BatchPart : Messages {
  SimTime taken{};     // when they left the queue
  SimTime received{};  // when the consumer had them
  Receipt receipt{};
  observation::Outcome outcome = observation::Outcome::completed;  // see QueueService::settle
};

struct Batch {
  std::vector<BatchPart> parts;
  std::int64_t messages = 0;
  SimTime taken{};                  // when the first of them left the queue
  SimTime received{};               // when the consumer had the last of them
  SimTime origin = SimTime::max();  // the earliest of theirs
  bool poisoned = false;            // whether any of them is
};

}  // namespace twostep::models
