#include "models/faas/event_source_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_growth(const EventSourceSpec& source, const Node& node, Issues& issues) {
  const bool grows = source.pollers_per_minute > 0;
  if (grows != source.max_pollers.has_value()) {
    issues.add(place_of(node, grows ? "pollers_per_minute" : "max_pollers"),
               "pollers are added at a rate, up to a number", R"(both "pollers_per_minute" and "max_pollers")");
  }
  if (source.max_pollers && *source.max_pollers < source.pollers) {
    issues.add(place_of(node, "max_pollers"), "is less than there are at the start",
               R"(at least "pollers", which is )" + std::to_string(source.pollers));
  }
}

void check_retries(const EventSourceSpec& source, const Node& node, Issues& issues) {
  if (source.retry_wait > Duration::zero()) return;
  issues.add(place_of(node, "retry_wait"), "tries a failed batch again without end, at the same moment",
             "more than 0 s");
}

void describe_queue_source(Shape<EventSourceSpec>& shape) {
  shape
      .optional("pollers", &EventSourceSpec::pollers,
                "of a queue: batches in flight at once at the most; with `max_pollers`, at the start")
      .at_least(1)
      .at_most(1'000'000);
  shape
      .optional("pollers_per_minute", &EventSourceSpec::pollers_per_minute,
                "of a queue: pollers added in a minute while messages wait; those that find none for a long poll end")
      .at_least(0)
      .at_most(1'000'000);
  shape.optional("poller_step", &EventSourceSpec::poller_step, "of a queue: how many pollers are added at a time")
      .at_least(1)
      .at_most(1'000'000);
  shape.optional("max_pollers", &EventSourceSpec::max_pollers, "of a queue: pollers at the most")
      .at_least(1)
      .at_most(1'000'000);
}

void describe_stream_source(Shape<EventSourceSpec>& shape) {
  shape
      .optional("parallelisation", &EventSourceSpec::parallelisation,
                "of a stream: batches of one shard in flight at once; order is then kept by record key")
      .at_least(1)
      .at_most(10);
  shape
      .optional("retries", &EventSourceSpec::retries,
                "of a stream: how often a failed batch is tried again before it is given up; without it, until its "
                "records expire")
      .at_least(0)
      .at_most(10'000);
  shape.optional("retry_wait", &EventSourceSpec::retry_wait,
                 "of a stream: between an invocation that failed and the next with the same batch");
  shape.optional("max_age", &EventSourceSpec::max_age,
                 "of a stream: records that are older are not tried again, but given up");
  shape.optional("on_failure", &EventSourceSpec::on_failure,
                 "of a stream: the queue, by its own name, that gets a message for each batch given up");
}

}  // namespace

Shape<EventSourceSpec> shape_of(Describe<EventSourceSpec>) {
  Shape<EventSourceSpec> shape("event_source",
                               "What carries messages of a queue, or records of a stream, to the function.");
  shape.optional("batch", &EventSourceSpec::batch, "messages per invocation at the most").at_least(1).at_most(10'000);
  shape.optional("window", &EventSourceSpec::window,
                 "how long a batch that is not full waits for more, from its first message on");
  shape.optional("partial_failures", &EventSourceSpec::partial_failures,
                 "whether the function says which messages failed: only these come back, otherwise the whole batch");
  shape.optional("dispatch", &EventSourceSpec::dispatch, "time from a received batch to the invocation request");
  describe_queue_source(shape);
  describe_stream_source(shape);
  shape.check(&check_growth);
  shape.check(&check_retries);
  return shape;
}

}  // namespace twostep::models
