// QueueSpec: a message queue; ClientSpec: an addressable machine outside the deployment, which asks and gets answers.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Whether a consumer deletes what it has processed, which costs a request a batch.
enum class Acknowledge : std::uint8_t { after, none };

struct QueueSpec {
  std::string profile;
  std::string service = "queue";
  engine::Sampled<Duration> send_latency;
  engine::Sampled<Duration> receive_latency;
  std::int64_t batch = 10;                     // messages in one receive or batch send at the most
  Duration long_poll = Duration::seconds(20);  // how long a receive waits on an empty queue before it returns empty
  Bytes request_chunk = {65'536};              // a request is billed once for each started chunk of payload
  Acknowledge acknowledge = Acknowledge::after;
};

struct ClientSpec {
  std::string profile;
  std::string service = "client";
  engine::Sampled<Duration> message_latency;
};

scenario::EnumNames<Acknowledge> names_of(scenario::Describe<Acknowledge>);
scenario::Shape<QueueSpec> shape_of(scenario::Describe<QueueSpec>);
scenario::Shape<ClientSpec> shape_of(scenario::Describe<ClientSpec>);

}  // namespace twostep::models
