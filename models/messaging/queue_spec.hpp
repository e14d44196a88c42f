// QueueSpec: a message queue; ClientSpec: an addressable machine outside the deployment, which asks and gets answers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Whether a consumer deletes what it has processed, which costs a request a batch.
enum class Acknowledge : std::uint8_t { after, none };

// In which order messages are delivered.
enum class MessageOrder : std::uint8_t { standard, fifo };

// Which message group of a FIFO queue a message belongs to.
enum class GroupChoice : std::uint8_t { round_robin, random };

struct QueueSpec {
  std::string profile;
  std::string service = "queue";
  engine::Sampled<Duration> send_latency;
  engine::Sampled<Duration> receive_latency;
  std::int64_t batch = 10;                     // messages in one receive or batch send at the most
  Duration long_poll = Duration::seconds(20);  // how long a receive waits on an empty queue before it returns empty
  Bytes request_chunk = {65'536};              // a request is billed once for each started chunk of payload
  Acknowledge acknowledge = Acknowledge::after;
  MessageOrder order = MessageOrder::standard;
  std::int64_t groups = 1;  // of a FIFO queue
  GroupChoice group_choice = GroupChoice::round_robin;
  scenario::Percent duplicates{};                 // share of the messages delivered once more than they were sent
  Duration delay = Duration::zero();              // before a message can be received
  Duration visibility_timeout = Duration::max();  // of a message that was received and not deleted
  std::optional<std::int64_t> max_receives;       // then it goes to the dead-letter queue
  std::string dead_letter;                        // a queue's own name
  // A message that is older is dropped. Where messages come back and nothing says how often, those that cannot be
  // processed would for ever: then it is Amazon SQS's default of 4 days (developer guide, queue parameters).
  Duration retention = Duration::max();
  std::optional<std::int64_t> in_flight_limit;  // messages received and not deleted
};

struct ClientSpec {
  std::string profile;
  std::string service = "client";
  engine::Sampled<Duration> message_latency;
  bool internet = false;  // what is sent to it leaves the provider's network, and is billed by size
};

scenario::EnumNames<Acknowledge> names_of(scenario::Describe<Acknowledge>);
scenario::EnumNames<MessageOrder> names_of(scenario::Describe<MessageOrder>);
scenario::EnumNames<GroupChoice> names_of(scenario::Describe<GroupChoice>);
scenario::Shape<QueueSpec> shape_of(scenario::Describe<QueueSpec>);
scenario::Shape<ClientSpec> shape_of(scenario::Describe<ClientSpec>);

}  // namespace twostep::models
