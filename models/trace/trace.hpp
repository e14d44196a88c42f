// Trace: the invocations of real (or realistic) functions as a file recorded them, streamed in order of time.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/engine/random_stream.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct TraceFunction {
  std::string name;  // as the trace names it: "function", or "owner/app/function" where these differ (Azure)
  Bytes memory{};    // zero: the trace does not say
  std::int64_t invocations = 0;  // as recorded, in the whole trace or the part of it that is asked for
};

struct TraceInvocation {
  SimTime at;
  Duration duration;           // its execution time as recorded, without any cold start
  std::uint32_t function = 0;  // index into Trace::functions()
};

// Streams a trace's invocations in order of time (those of one instant in order of function), a batch at a time.
class TraceCursor {
 public:
  TraceCursor() = default;
  virtual ~TraceCursor() = default;
  TraceCursor(const TraceCursor&) = delete;
  TraceCursor& operator=(const TraceCursor&) = delete;

  // The next batch, which is valid until the next call; empty at the end, and from then on. The memory of one batch is
  // used again for the next. Throws UnreadableFile when a file that is read anew can no longer be read, or is no longer
  // what it was.
  virtual std::span<const TraceInvocation> next() = 0;
};

struct TraceSummary {
  std::vector<TraceFunction> functions;
  Duration length{};
  std::int64_t invocations = 0;
  std::int64_t skipped_rows = 0;
  std::int64_t skipped_invocations = 0;
};

// A trace whose files were read once: its functions are known and its faults were told. Immutable; cursors are
// independent of each other, and the trace outlives them.
class Trace {
 public:
  virtual ~Trace() = default;
  Trace(const Trace&) = delete;
  Trace& operator=(const Trace&) = delete;

  // A new pass over the invocations. The same stream gives the same invocations; only what the trace leaves open is
  // drawn from it (the times within a minute, the durations).
  [[nodiscard]] virtual std::unique_ptr<TraceCursor> open(engine::RandomStream stream) const = 0;

  [[nodiscard]] const std::vector<TraceFunction>& functions() const { return summary_.functions; }
  // No invocation arrives later.
  [[nodiscard]] Duration length() const { return summary_.length; }
  // As recorded. Where times within a minute are drawn, a pass may send fewer of a minute that is cut by the end that
  // is asked for, and with Poisson times another number.
  [[nodiscard]] std::int64_t invocations() const { return summary_.invocations; }
  // Rows that were wrong and left out, with `lenient`.
  [[nodiscard]] std::int64_t skipped_rows() const { return summary_.skipped_rows; }
  // Invocations that were left out with them, of functions whose durations are not known.
  [[nodiscard]] std::int64_t skipped_invocations() const { return summary_.skipped_invocations; }

 protected:
  explicit Trace(TraceSummary summary) : summary_(std::move(summary)) {}

 private:
  TraceSummary summary_;
};

}  // namespace twostep::models
