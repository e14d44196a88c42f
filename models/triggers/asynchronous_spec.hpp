// AsynchronousSpec: what a platform does with events: invocations that nobody waits for.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct AsynchronousSpec {
  std::int64_t retries = 0;                  // of a failed one
  Duration backoff = Duration::seconds(60);  // before the first retry
  double factor = 2;                         // how much longer the wait is each time
  Duration max_age = Duration::max();        // no retry begins later than this after the event
  std::string dead_letter;                   // the queue for events that were given up; empty: they are dropped
  engine::Sampled<Duration> dispatch;        // from the event to its invocation request
};

scenario::Shape<AsynchronousSpec> shape_of(scenario::Describe<AsynchronousSpec>);

}  // namespace twostep::models
