#include "models/messaging/stream_spec.hpp"

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_stream(const StreamSpec& stream, const Node& node, Issues& issues) {
  if (stream.put_unit.count <= 0)
    issues.add(node, "records are billed in units of no bytes", R"("put_unit" above 0 B)");
  if (stream.shard_records.per_second <= 0)
    issues.add(node, "a shard that takes in no records", R"("shard_records" above 0 /s)");
  if (stream.retention <= Duration::zero())
    issues.add(node, "records that are not kept cannot be read", R"("retention" above 0 s)");
}

}  // namespace

EnumNames<ShardChoice> names_of(Describe<ShardChoice>) {
  return {{ShardChoice::random, "random", "by a hash of its key: any shard, each with the same probability"},
          {ShardChoice::round_robin, "round_robin", "the next shard for each record"}};
}

Shape<StreamSpec> shape_of(Describe<StreamSpec>) {
  Shape<StreamSpec> shape(
      "stream", "An ordered log of records in shards, which an event source carries to a function in batches.");
  describe_billed(shape);
  shape.optional("shards", &StreamSpec::shards, "parts of the stream, each in order; billed by the hour")
      .at_least(1)
      .at_most(100'000);
  shape.optional("shard_choice", &StreamSpec::shard_choice, "which shard a record goes to");
  shape.optional("shard_bandwidth", &StreamSpec::shard_bandwidth,
                 "that a shard takes in, after a burst of one second's worth; a put beyond it is throttled");
  shape.optional("shard_records", &StreamSpec::shard_records,
                 "records that a shard takes in, after a burst of one second's worth; a put beyond it is throttled");
  shape.optional("put_batch", &StreamSpec::put_batch, "records in one put request at the most")
      .at_least(1)
      .at_most(10'000);
  shape.optional("put_unit", &StreamSpec::put_unit, "a record is billed once for each started unit of payload");
  shape.optional("put_latency", &StreamSpec::put_latency, "latency of a put request");
  shape.optional("receive_latency", &StreamSpec::receive_latency, "from a look at a shard to having the records");
  shape.optional("poll_interval", &StreamSpec::poll_interval,
                 "between two looks of a reader at a shard that was empty; 0 s: a record is seen at once");
  shape.optional("retention", &StreamSpec::retention, "records that are older are not tried again, but given up");
  shape.check(&check_stream);
  return shape;
}

}  // namespace twostep::models
