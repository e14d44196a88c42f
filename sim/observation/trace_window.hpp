// TraceWindow: the part of simulated time that a timeline of events shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/units.hpp"

namespace twostep::observation {

struct TraceWindow {
  SimTime from;
  SimTime to = SimTime::max();

  [[nodiscard]] bool contains(SimTime at) const { return at >= from && at <= to; }
  // Whether something that lasts from `start` to `end` shows in it. What merely touches it does not, unless it takes no
  // time at all.
  [[nodiscard]] bool overlaps(SimTime start, SimTime end) const {
    return start == end ? contains(start) : start < to && end > from;
  }
  auto operator<=>(const TraceWindow&) const = default;
};

// Reads "10 s..20 s", "10 s.." (to the end) or "..1 min" (from the beginning): two durations that are not negative, the
// first before the second, of which one may be left out. nullopt for any other text.
[[nodiscard]] std::optional<TraceWindow> parse_trace_window(std::string_view text);

}  // namespace twostep::observation
