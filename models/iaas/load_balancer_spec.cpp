#include "models/iaas/load_balancer_spec.hpp"

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_balancer(const LoadBalancerSpec& spec, const Node& node, Issues& issues) {
  if (spec.billing_quantum.ns <= 0)
    issues.add(place_of(node, "billing_quantum"), "is not a billing step", R"(for example "1 h")");
  if (spec.lcu_connections.per_second <= 0)
    issues.add(place_of(node, "lcu_connections"), "is not a rate above zero", R"(for example "25 /s")");
  if (spec.lcu_bytes.count <= 0)
    issues.add(place_of(node, "lcu_bytes"), "is no size above zero", R"(for example "1 GB")");
}

}  // namespace

EnumNames<BalancingPolicy> names_of(Describe<BalancingPolicy>) {
  return {{BalancingPolicy::round_robin, "round_robin", "one instance after the other"},
          {BalancingPolicy::least_outstanding, "least_outstanding",
           "the instance with the fewest requests that wait or are served; of several, the one for longest"},
          {BalancingPolicy::two_random_choices, "two_random_choices",
           "of two instances drawn at random, the one with fewer requests that wait or are served"}};
}

Shape<LoadBalancerSpec> shape_of(Describe<LoadBalancerSpec>) {
  Shape<LoadBalancerSpec> shape("load_balancer",
                                "Hands each request to an instance of the fleet that runs the program.");
  describe_billed(shape);
  shape.optional("policy", &LoadBalancerSpec::policy, "which instance a request goes to");
  shape.optional("latency", &LoadBalancerSpec::latency, "of a request on its way through");
  shape.optional("billing_quantum", &LoadBalancerSpec::billing_quantum, "its time is rounded up to a multiple of this");
  shape.optional("lcu_connections", &LoadBalancerSpec::lcu_connections,
                 "new connections of one capacity unit; each request is one");
  shape
      .optional("lcu_active", &LoadBalancerSpec::lcu_active,
                "connections of one capacity unit that are open at once: requests not yet answered")
      .at_least(1);
  shape.optional("lcu_bytes", &LoadBalancerSpec::lcu_bytes,
                 "payload of one capacity unit in an hour; that of requests, since answers have no size here");
  shape.check(&check_balancer);
  return shape;
}

}  // namespace twostep::models
