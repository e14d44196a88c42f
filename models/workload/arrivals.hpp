// Arrivals: what a workload sends, one request after the other in order of time, from a process of arrivals or a trace.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

#include "models/trace/trace.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// A request as a trace has it; of other workloads only the time counts.
using RequestArrival = TraceInvocation;

// Of an arrival process: at most `most` requests, none after `last`.
template <class Times>
class TimedArrivals {
 public:
  TimedArrivals(Times times, std::int64_t most, SimTime last) : times_(std::move(times)), left_(most), last_(last) {}

  // False at the end.
  bool next(RequestArrival& arrival) {
    if (left_ <= 0) return false;
    --left_;
    arrival.at = SimTime{} + Duration::from_ns(times_.next_ns());
    return arrival.at <= last_;
  }

 private:
  Times times_;
  std::int64_t left_;
  SimTime last_;
};

// Of a trace: none after `last`.
class TracedArrivals {
 public:
  TracedArrivals(std::unique_ptr<TraceCursor> cursor, SimTime last) : cursor_(std::move(cursor)), last_(last) {}

  bool next(RequestArrival& arrival) {
    if (given_ == batch_.size()) {
      batch_ = cursor_->next();
      given_ = 0;
      if (batch_.empty()) return false;
    }
    arrival = batch_[given_++];
    return arrival.at <= last_;
  }
  // Some of those that come then, for who may prepare for them: as many as are at hand.
  [[nodiscard]] std::span<const RequestArrival> coming() const { return batch_.subspan(given_); }

 private:
  std::unique_ptr<TraceCursor> cursor_;
  std::span<const TraceInvocation> batch_;
  std::size_t given_ = 0;  // of these
  SimTime last_;
};

}  // namespace twostep::models
