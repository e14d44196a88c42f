// ArrivalsAhead: arrivals that are dealt with some time after they arrive, and counted in time where somebody looks.
#pragma once

#include <cstddef>
#include <deque>
#include <span>
#include <utility>

#include "models/workload/arrivals.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

// What counts arrivals of one source.
class ArrivalCount {
 public:
  ArrivalCount() = default;
  ArrivalCount(const ArrivalCount&) = delete;
  ArrivalCount& operator=(const ArrivalCount&) = delete;
  // Tells the recorder of all that arrived up to now and is not dealt with yet.
  virtual void count(SimTime now) = 0;

 protected:
  ~ArrivalCount() = default;
};

// `Arrivals` has `bool next(RequestArrival&)`. It is asked for more than the next one only where count() looks beyond
// that.
template <class Arrivals>
class ArrivalsAhead final : public ArrivalCount {
 public:
  ArrivalsAhead(Arrivals arrivals, observation::Recorder& recorder)
      : arrivals_(std::move(arrivals)), recorder_(recorder) {}

  // The next one to be dealt with, which is then current(); false at the end.
  bool next() {
    if (counted_ == 0) return arrivals_.next(current_);  // and none is drawn
    --counted_;
    if (drawn_.empty()) return !ended_ && arrivals_.next(current_);
    current_ = drawn_.front();
    drawn_.pop_front();
    return true;
  }
  [[nodiscard]] const RequestArrival& current() const { return current_; }
  // Some of the later ones, of arrivals that say so.
  [[nodiscard]] std::span<const RequestArrival> coming() const
    requires requires(const Arrivals& arrivals) { arrivals.coming(); }
  {
    return arrivals_.coming();
  }
  // Whether the recorder knows of it already.
  [[nodiscard]] bool is_counted() const { return counted_ > 0; }

  void count(SimTime now) override {
    if (counted_ == 0 && current_.at <= now) count_one(current_);
    while (counted_ > 0) {
      if (counted_ > drawn_.size()) {
        RequestArrival another;
        ended_ = ended_ || !arrivals_.next(another);
        if (ended_) return;
        drawn_.push_back(another);
      }
      const RequestArrival& later = drawn_[counted_ - 1];
      if (later.at > now) return;
      count_one(later);
    }
  }

 private:
  void count_one(const RequestArrival& arrival) {
    recorder_.request_arrived(arrival.at);
    ++counted_;
  }

  Arrivals arrivals_;
  observation::Recorder& recorder_;
  RequestArrival current_{.at = SimTime::max(), .duration = {}, .function = 0};
  std::deque<RequestArrival> drawn_;  // behind it: those that are counted, and at most one more
  std::size_t counted_ = 0;           // of it and these
  bool ended_ = false;
};

}  // namespace twostep::models
