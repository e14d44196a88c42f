// FleetSpec: a number of equal instances (virtual servers) as a scenario or a catalogue describes them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "models/iaas/autoscaling_spec.hpp"
#include "models/network_spec.hpp"
#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

enum class AtStart : std::uint8_t { running, booting };

// How instances are paid for, and what Amazon may do with them in return.
enum class Purchase : std::uint8_t { on_demand, reserved, spot };

// Services on an instance that each have `workers` of their own, and start faster than it does.
struct ContainersSpec {
  std::int64_t per_instance = 1;
  engine::Sampled<Duration> start;
};

// A time in which a zone does not exist.
struct OutageSpec {
  std::int64_t zone = 1;
  Duration from;
  Duration lasts;
};

struct FleetSpec {
  std::string profile;
  std::string service = "instance";
  std::string type;            // instance type: the price list's "<type>_hour"
  std::int64_t instances = 1;  // at the start
  std::int64_t grow_to = 0;    // most instances; 0: as at the start
  AtStart at_start = AtStart::running;
  std::int64_t workers = 1;  // processes on an instance that each serve one request at a time
  double vcpus = 1;
  Bytes memory{};
  NetworkSpec network;
  Bandwidth volume_bandwidth = Bandwidth::unlimited();
  engine::Sampled<Duration> launch;  // from the request to the running state: not billed
  engine::Sampled<Duration> boot;    // from the running state to ready: billed
  engine::Sampled<Duration> message_latency;
  Duration billing_quantum = Duration::seconds(1);
  Duration billing_minimum = Duration::seconds(60);
  std::int64_t accelerators = 0;
  // Requests that wait for a worker at the most: in all, or on each instance behind a load balancer. None: no limit.
  std::optional<std::int64_t> queue_limit;
  std::optional<Autoscaling> autoscaling;
  std::optional<ContainersSpec> containers;
  Purchase purchase = Purchase::on_demand;
  Rate interruptions;                        // of a spot instance
  Duration notice = Duration::seconds(120);  // from its announcement to the interruption (AWS, 2015-01-06)
  std::optional<Duration> mtbf;              // mean time between failures of an instance, exponential
  std::int64_t zones = 1;                    // that instances are spread over
  std::vector<OutageSpec> outages;

  // Instances may be lost before they are given up.
  [[nodiscard]] bool mortal() const;
  // Containers on one instance; where there are none, an instance is its own only one.
  [[nodiscard]] std::int64_t units_per_instance() const { return containers ? containers->per_instance : 1; }
  // Of instances, or of containers where it has them.
  [[nodiscard]] std::int64_t units_at_start() const { return instances * units_per_instance(); }
  [[nodiscard]] std::int64_t most_units() const;
  [[nodiscard]] std::int64_t most_instances() const;
};

scenario::EnumNames<AtStart> names_of(scenario::Describe<AtStart>);
scenario::EnumNames<Purchase> names_of(scenario::Describe<Purchase>);
scenario::Shape<ContainersSpec> shape_of(scenario::Describe<ContainersSpec>);
scenario::Shape<OutageSpec> shape_of(scenario::Describe<OutageSpec>);
scenario::Shape<FleetSpec> shape_of(scenario::Describe<FleetSpec>);

}  // namespace twostep::models
