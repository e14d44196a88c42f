#include "models/storage/store_spec.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

constexpr const char* errors_doc = "share of the requests that end in a server's error, and are not billed";
constexpr const char* retries_doc = "what a client does when it is throttled or meets an error";

void check_errors(scenario::Percent errors, const Node& node, Issues& issues) {
  if (errors.share > 1) issues.add(place_of(node, "errors"), "is more than all", "0 % to 100 %");
}

void check_object_store(const ObjectStoreSpec& store, const Node& node, Issues& issues) {
  check_errors(store.errors, node, issues);
  for (const auto& [key, rate] : {std::pair{"read_rate", store.read_rate}, std::pair{"write_rate", store.write_rate}}) {
    if (rate.per_second == 0 || rate.per_second >= 1) continue;
    issues.add(place_of(node, key), "is less than one request a second", R"(at least "1 /s", or left out: no limit)");
  }
}

void check_burst(const VolumeSpec& volume, const Node& node, Issues& issues) {
  if (volume.burst_iops == 0 && volume.io_credits == 0) return;
  if (volume.base_iops() == 0) {
    issues.add(node, "has a burst of I/O operations above no base rate", R"(give "iops" or "iops_per_gib")");
  } else if (volume.burst_iops == 0 || volume.io_credits == 0) {
    issues.add(node, R"(a burst needs both "burst_iops" and "io_credits")", "the other one, too");
  }
}

void check_volume(const VolumeSpec& volume, const Node& node, Issues& issues) {
  check_burst(volume, node, issues);
  if (volume.iops_per_gib > 0 && volume.size.count == 0) {
    issues.add(place_of(node, "iops_per_gib"), "depends on a size that is not given", R"(give "size")");
  }
  if (volume.operation.count <= 0) {
    issues.add(place_of(node, "operation"), "is no size of an I/O operation", R"(for example "256 KiB")");
  }
  if (volume.in_memory && volume.base_iops() > 0) {
    issues.add(place_of(node, "in_memory"), "is memory, which has no I/O operations", R"(leave "iops" out)");
  }
  if (volume.included_iops && volume.base_iops() == 0) {
    issues.add(place_of(node, "included_iops"), "are part of no I/O operations a second", R"(give "iops")");
  }
  if (volume.included_bandwidth && volume.bandwidth.is_unlimited()) {
    issues.add(place_of(node, "included_bandwidth"), "is part of an unlimited bandwidth", R"(give "bandwidth")");
  }
}

void check_units(const KeyValueStoreSpec& store, const Node& node, Issues& issues) {
  check_errors(store.errors, node, issues);
  if (store.read_unit.count <= 0 || store.write_unit.count <= 0 || store.scan_page.count <= 0) {
    issues.add(node, "a read unit, write unit or scan page of no bytes", "sizes above 0 B");
  }
}

}  // namespace

std::int64_t VolumeSpec::base_iops() const {
  const std::int64_t by_size = iops_per_gib * (size.count / 1'073'741'824);
  const std::int64_t base = std::max(iops, by_size);
  return most_iops > 0 ? std::min(base, most_iops) : base;
}

std::int64_t VolumeSpec::billed_iops() const {
  return included_iops ? std::max<std::int64_t>(0, base_iops() - *included_iops) : 0;
}

std::int64_t VolumeSpec::billed_mb_s() const {
  if (!included_bandwidth) return 0;
  const double above =
      (bandwidth.bytes_per_second - included_bandwidth->bytes_per_second) / 1'048'576;  // Amazon's MB/s
  return above > 0 ? static_cast<std::int64_t>(std::ceil(above)) : 0;
}

Shape<ObjectStoreSpec> shape_of(Describe<ObjectStoreSpec>) {
  Shape<ObjectStoreSpec> shape("object_store",
                               "Keeps objects of any size; each request has a latency, a bandwidth and a price.");
  describe_billed(shape);
  shape.optional("get_latency", &ObjectStoreSpec::get_latency, "from a read request to its first byte");
  shape.optional("put_latency", &ObjectStoreSpec::put_latency, "latency of a write, beside its transfer");
  shape.optional("connection_bandwidth", &ObjectStoreSpec::connection_bandwidth, "most bandwidth of one connection");
  shape.optional("read_rate", &ObjectStoreSpec::read_rate,
                 "reads a second of each prefix of the keys; beyond, it answers \"slow down\"; 0 /s: no limit");
  shape.optional("write_rate", &ObjectStoreSpec::write_rate,
                 "writes a second of each prefix; beyond, it answers \"slow down\"; 0 /s: no limit");
  shape.optional("prefixes", &ObjectStoreSpec::prefixes, "prefixes that the keys are spread over, at random")
      .at_least(1)
      .at_most(1'000'000);
  shape.optional("errors", &ObjectStoreSpec::errors, errors_doc);
  shape.optional("retries", &ObjectStoreSpec::retries, retries_doc);
  shape.optional(
      "part", &ObjectStoreSpec::part,
      "larger objects are read and written in parts of this size, a request each, on the step's connections; "
      "0 B: never");
  shape.check(&check_object_store);
  return shape;
}

Shape<KeyValueStoreSpec> shape_of(Describe<KeyValueStoreSpec>) {
  Shape<KeyValueStoreSpec> shape("key_value_store",
                                 "Keeps small items; reads, writes and scans are billed in units of size.");
  describe_billed(shape);
  shape.optional("get_latency", &KeyValueStoreSpec::get_latency, "latency of a read, or of a page of a scan");
  shape.optional("put_latency", &KeyValueStoreSpec::put_latency, "latency of a write");
  shape.optional("connection_bandwidth", &KeyValueStoreSpec::connection_bandwidth, "most bandwidth of one connection");
  shape.optional("read_unit", &KeyValueStoreSpec::read_unit, "size that one strongly consistent read unit reads");
  shape.optional("write_unit", &KeyValueStoreSpec::write_unit, "size that one write unit writes");
  shape.optional("scan_page", &KeyValueStoreSpec::scan_page, "most that one request of a scan returns");
  shape.optional("item_limit", &KeyValueStoreSpec::item_limit, "largest item");
  shape.optional("consistent_reads", &KeyValueStoreSpec::consistent_reads,
                 "whether reads are strongly consistent; eventually consistent ones take half the units");
  shape.optional("capacity", &KeyValueStoreSpec::capacity,
                 "units a second that are paid for by the hour; without it every unit used is billed (on demand)");
  shape.optional("errors", &KeyValueStoreSpec::errors, errors_doc);
  shape.optional("retries", &KeyValueStoreSpec::retries, retries_doc);
  shape.check(&check_units);
  return shape;
}

Shape<VolumeSpec> shape_of(Describe<VolumeSpec>) {
  Shape<VolumeSpec> shape("volume", "A disk, or memory, attached to the machine that the program runs on.");
  describe_billed(shape);
  shape.optional("read_latency", &VolumeSpec::read_latency, "latency of a read, beside its transfer");
  shape.optional("write_latency", &VolumeSpec::write_latency, "latency of a write, beside its transfer");
  shape.optional("bandwidth", &VolumeSpec::bandwidth, "bandwidth of the volume itself");
  shape.optional("in_memory", &VolumeSpec::in_memory,
                 "served from the machine's own memory (page cache, code package): the instance's volume bandwidth "
                 "does not limit it, "
                 "and functions can have one");
  shape.optional("size", &VolumeSpec::size, "provisioned size, billed by time; 0 B: not billed");
  shape.optional("iops", &VolumeSpec::iops, "I/O operations a second, shared by all who use it; 0: no limit")
      .at_least(0)
      .at_most(10'000'000);
  shape.optional("iops_per_gib", &VolumeSpec::iops_per_gib, "instead, for each GiB of its size, when that is more")
      .at_least(0)
      .at_most(10'000);
  shape.optional("most_iops", &VolumeSpec::most_iops, "most that its size can give it; 0: no limit")
      .at_least(0)
      .at_most(10'000'000);
  shape.optional("burst_iops", &VolumeSpec::burst_iops, "I/O operations a second while there are credits; 0: no burst")
      .at_least(0)
      .at_most(10'000'000);
  shape
      .optional("io_credits", &VolumeSpec::io_credits,
                "operations that a full bucket of credits holds; it is full at the beginning and fills at the rate "
                "that it always has")
      .at_least(0)
      .at_most(1'000'000'000'000);
  shape.optional("operation", &VolumeSpec::operation, "size of an I/O operation; what is smaller takes a whole one");
  shape
      .optional("included_iops", &VolumeSpec::included_iops,
                "I/O operations a second that the price of the size includes; those above are billed")
      .at_least(0);
  shape.optional("included_bandwidth", &VolumeSpec::included_bandwidth,
                 "bandwidth that the price of the size includes; what is above is billed");
  shape.check(&check_volume);
  return shape;
}

}  // namespace twostep::models
