#include "models/triggers/asynchronous_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Shape;

Shape<AsynchronousSpec> shape_of(Describe<AsynchronousSpec>) {
  Shape<AsynchronousSpec> shape("asynchronous",
                                "What the platform does with events: invocations that nobody waits for, and triggers.");
  shape.optional("retries", &AsynchronousSpec::retries, "how often a failed event is tried again")
      .at_least(0)
      .at_most(1'000);
  shape.optional("backoff", &AsynchronousSpec::backoff, "wait before the first retry");
  shape.optional("factor", &AsynchronousSpec::factor, "how much longer the wait is each time")
      .at_least(1.0)
      .at_most(100.0);
  shape.optional("max_age", &AsynchronousSpec::max_age, "no retry begins later than this after the event");
  shape.optional("dead_letter", &AsynchronousSpec::dead_letter,
                 "the queue for events that were given up; without one they are dropped");
  shape.optional("dispatch", &AsynchronousSpec::dispatch, "time from the event to its invocation request");
  return shape;
}

}  // namespace twostep::models
