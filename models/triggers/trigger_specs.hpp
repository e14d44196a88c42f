// What stands before a function and starts it: an HTTP gateway, a topic, a timer. (Queues, streams and object stores
// start programs too: they have specs of their own.)
#pragma once

#include <string>
#include <vector>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// API Gateway style: requests over HTTP, answered synchronously.
struct HttpGatewaySpec {
  std::string profile;
  std::string service = "http_gateway";
  engine::Sampled<Duration> latency;       // of its own, there and back
  Duration limit = Duration::seconds(29);  // an answer that takes longer is not waited for
  Bytes request_chunk{};                   // a request is billed once for each started chunk; 0: once
};

// SNS style: what is published goes to every subscriber.
struct TopicSpec {
  std::string profile;
  std::string service = "topic";
  engine::Sampled<Duration> publish_latency;   // of a publisher's request
  engine::Sampled<Duration> delivery_latency;  // from there to each subscriber
  Bytes request_chunk = {65'536};              // a request is billed once for each started chunk
  std::vector<std::string> queues;             // that get each message too
};

// A schedule: an event at regular times, as long as requests arrive or are in flight.
struct TimerSpec {
  std::string profile;
  std::string service = "timer";
  Duration every = Duration::seconds(60);
  Duration first = Duration::zero();  // time of the first event
};

scenario::Shape<HttpGatewaySpec> shape_of(scenario::Describe<HttpGatewaySpec>);
scenario::Shape<TopicSpec> shape_of(scenario::Describe<TopicSpec>);
scenario::Shape<TimerSpec> shape_of(scenario::Describe<TimerSpec>);

}  // namespace twostep::models
