// StreamSpec: an ordered log of records in shards, each with a limit on what it takes in.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Which shard a record goes to.
enum class ShardChoice : std::uint8_t { random, round_robin };

struct StreamSpec {
  std::string profile;
  std::string service = "stream";
  std::int64_t shards = 1;
  ShardChoice shard_choice = ShardChoice::random;
  Bandwidth shard_bandwidth = {1e6};  // that a shard takes in
  Rate shard_records = {1000};        // that a shard takes in
  std::int64_t put_batch = 500;       // records of one put request at the most
  Bytes put_unit = {25'600};          // a record is billed once for each started unit
  engine::Sampled<Duration> put_latency;
  engine::Sampled<Duration> receive_latency;
  Duration poll_interval = Duration::zero();       // between two looks of a reader at a shard that was empty
  Duration retention = Duration::seconds(86'400);  // no record is tried again when it is older
};

scenario::EnumNames<ShardChoice> names_of(scenario::Describe<ShardChoice>);
scenario::Shape<StreamSpec> shape_of(scenario::Describe<StreamSpec>);

}  // namespace twostep::models
