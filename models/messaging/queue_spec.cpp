#include "models/messaging/queue_spec.hpp"

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_queue(const QueueSpec& queue, const Node& node, Issues& issues) {
  if (queue.request_chunk.count <= 0)
    issues.add(node, "requests are billed in chunks of no bytes", R"("request_chunk" above 0 B)");
  if (queue.long_poll.ns <= 0)
    issues.add(node, "a receive that waits for no time is not a long poll", R"("long_poll" above 0 s)");
  if (queue.visibility_timeout.ns <= 0) {
    issues.add(place_of(node, "visibility_timeout"), "brings a message back as soon as it is received",
               "longer than it takes to process a batch");
  }
  if (queue.retention <= queue.delay)
    issues.add(place_of(node, "retention"), "drops messages before they can be received", R"(more than "delay")");
}

void check_order(const QueueSpec& queue, const Node& node, Issues& issues) {
  if (queue.order == MessageOrder::fifo && queue.duplicates.share > 0) {
    issues.add(place_of(node, "duplicates"), "a FIFO queue delivers each message once",
               R"(leave "duplicates" out, or "order": "standard")");
  }
  if (queue.order == MessageOrder::standard && queue.groups != 1) {
    issues.add(place_of(node, "groups"), "a standard queue has no message groups",
               R"(leave "groups" out, or "order": "fifo")");
  }
}

void check_duplicates(const QueueSpec& queue, const Node& node, Issues& issues) {
  if (queue.duplicates.share > 1) issues.add(place_of(node, "duplicates"), "is more than all", "0 % to 100 %");
}

void check_redrive(const QueueSpec& queue, const Node& node, Issues& issues) {
  if (queue.max_receives.has_value() == queue.dead_letter.empty()) {
    issues.add(place_of(node, queue.max_receives ? "max_receives" : "dead_letter"),
               "a redrive needs to know after how many receives, and where to",
               R"(both "max_receives" and "dead_letter")");
  }
  if (queue.max_receives && queue.visibility_timeout == Duration::max()) {
    issues.add(place_of(node, "max_receives"), "counts receives of messages that never come back",
               R"(a "visibility_timeout", for example "30 s")");
  }
}

void describe_delivery(Shape<QueueSpec>& shape) {
  shape.optional("order", &QueueSpec::order, "in which order messages are delivered, and how often");
  shape.optional("groups", &QueueSpec::groups, "message groups of a FIFO queue: only one message after the other each")
      .at_least(1)
      .at_most(100'000);
  shape.optional("group_choice", &QueueSpec::group_choice, "which group a message of a FIFO queue belongs to");
  shape.optional("duplicates", &QueueSpec::duplicates,
                 "share of the messages that a standard queue delivers once more than they were sent");
  shape.optional("delay", &QueueSpec::delay, "before a message that was sent can be received");
  shape
      .optional("visibility_timeout", &QueueSpec::visibility_timeout,
                "a message that was received and is not deleted by then can be received again; without it, a message "
                "whose processing failed is deleted all the same, and has failed")
      .example("30 s");
  shape
      .optional("max_receives", &QueueSpec::max_receives,
                "a message that comes back after so many receives goes to the dead-letter queue")
      .at_least(1)
      .at_most(1'000);
  shape.optional("dead_letter", &QueueSpec::dead_letter, "the queue, by its own name, for messages given up");
  shape.optional("retention", &QueueSpec::retention, "a message that waits in the queue when it is older is dropped")
      .example("4 d");
  shape
      .optional("in_flight_limit", &QueueSpec::in_flight_limit,
                "messages received and not deleted; while there are so many, receives get none")
      .at_least(1);
}

}  // namespace

EnumNames<Acknowledge> names_of(Describe<Acknowledge>) {
  return {{Acknowledge::after, "after",
           "a batch is deleted when it has been processed: one request a batch, beside the response time"},
          {Acknowledge::none, "none", "batches are not deleted, or their deletion is not counted"}};
}

EnumNames<MessageOrder> names_of(Describe<MessageOrder>) {
  return {{MessageOrder::standard, "standard", "the earliest sent first, at least once"},
          {MessageOrder::fifo, "fifo",
           "strictly in the order of sending within each message group, once; billed as `fifo_request`"}};
}

EnumNames<GroupChoice> names_of(Describe<GroupChoice>) {
  return {{GroupChoice::round_robin, "round_robin", "the next group for each message"},
          {GroupChoice::random, "random", "any group, each with the same probability"}};
}

Shape<QueueSpec> shape_of(Describe<QueueSpec>) {
  Shape<QueueSpec> shape(
      "queue",
      "A message queue: sent to by anyone, polled in batches by servers, or by an event source for a function.");
  describe_billed(shape);
  shape.optional("send_latency", &QueueSpec::send_latency, "latency of a send request");
  shape.optional("receive_latency", &QueueSpec::receive_latency,
                 "from a message that is there to the receiver's having it");
  shape.optional("batch", &QueueSpec::batch, "messages in one request at the most").at_least(1).at_most(10'000);
  shape.optional("long_poll", &QueueSpec::long_poll, "how long a receive waits on an empty queue");
  shape.optional("request_chunk", &QueueSpec::request_chunk,
                 "a request is billed once for each started chunk of payload");
  shape.optional("acknowledge", &QueueSpec::acknowledge, "whether consumers delete what they have processed");
  describe_delivery(shape);
  shape.check(&check_queue);
  shape.check(&check_order);
  shape.check(&check_duplicates);
  shape.check(&check_redrive);
  return shape;
}

Shape<ClientSpec> shape_of(Describe<ClientSpec>) {
  Shape<ClientSpec> shape(
      "client", "An addressable machine outside the deployment: it asks, gets answers, and costs nothing of its own.");
  describe_profile(shape);
  shape.optional("service", &ClientSpec::service, "the name under which it would be billed");
  shape.optional("message_latency", &ClientSpec::message_latency, "latency of one small message to it");
  shape.optional(
      "internet", &ClientSpec::internet,
      "whether it is out on the internet: what is sent to it is then billed by size, as <service>.internet_gb");
  return shape;
}

}  // namespace twostep::models
