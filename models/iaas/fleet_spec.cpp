#include "models/iaas/fleet_spec.hpp"

#include <algorithm>

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_scaling(const FleetSpec& fleet, const Node& node, Issues& issues) {
  if (!fleet.autoscaling) return;
  if (fleet.grow_to != 0) {
    issues.add(place_of(node, "grow_to"), "and autoscaling both say when the fleet grows", "one of them");
  }
  const auto [least, most] = range_of(*fleet.autoscaling);
  const std::int64_t first = fleet.units_at_start();
  if (std::holds_alternative<ScheduledScaling>(*fleet.autoscaling) || (first >= least && first <= most)) return;
  issues.add(place_of(node, "instances"),
             fleet.containers ? "have other containers at the start than autoscaling allows"
                              : "is outside of what autoscaling allows",
             "from " + std::to_string(least) + " to " + std::to_string(most) +
                 (fleet.containers ? " containers, " + std::to_string(fleet.units_per_instance()) + " on each" : ""));
}

void check_failures(const FleetSpec& fleet, const Node& node, Issues& issues) {
  if (fleet.interruptions.per_second > 0 && fleet.purchase != Purchase::spot) {
    issues.add(place_of(node, "interruptions"), "are of spot instances", R"("purchase": "spot")");
  }
  if (fleet.mtbf && fleet.mtbf->ns <= 0) issues.add(place_of(node, "mtbf"), "is no time", R"(for example "30 d")");
  for (const OutageSpec& outage : fleet.outages) {
    if (outage.zone >= 1 && outage.zone <= fleet.zones) continue;
    issues.add(place_of(node, "outages"), "has a zone that the fleet is not in",
               "from 1 to " + std::to_string(fleet.zones) + R"( ("zones"))");
  }
}

void check_fleet(const FleetSpec& fleet, const Node& node, Issues& issues) {
  const auto place = [&node](std::string_view key) -> const Node& { return place_of(node, key); };
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
  check_scaling(fleet, node, issues);
  check_failures(fleet, node, issues);
}

void describe_elasticity(Shape<FleetSpec>& shape) {
  shape
      .optional("queue_limit", &FleetSpec::queue_limit,
                "requests that wait for a worker at the most, in all, or on each instance behind a load balancer; one "
                "more is turned away; without it there is no limit")
      .at_least(0)
      .at_most(1'000'000'000);
  shape.optional("autoscaling", &FleetSpec::autoscaling, "how the number of instances, or of containers, changes");
  shape.optional("containers", &FleetSpec::containers,
                 "containers on each instance, with `workers` each; autoscaling then counts containers");
  shape.optional("purchase", &FleetSpec::purchase, "how the instances are paid for");
  shape.optional("interruptions", &FleetSpec::interruptions, "how often a running spot instance is taken back");
  shape.optional("notice", &FleetSpec::notice,
                 "from the notice of an interruption, after which a spot instance takes no new work, to its end");
  shape.optional("mtbf", &FleetSpec::mtbf, "mean of the exponential time from an instance's start to its crash");
  shape.optional("zones", &FleetSpec::zones, "zones that the instances are spread over").at_least(1).at_most(1'000);
  shape.optional("outages", &FleetSpec::outages, "times in which a zone's instances are lost, and none is launched");
}

}  // namespace

bool FleetSpec::mortal() const { return interruptions.per_second > 0 || mtbf.has_value() || !outages.empty(); }

std::int64_t FleetSpec::most_units() const {
  const std::int64_t grown = std::max(units_at_start(), grow_to * units_per_instance());
  return autoscaling ? std::max(grown, range_of(*autoscaling).second) : grown;
}

std::int64_t FleetSpec::most_instances() const {
  return (most_units() + units_per_instance() - 1) / units_per_instance();
}

EnumNames<Purchase> names_of(Describe<Purchase>) {
  return {{Purchase::on_demand, "on_demand", R"(billed while they run: the price list's "<type>_hour")"},
          {Purchase::reserved, "reserved",
           R"(as many as there are at the start are billed for the whole run, running or not: "<type>_reserved_hour"; )"
           R"(any beyond them as on demand)"},
          {Purchase::spot, "spot",
           R"(billed while they run, and interrupted at notice: "<type>_spot_hour", "interruptions")"}};
}

Shape<ContainersSpec> shape_of(Describe<ContainersSpec>) {
  Shape<ContainersSpec> shape("containers", "Services as containers on the instances of a fleet.");
  shape.required("per_instance", &ContainersSpec::per_instance, "that fit on an instance").at_least(1).at_most(10'000);
  shape.optional("start", &ContainersSpec::start, "from the decision, on an instance that is up, until it serves");
  return shape;
}

Shape<OutageSpec> shape_of(Describe<OutageSpec>) {
  Shape<OutageSpec> shape("outage", "A time in which a zone's instances are lost and none is launched there.");
  shape.required("zone", &OutageSpec::zone, "the zone's number, from 1").at_least(1);
  shape.required("from", &OutageSpec::from, "when it begins");
  shape.required("lasts", &OutageSpec::lasts, "how long");
  return shape;
}

EnumNames<AtStart> names_of(Describe<AtStart>) {
  return {{AtStart::running, "running", "the instances are up at time zero"},
          {AtStart::booting, "booting", "the instances are requested at time zero: launch and boot count"}};
}

Shape<FleetSpec> shape_of(Describe<FleetSpec>) {
  Shape<FleetSpec> shape("fleet",
                         "Equal instances (virtual servers), addressable over the network, billed while they run.");
  describe_billed(shape);
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
  shape.optional("network", &FleetSpec::network, "bandwidth of an instance's NIC, or a burst above a base rate");
  shape.optional("volume_bandwidth", &FleetSpec::volume_bandwidth, "bandwidth between an instance and its volumes");
  shape.optional("launch", &FleetSpec::launch, "from the request to the running state; not billed");
  shape.optional("boot", &FleetSpec::boot, "from the running state until it serves; billed");
  shape.optional("message_latency", &FleetSpec::message_latency,
                 "latency of one small message to or from another machine");
  shape.optional("billing_quantum", &FleetSpec::billing_quantum, "running time is rounded up to a multiple of this");
  shape.optional("billing_minimum", &FleetSpec::billing_minimum, "least running time billed for an instance");
  shape.optional("accelerators", &FleetSpec::accelerators, "GPUs of an instance").at_least(0);
  describe_elasticity(shape);
  shape.check(&check_fleet);
  return shape;
}

}  // namespace twostep::models
