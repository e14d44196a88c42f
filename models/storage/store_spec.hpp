// StoreSpec: what keeps data between executions (object store, key-value store, block volume) as a catalogue describes
// it.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/sampled.hpp"
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
  Bytes scan_page = {1'048'576};  // a scan returns at most this much a request
  Bytes item_limit = {409'600};   // largest item
  bool consistent_reads = false;  // strongly consistent reads take twice the units
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
};

scenario::Shape<ObjectStoreSpec> shape_of(scenario::Describe<ObjectStoreSpec>);
scenario::Shape<KeyValueStoreSpec> shape_of(scenario::Describe<KeyValueStoreSpec>);
scenario::Shape<VolumeSpec> shape_of(scenario::Describe<VolumeSpec>);

}  // namespace twostep::models
