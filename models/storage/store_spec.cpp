#include "models/storage/store_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

constexpr const char* profile_doc = "the catalogue's entry that gives every figure not given here";
constexpr const char* service_doc = "the name under which it is billed";

void check_units(const KeyValueStoreSpec& store, const Node& node, Issues& issues) {
  if (store.read_unit.count <= 0 || store.write_unit.count <= 0 || store.scan_page.count <= 0) {
    issues.add(node, "a read unit, write unit or scan page of no bytes", "sizes above 0 B");
  }
}

}  // namespace

Shape<ObjectStoreSpec> shape_of(Describe<ObjectStoreSpec>) {
  Shape<ObjectStoreSpec> shape("object_store",
                               "Keeps objects of any size; each request has a latency, a bandwidth and a price.");
  shape.optional("profile", &ObjectStoreSpec::profile, profile_doc);
  shape.optional("service", &ObjectStoreSpec::service, service_doc);
  shape.optional("get_latency", &ObjectStoreSpec::get_latency, "from a read request to its first byte");
  shape.optional("put_latency", &ObjectStoreSpec::put_latency, "latency of a write, beside its transfer");
  shape.optional("connection_bandwidth", &ObjectStoreSpec::connection_bandwidth, "most bandwidth of one connection");
  return shape;
}

Shape<KeyValueStoreSpec> shape_of(Describe<KeyValueStoreSpec>) {
  Shape<KeyValueStoreSpec> shape("key_value_store",
                                 "Keeps small items; reads, writes and scans are billed in units of size.");
  shape.optional("profile", &KeyValueStoreSpec::profile, profile_doc);
  shape.optional("service", &KeyValueStoreSpec::service, service_doc);
  shape.optional("get_latency", &KeyValueStoreSpec::get_latency, "latency of a read, or of a page of a scan");
  shape.optional("put_latency", &KeyValueStoreSpec::put_latency, "latency of a write");
  shape.optional("connection_bandwidth", &KeyValueStoreSpec::connection_bandwidth, "most bandwidth of one connection");
  shape.optional("read_unit", &KeyValueStoreSpec::read_unit, "size that one strongly consistent read unit reads");
  shape.optional("write_unit", &KeyValueStoreSpec::write_unit, "size that one write unit writes");
  shape.optional("scan_page", &KeyValueStoreSpec::scan_page, "most that one request of a scan returns");
  shape.optional("item_limit", &KeyValueStoreSpec::item_limit, "largest item");
  shape.optional("consistent_reads", &KeyValueStoreSpec::consistent_reads,
                 "whether reads are strongly consistent; eventually consistent ones take half the units");
  shape.check(&check_units);
  return shape;
}

Shape<VolumeSpec> shape_of(Describe<VolumeSpec>) {
  Shape<VolumeSpec> shape("volume", "A disk, or memory, attached to the machine that the program runs on.");
  shape.optional("profile", &VolumeSpec::profile, profile_doc);
  shape.optional("service", &VolumeSpec::service, service_doc);
  shape.optional("read_latency", &VolumeSpec::read_latency, "latency of a read, beside its transfer");
  shape.optional("write_latency", &VolumeSpec::write_latency, "latency of a write, beside its transfer");
  shape.optional("bandwidth", &VolumeSpec::bandwidth, "bandwidth of the volume itself");
  shape.optional("in_memory", &VolumeSpec::in_memory,
                 "served from the machine's own memory (page cache, code package): the instance's volume bandwidth "
                 "does not limit it, "
                 "and functions can have one");
  shape.optional("size", &VolumeSpec::size, "provisioned size, billed by time; 0 B: not billed");
  return shape;
}

}  // namespace twostep::models
