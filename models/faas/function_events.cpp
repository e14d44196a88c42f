#include "models/faas/function_events.hpp"

namespace twostep::models {

using observation::Outcome;

FunctionEvents::FunctionEvents(EventTrace& trace, const std::string& name, const std::string& service,
                               std::uint32_t platform, const Prices& prices)
    : trace_(trace),
      service_(service),
      prices_(prices),
      waiting_{.process = name + " (arriving)",
               .process_position = EventTrace::position(EventTrace::Rank::waiting, platform),
               .thread = "arriving",
               .numbered = true} {}

EventTrack& FunctionEvents::track_of(EnvironmentPool& function, std::uint64_t environment, std::uint32_t host) {
  const auto [entry, is_new] = environments_.try_emplace({function.number(), environment});
  if (is_new) {
    entry->second = {.process = service_ + " host " + std::to_string(host),
                     .process_position = EventTrace::position(EventTrace::Rank::host, host),
                     .thread = function.use().name + " #" + std::to_string(environment)};
  }
  return entry->second;
}

FunctionEvents::Place FunctionEvents::admitted(EnvironmentPool& function, const Environment& environment, SimTime asked,
                                               const observation::PhaseTimes& phases) {
  const Place place{.invocation = trace_.next_invocation(),
                    .environment = environment.number,
                    .host = environment.host,
                    .provisioned = environment.provisioned};
  trace_.show_wait(waiting_,
                   {.number = place.invocation, .name = function.use().name, .asked = asked, .phases = phases});
  return place;
}

void FunctionEvents::turned_away(EnvironmentPool& function, SimTime asked, const observation::PhaseTimes& phases) {
  trace_.show_wait(waiting_, {.number = trace_.next_invocation(),
                              .name = function.use().name,
                              .asked = asked,
                              .phases = phases,
                              .outcome = Outcome::throttled});
}

void FunctionEvents::ended(EnvironmentPool& function, const Place& place, SimTime asked,
                           const observation::PhaseTimes& phases, bool cold, Duration billed, Outcome outcome) {
  if (!trace_.shows(asked, asked + observation::total(phases))) return;
  const double mib_ms = billed.in_ms() * function.settings().memory.in_mib();
  const double dollars = prices_.request + mib_ms * (place.provisioned ? prices_.provisioned_use : prices_.use);
  trace_.show_execution(
      track_of(function, place.environment, place.host),
      {.number = place.invocation, .name = function.use().name, .asked = asked, .phases = phases, .outcome = outcome},
      cold, billed, dollars);
}

void FunctionEvents::loaded(EnvironmentPool& function, const Environment& environment, SimTime began, SimTime now) {
  trace_.show_other(track_of(function, environment.number, environment.host), "load", began, now, 0);
}

}  // namespace twostep::models
