#include "models/storage/cache_spec.hpp"

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_cache(const CacheSpec& cache, const Node& node, Issues& issues) {
  if (cache.type.empty() && cache.profile.empty()) {
    issues.add(node, "nothing says which node type this cache has",
               R"(name a profile of the catalogue, or give "type")");
  }
  if (cache.hit_ratio.share > 1) issues.add(place_of(node, "hit_ratio"), "is more than all", "0 % to 100 %");
  if (cache.billing_quantum.ns < 1'000'000'000 || cache.billing_quantum.ns % 1'000'000'000 != 0) {
    issues.add(place_of(node, "billing_quantum"), "is not a whole number of seconds", R"(for example "1 h")");
  }
}

}  // namespace

Shape<CacheSpec> shape_of(Describe<CacheSpec>) {
  Shape<CacheSpec> shape("cache", "A cache in the memory of a node (Redis, Memcached), billed by time.");
  describe_billed(shape);
  shape.optional("type", &CacheSpec::type, R"(node type; its price is the price list's "<type>_hour")");
  shape.optional("get_latency", &CacheSpec::get_latency, "latency of a read, whether it hits or misses");
  shape.optional("put_latency", &CacheSpec::put_latency, "latency of a write");
  shape.optional("network", &CacheSpec::network, "bandwidth of the node's NIC, which all clients share");
  shape.optional("hit_ratio", &CacheSpec::hit_ratio, "share of the reads that find what they ask for");
  shape.optional("backing", &CacheSpec::backing,
                 "the object store or key-value store that a miss reads instead, and writes to the cache; without one "
                 "a miss fails the step");
  shape.optional("billing_quantum", &CacheSpec::billing_quantum, "running time is rounded up to a multiple of this");
  shape.check(&check_cache);
  return shape;
}

}  // namespace twostep::models
