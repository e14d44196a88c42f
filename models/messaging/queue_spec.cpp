#include "models/messaging/queue_spec.hpp"

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
}

}  // namespace

EnumNames<Acknowledge> names_of(Describe<Acknowledge>) {
  return {{Acknowledge::after, "after",
           "a batch is deleted when it has been processed: one request a batch, beside the response time"},
          {Acknowledge::none, "none", "batches are not deleted, or their deletion is not counted"}};
}

Shape<QueueSpec> shape_of(Describe<QueueSpec>) {
  Shape<QueueSpec> shape(
      "queue",
      "A message queue: sent to by anyone, polled in batches by servers, or by an event source for a function.");
  shape.optional("profile", &QueueSpec::profile, "the catalogue's entry that gives every figure not given here");
  shape.optional("service", &QueueSpec::service, "the name under which it is billed");
  shape.optional("send_latency", &QueueSpec::send_latency, "latency of a send request");
  shape.optional("receive_latency", &QueueSpec::receive_latency,
                 "from a message that is there to the receiver's having it");
  shape.optional("batch", &QueueSpec::batch, "messages in one request at the most").at_least(1).at_most(10'000);
  shape.optional("long_poll", &QueueSpec::long_poll, "how long a receive waits on an empty queue");
  shape.optional("request_chunk", &QueueSpec::request_chunk,
                 "a request is billed once for each started chunk of payload");
  shape.optional("acknowledge", &QueueSpec::acknowledge, "whether consumers delete what they have processed");
  shape.check(&check_queue);
  return shape;
}

Shape<ClientSpec> shape_of(Describe<ClientSpec>) {
  Shape<ClientSpec> shape(
      "client", "An addressable machine outside the deployment: it asks, gets answers, and costs nothing here.");
  shape.optional("profile", &ClientSpec::profile, "the catalogue's entry that gives every figure not given here");
  shape.optional("service", &ClientSpec::service, "the name under which it would be billed");
  shape.optional("message_latency", &ClientSpec::message_latency, "latency of one small message to it");
  return shape;
}

}  // namespace twostep::models
