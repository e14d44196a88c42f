// Recorder: takes what happens in one run, as it happens, and keeps sums and sketches of it, never the events
// themselves.
#pragma once

#include <cstdint>

#include "sim/observation/invocation_record.hpp"
#include "sim/observation/invocation_writer.hpp"
#include "sim/observation/run_result.hpp"

namespace twostep::observation {

class Recorder {
 public:
  // Requests that arrive in [from, to] are measured.
  Recorder(RunResult& result, SimTime from, SimTime to) : result_(result), from_(from), to_(to) {}

  // From now on, writes a row for each invocation. The writer must outlive the run.
  void write_rows_to(InvocationWriter& rows) { rows_ = &rows; }

  void request_arrived(SimTime arrival) {
    ++arrived_;
    if (!measures(arrival)) return;
    ++result_.requests;
    ++result_.in_flight;
  }

  // `phases` add up to end - arrival.
  void request_ended(SimTime arrival, SimTime end, const PhaseTimes& phases, Outcome outcome) {
    if (end > last_end_) last_end_ = end;
    ++ended_;
    if (outcome == Outcome::throttled) ++throttled_;
    if (!measures(arrival)) return;
    --result_.in_flight;
    if (outcome != Outcome::completed) {
      ++not_completed(outcome);
      return;
    }
    ++result_.completed;
    result_.latency.add((end - arrival).in_seconds());
    result_.phases += phases;
  }

  // A throttled invocation has a row, but was not executed.
  void invocation_ended(Outcome outcome, bool cold) {
    if (outcome != Outcome::throttled) ++result_.executions;
    if (cold) ++result_.cold_starts;
  }

  [[nodiscard]] bool writes_rows() const { return rows_ != nullptr; }
  // Gives the record its number.
  void write_row(InvocationRecord record) {
    record.number = ++rows_written_;
    rows_->append(record);
  }

  void span_ended(std::uint32_t span, SimTime began, SimTime end) {
    if (measures(began)) result_.spans[span].second.add((end - began).in_seconds());
  }

  [[nodiscard]] SimTime last_end() const { return last_end_; }
  // Of the whole run so far, whether measured or not.
  [[nodiscard]] std::uint64_t arrived() const { return arrived_; }
  [[nodiscard]] std::uint64_t ended() const { return ended_; }
  [[nodiscard]] std::uint64_t throttled() const { return throttled_; }
  [[nodiscard]] std::uint64_t executions() const { return result_.executions; }

 private:
  [[nodiscard]] std::uint64_t& not_completed(Outcome outcome) {
    if (outcome == Outcome::dead_lettered) return result_.dead_lettered;
    return outcome == Outcome::failed ? result_.failed : result_.throttled;
  }
  [[nodiscard]] bool measures(SimTime arrival) const { return arrival >= from_ && arrival <= to_; }

  RunResult& result_;
  SimTime from_, to_;
  SimTime last_end_;
  std::uint64_t arrived_ = 0;
  std::uint64_t ended_ = 0;
  std::uint64_t throttled_ = 0;
  std::uint64_t rows_written_ = 0;
  InvocationWriter* rows_ = nullptr;
};

}  // namespace twostep::observation
