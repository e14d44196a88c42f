#include "models/iaas/fleet_events.hpp"

#include <algorithm>

namespace twostep::models {

FleetEvents::FleetEvents(EventTrace& trace, const std::string& name, std::uint32_t platform)
    : trace_(trace),
      name_(name),
      waiting_{.process = name + " (arriving)",
               .process_position = EventTrace::position(EventTrace::Rank::waiting, platform),
               .thread = "arriving",
               .numbered = true} {}

std::string FleetEvents::process_of(std::uint32_t instance) const {
  return name_ + " #" + std::to_string(instance + 1);
}

std::uint64_t FleetEvents::admitted(std::string_view program, SimTime asked, const observation::PhaseTimes& phases) {
  const std::uint64_t number = trace_.next_invocation();
  trace_.show_wait(waiting_, {.number = number, .name = program, .asked = asked, .phases = phases});
  return number;
}

void FleetEvents::turned_away(std::string_view program, SimTime asked, const observation::PhaseTimes& phases,
                              observation::Outcome outcome) {
  trace_.show_wait(
      waiting_,
      {.number = trace_.next_invocation(), .name = program, .asked = asked, .phases = phases, .outcome = outcome});
}

void FleetEvents::ended(std::uint64_t invocation, std::string_view program, std::uint32_t instance, SimTime asked,
                        const observation::PhaseTimes& phases, observation::Outcome outcome) {
  const auto [entry, is_new] = workers_.try_emplace(instance);
  if (is_new) {
    entry->second = {.process = process_of(instance),
                     .process_position = EventTrace::position(EventTrace::Rank::instance, instance),
                     .thread = "worker",
                     .numbered = true};
  }
  // What it costs is the instance's: see ran().
  trace_.show_execution(entry->second,
                        {.number = invocation, .name = program, .asked = asked, .phases = phases, .outcome = outcome},
                        false, {}, 0);
}

void FleetEvents::ran(std::uint32_t index, const Instance& instance, std::string_view type, SimTime end,
                      double dollars) {
  EventTrack track{.process = process_of(index),
                   .process_position = EventTrace::position(EventTrace::Rank::instance, index),
                   .thread = "instance"};
  const SimTime ready = std::min(instance.ready_since, end);
  trace_.show_other(track, type, instance.running_since, end, dollars, "boot", ready - instance.running_since);
}

}  // namespace twostep::models
