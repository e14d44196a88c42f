// FleetSpec: a number of equal instances (virtual servers) as a scenario or a catalogue describes them.
#pragma once

#include <cstdint>
#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

enum class AtStart : std::uint8_t { running, booting };

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
  Bandwidth network = Bandwidth::unlimited();
  Bandwidth volume_bandwidth = Bandwidth::unlimited();
  engine::Sampled<Duration> launch;  // from the request to the running state: not billed
  engine::Sampled<Duration> boot;    // from the running state to ready: billed
  engine::Sampled<Duration> message_latency;
  Duration billing_quantum = Duration::seconds(1);
  Duration billing_minimum = Duration::seconds(60);
  std::int64_t accelerators = 0;

  [[nodiscard]] std::int64_t most_instances() const { return grow_to > instances ? grow_to : instances; }
};

scenario::EnumNames<AtStart> names_of(scenario::Describe<AtStart>);
scenario::Shape<FleetSpec> shape_of(scenario::Describe<FleetSpec>);

}  // namespace twostep::models
