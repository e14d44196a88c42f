// LoadBalancerSpec: a load balancer in front of fleets, as a scenario or a catalogue describes it.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

enum class BalancingPolicy : std::uint8_t { round_robin, least_outstanding, two_random_choices };

// Priced by the hour, and by load balancer capacity units (LCU): in each hour, the largest of the dimensions below.
// Defaults: Elastic Load Balancing pricing, Application Load Balancer.
struct LoadBalancerSpec {
  std::string profile;
  std::string service = "elb";  // its meters: "load_balancer_hour" and "lcu_hour"
  BalancingPolicy policy = BalancingPolicy::round_robin;
  engine::Sampled<Duration> latency;                   // of a request on its way through
  Duration billing_quantum = Duration::seconds(3600);  // a started hour is an hour
  Rate lcu_connections{.per_second = 25};              // new connections: each request is one
  std::int64_t lcu_active = 3'000;                     // connections open at once, on average
  Bytes lcu_bytes{1'000'000'000};                      // of requests, an hour
};

scenario::EnumNames<BalancingPolicy> names_of(scenario::Describe<BalancingPolicy>);
scenario::Shape<LoadBalancerSpec> shape_of(scenario::Describe<LoadBalancerSpec>);

}  // namespace twostep::models
