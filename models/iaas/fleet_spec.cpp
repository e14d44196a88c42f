#include "models/iaas/fleet_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_fleet(const FleetSpec& fleet, const Node& node, Issues& issues) {
  const auto place = [&node](std::string_view key) -> const Node& {
    const Node* field = node.find(key);
    return field != nullptr ? *field : node;
  };
  if (fleet.type.empty() && fleet.profile.empty()) {
    issues.add(node, "nothing says which instance type this fleet has",
               R"(name a profile of the catalogue, or give "type")");
  }
  if (fleet.vcpus <= 0) issues.add(place("vcpus"), "an instance needs processors", "a number above 0");
  if (fleet.grow_to != 0 && fleet.grow_to < fleet.instances) {
    issues.add(place("grow_to"), "is below the number of instances at the start",
               "at least " + std::to_string(fleet.instances));
  }
  if (fleet.billing_quantum.ns <= 0)
    issues.add(place("billing_quantum"), "is not a billing step", R"(for example "1 s")");
}

}  // namespace

EnumNames<AtStart> names_of(Describe<AtStart>) {
  return {{AtStart::running, "running", "the instances are up at time zero"},
          {AtStart::booting, "booting", "the instances are requested at time zero: launch and boot count"}};
}

Shape<FleetSpec> shape_of(Describe<FleetSpec>) {
  Shape<FleetSpec> shape("fleet",
                         "Equal instances (virtual servers), addressable over the network, billed while they run.");
  shape.optional("profile", &FleetSpec::profile, "the catalogue's entry that gives every figure not given here");
  shape.optional("service", &FleetSpec::service, "the name under which it is billed");
  shape.optional("type", &FleetSpec::type, R"(instance type; its price is the price list's "<type>_hour")");
  shape.optional("instances", &FleetSpec::instances, "instances at the start").at_least(1).at_most(1'000'000);
  shape
      .optional("grow_to", &FleetSpec::grow_to,
                "most instances: one more is started whenever a request finds every worker busy; 0: never")
      .at_least(0)
      .at_most(1'000'000);
  shape.optional("at_start", &FleetSpec::at_start, "whether the instances are up at time zero");
  shape
      .optional("workers", &FleetSpec::workers,
                "processes on each instance that serve one request at a time and share its vCPUs")
      .at_least(1)
      .at_most(10'000);
  shape.optional("vcpus", &FleetSpec::vcpus, "vCPUs of an instance");
  shape.optional("memory", &FleetSpec::memory, "memory of an instance; 0 B: not checked");
  shape.optional("network", &FleetSpec::network, "bandwidth of an instance's NIC");
  shape.optional("volume_bandwidth", &FleetSpec::volume_bandwidth, "bandwidth between an instance and its volumes");
  shape.optional("launch", &FleetSpec::launch, "from the request to the running state; not billed");
  shape.optional("boot", &FleetSpec::boot, "from the running state until it serves; billed");
  shape.optional("message_latency", &FleetSpec::message_latency,
                 "latency of one small message to or from another machine");
  shape.optional("billing_quantum", &FleetSpec::billing_quantum, "running time is rounded up to a multiple of this");
  shape.optional("billing_minimum", &FleetSpec::billing_minimum, "least running time billed for an instance");
  shape.optional("accelerators", &FleetSpec::accelerators, "GPUs of an instance").at_least(0);
  shape.check(&check_fleet);
  return shape;
}

}  // namespace twostep::models
