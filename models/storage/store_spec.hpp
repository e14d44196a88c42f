// StoreSpec: what keeps data between executions (object store, key-value store, block volume) as a catalogue describes
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/storage/request_limits_spec.hpp"
#include "sim/engine/sampled.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// S3 style: any size, a request price by kind of request.
struct ObjectStoreSpec {
  std::string profile;
  std::string service = "object_store";
  engine::Sampled<Duration> get_latency;  // to the first byte
  engine::Sampled<Duration> put_latency;
  Bandwidth connection_bandwidth = Bandwidth::unlimited();
  Rate read_rate{};           // of each prefix; 0: no limit
  Rate write_rate{};          // of each prefix; 0: no limit
  std::int64_t prefixes = 1;  // that the keys are spread over
  scenario::Percent errors{};
  ClientRetries retries;
  Bytes part{};  // larger objects are moved in parts of this size; 0: never

  [[nodiscard]] bool is_limited() const {
    return read_rate.per_second > 0 || write_rate.per_second > 0 || errors.share > 0;
  }
};

// DynamoDB style: small items, read and write units by size.
struct KeyValueStoreSpec {
  std::string profile;
  std::string service = "key_value_store";
  engine::Sampled<Duration> get_latency;
  engine::Sampled<Duration> put_latency;
  Bandwidth connection_bandwidth = Bandwidth::unlimited();
  Bytes read_unit = {4'096};
  Bytes write_unit = {1'024};
  Bytes scan_page = {1'048'576};                // a scan returns at most this much a request
  Bytes item_limit = {409'600};                 // largest item
  bool consistent_reads = false;                // strongly consistent reads take twice the units
  std::optional<ProvisionedCapacity> capacity;  // none: on demand
  scenario::Percent errors{};
  ClientRetries retries{.count = 10, .backoff = Duration::milliseconds(50)};

  [[nodiscard]] bool is_limited() const { return capacity || errors.share > 0; }
};

// EBS style: attached to one instance, not reachable from a function.
struct VolumeSpec {
  std::string profile;
  std::string service = "volume";
  engine::Sampled<Duration> read_latency;
  engine::Sampled<Duration> write_latency;
  Bandwidth bandwidth = Bandwidth::unlimited();  // of the volume itself
  bool in_memory = false;  // served from the machine's own memory: not limited by the instance's volume bandwidth
  Bytes size{};            // billed by size and time when above zero
  // I/O operations a second; 0: no limit. All of this is one volume's, whoever uses it.
  std::int64_t iops = 0;
  std::int64_t iops_per_gib = 0;              // a larger volume has that many for each GiB of its size
  std::int64_t most_iops = 0;                 // but no more than this; 0: no limit
  std::int64_t burst_iops = 0;                // while there are credits; 0: no burst
  std::int64_t io_credits = 0;                // operations that a full bucket holds
  Bytes operation{262'144};                   // size of an operation; a smaller one counts as one, too
  std::optional<std::int64_t> included_iops;  // in the price of its size; what is above is billed
  std::optional<Bandwidth> included_bandwidth;

  // What it always has; 0: no limit.
  [[nodiscard]] std::int64_t base_iops() const;
  // What is billed beside the size.
  [[nodiscard]] std::int64_t billed_iops() const;
  [[nodiscard]] std::int64_t billed_mb_s() const;
};

scenario::Shape<ObjectStoreSpec> shape_of(scenario::Describe<ObjectStoreSpec>);
scenario::Shape<KeyValueStoreSpec> shape_of(scenario::Describe<KeyValueStoreSpec>);
scenario::Shape<VolumeSpec> shape_of(scenario::Describe<VolumeSpec>);

}  // namespace twostep::models
