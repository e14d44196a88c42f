// FunctionEvents: what one function, or the functions of one pattern, show in a timeline: their hosts are processes,
// and the environments threads of them.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "models/event_trace.hpp"
#include "models/faas/environment_pool.hpp"

namespace twostep::models {

class FunctionEvents {
 public:
  // Dollars for one base unit: a request, or a MiB for a millisecond.
  struct Prices {
    double request = 0;
    double use = 0;
    double provisioned_use = 0;
  };
  // What is known of an invocation when it gets its environment, which may be another's when the invocation has ended.
  struct Place {
    std::uint64_t invocation = 0;
    std::uint64_t environment = 0;
    std::uint32_t host = 0;
    bool provisioned = false;
  };

  // `platform` is the function's index into RunResult::platforms.
  FunctionEvents(EventTrace& trace, const std::string& name, const std::string& service, std::uint32_t platform,
                 const Prices& prices);

  // An invocation got its environment now; `phases` are those since it was asked for.
  [[nodiscard]] Place admitted(EnvironmentPool& function, const Environment& environment, SimTime asked,
                               const observation::PhaseTimes& phases);
  void turned_away(EnvironmentPool& function, SimTime asked, const observation::PhaseTimes& phases);
  // An invocation ended now. Of those that an environment ran together, one has all that was billed.
  void ended(EnvironmentPool& function, const Place& place, SimTime asked, const observation::PhaseTimes& phases,
             bool cold, Duration billed, observation::Outcome outcome);
  // An environment was started ahead of its next invocation.
  void loaded(EnvironmentPool& function, const Environment& environment, SimTime began, SimTime now);

 private:
  EventTrack& track_of(EnvironmentPool& function, std::uint64_t environment, std::uint32_t host);

  EventTrace& trace_;
  std::string service_;
  Prices prices_;
  EventTrack waiting_;
  // By the number of the function and that of its environment.
  std::map<std::pair<std::uint32_t, std::uint64_t>, EventTrack> environments_;
};

}  // namespace twostep::models
