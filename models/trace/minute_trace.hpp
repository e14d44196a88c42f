// MinuteTrace: a trace that counts invocations per minute; times and durations are drawn.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "models/trace/minute_counts.hpp"
#include "models/trace/trace.hpp"
#include "models/trace/trace_specs.hpp"

namespace twostep::models {

// Percentiles of a function's execution time, in nanoseconds; they do not fall.
inline constexpr std::array<double, 7> duration_shares = {0, 0.01, 0.25, 0.5, 0.75, 0.99, 1};
using DurationPercentiles = std::array<double, 7>;

class MinuteTrace final : public Trace {
 public:
  // `durations` holds one entry a function. Of the summary, invocations (in total and by function), and length follow
  // from the counts and are set here.
  MinuteTrace(TraceSummary summary, MinuteCounts counts, std::vector<DurationPercentiles> durations,
              WithinMinute within_minute, Duration lasts);

  // A batch is of one minute: all its invocations, or 1024 of many. From the stream the cursor draws, minute by minute,
  // first the times (function by function; nothing for equidistant ones), then the durations, in order of time. Its
  // memory is 24 to 32 bytes for each invocation of a minute.
  [[nodiscard]] std::unique_ptr<TraceCursor> open(engine::RandomStream stream) const override;

  [[nodiscard]] const MinuteCounts& counts() const { return counts_; }
  [[nodiscard]] const std::vector<DurationPercentiles>& durations() const { return durations_; }
  [[nodiscard]] WithinMinute within_minute() const { return within_minute_; }

 private:
  MinuteCounts counts_;
  std::vector<DurationPercentiles> durations_;
  WithinMinute within_minute_;
};

}  // namespace twostep::models
