// Hazards: what ends instances against their fleet's will: crashes, interruptions of spot instances, outages of zones.
//
// Crashes and interruptions come at exponential times from the running state on (mean "mtbf"; rate "interruptions").
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/iaas/fleet_spec.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

// When one instance is told that it will be taken back, when it is, when it would crash, and when its zone fails.
struct Fate {
  SimTime notice = SimTime::max();
  SimTime reclaimed = SimTime::max();
  SimTime crash = SimTime::max();
  SimTime outage = SimTime::max();

  [[nodiscard]] SimTime end() const;
};

class Hazards {
 public:
  Hazards(const engine::Simulation& simulation, const std::string& name, const FleetSpec& spec);

  // Of an instance that begins to run now.
  [[nodiscard]] Fate fate_of(SimTime now, std::uint32_t zone);
  // The zone with the fewest instances, of those that are not out; none: all are.
  [[nodiscard]] std::optional<std::uint32_t> best_zone(std::span<const std::int64_t> instances, SimTime now) const;

 private:
  [[nodiscard]] bool is_out(std::uint32_t zone, SimTime now) const;

  std::optional<Duration> mtbf_;
  Rate interruptions_;
  Duration notice_;
  std::vector<OutageSpec> outages_;
  engine::RandomStream crash_stream_;
  engine::RandomStream interruption_stream_;
};

}  // namespace twostep::models
