// EventSourceSpec: what carries messages of a queue, or records of a stream, to a function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct EventSourceSpec {
  std::int64_t batch = 10;             // messages per invocation at the most
  Duration window = Duration::zero();  // how long a batch that is not full waits for more
  bool partial_failures = false;       // only the messages that failed come back
  engine::Sampled<Duration> dispatch;  // from a received batch to the invocation request

  // Of a queue.
  std::int64_t pollers = 5;                 // batches in flight at once: at the start, or at the most
  std::int64_t pollers_per_minute = 0;      // added while messages wait; 0: none
  std::int64_t poller_step = 1;             // how many at a time
  std::optional<std::int64_t> max_pollers;  // at the most, where they are added

  // Of a stream.
  std::int64_t parallelisation = 1;            // batches of a shard in flight at once
  std::optional<std::int64_t> retries;         // of a batch that failed; none: until its records expire
  Duration retry_wait = Duration::seconds(1);  // before that
  Duration max_age = Duration::max();          // of a record that is tried again
  std::string on_failure;                      // a queue's own name: it gets a message for each batch given up

  // Pollers at the most.
  [[nodiscard]] std::int64_t most_pollers() const { return max_pollers.value_or(pollers); }
};

scenario::Shape<EventSourceSpec> shape_of(scenario::Describe<EventSourceSpec>);

}  // namespace twostep::models
