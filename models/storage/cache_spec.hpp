// CacheSpec: a cache in the memory of an instance (Redis, Memcached) as a scenario or a catalogue describes it.
#pragma once

#include <string>

#include "models/network_spec.hpp"
#include "sim/engine/sampled.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// A node that is billed by the started hour (Amazon ElastiCache: "each partial node-hour consumed will be billed as a
// full hour").
struct CacheSpec {
  std::string profile;
  std::string service = "cache";
  std::string type;  // node type: the price list's "<type>_hour"
  engine::Sampled<Duration> get_latency;
  engine::Sampled<Duration> put_latency;
  NetworkSpec network;  // of the node, which all clients share
  scenario::Percent hit_ratio{.share = 1};
  std::string backing;  // the store that a miss reads; empty: a miss fails
  Duration billing_quantum = Duration::seconds(3600);
};

scenario::Shape<CacheSpec> shape_of(scenario::Describe<CacheSpec>);

}  // namespace twostep::models
