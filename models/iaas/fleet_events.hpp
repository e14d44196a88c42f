// FleetEvents: what one fleet shows in a timeline: its instances are processes, and their workers threads of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "models/event_trace.hpp"
#include "models/iaas/instance.hpp"

namespace twostep::models {

class FleetEvents {
 public:
  // `platform` is the fleet's index into RunResult::platforms.
  FleetEvents(EventTrace& trace, const std::string& name, std::uint32_t platform);

  // An invocation of the program got a worker now; returns its number. `phases` are those since it was asked for.
  [[nodiscard]] std::uint64_t admitted(std::string_view program, SimTime asked, const observation::PhaseTimes& phases);
  // One got none: it was turned away, or lost where it waited.
  void turned_away(std::string_view program, SimTime asked, const observation::PhaseTimes& phases,
                   observation::Outcome outcome);
  // It ended now, on this instance.
  void ended(std::uint64_t invocation, std::string_view program, std::uint32_t instance, SimTime asked,
             const observation::PhaseTimes& phases, observation::Outcome outcome);
  // An instance ran until `end`, and is billed `dollars` for it. `type` is that of its machine.
  void ran(std::uint32_t index, const Instance& instance, std::string_view type, SimTime end, double dollars);

 private:
  [[nodiscard]] std::string process_of(std::uint32_t instance) const;

  EventTrace& trace_;
  std::string name_;
  EventTrack waiting_;
  std::map<std::uint32_t, EventTrack> workers_;  // by instance
};

}  // namespace twostep::models
