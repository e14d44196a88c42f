#include "models/triggers/trigger_specs.hpp"

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_limit(const HttpGatewaySpec& gateway, const Node& node, Issues& issues) {
  if (gateway.limit <= Duration::zero()) issues.add(node, R"("limit" leaves no time for an answer)", "more than 0 s");
}

void check_chunk(const TopicSpec& topic, const Node& node, Issues& issues) {
  if (topic.request_chunk.count <= 0) issues.add(node, R"("request_chunk" of no bytes)", "more than 0 B");
}

void check_period(const TimerSpec& timer, const Node& node, Issues& issues) {
  if (timer.every <= Duration::zero()) issues.add(node, R"("every" is no time between two events)", "more than 0 s");
  if (timer.first < Duration::zero()) issues.add(node, R"("first" is before the run)", "0 s or more");
}

}  // namespace

Shape<HttpGatewaySpec> shape_of(Describe<HttpGatewaySpec>) {
  Shape<HttpGatewaySpec> shape("http_gateway", "Takes requests over HTTP and waits for a function's answer.");
  describe_billed(shape);
  shape.optional("latency", &HttpGatewaySpec::latency, "what it adds to a request, there and back");
  shape.optional("limit", &HttpGatewaySpec::limit,
                 "longest time from a request to its answer; the request then fails, and the function runs on");
  shape.optional("request_chunk", &HttpGatewaySpec::request_chunk,
                 "a request is billed once for each started chunk of payload; 0 B: once");
  shape.check(&check_limit);
  return shape;
}

Shape<TopicSpec> shape_of(Describe<TopicSpec>) {
  Shape<TopicSpec> shape("topic", "Hands each message to every program that it triggers, and to its queues.");
  describe_billed(shape);
  shape.optional("publish_latency", &TopicSpec::publish_latency, "latency of a publisher's request");
  shape.optional("delivery_latency", &TopicSpec::delivery_latency, "from there to each subscriber");
  shape.optional("request_chunk", &TopicSpec::request_chunk,
                 "a request is billed once for each started chunk of payload");
  shape.optional("queues", &TopicSpec::queues, "queues that get each message");
  shape.check(&check_chunk);
  return shape;
}

Shape<TimerSpec> shape_of(Describe<TimerSpec>) {
  Shape<TimerSpec> shape("timer",
                         "Triggers programs at regular times, for as long as requests arrive or are in flight.");
  describe_billed(shape);
  shape.optional("every", &TimerSpec::every, "time between two events");
  shape.optional("first", &TimerSpec::first, "time of the first event");
  shape.check(&check_period);
  return shape;
}

}  // namespace twostep::models
