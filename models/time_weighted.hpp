// TimeWeighted: a level that changes at points in time, with its peak and its average over time.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sim/units.hpp"

namespace twostep::models {

class TimeWeighted {
 public:
  void change(SimTime now, std::int64_t by) {
    settle(now);
    level_ += by;
    peak_ = std::max(peak_, level_);
  }

  // Accounts for the time up to `now`.
  void settle(SimTime now) {
    integral_ += static_cast<double>(level_) * static_cast<double>((now - since_).ns);
    since_ = now;
  }

  [[nodiscard]] std::int64_t level() const { return level_; }
  [[nodiscard]] std::int64_t peak() const { return peak_; }
  // Level times time, in nanoseconds, up to the last change or settling.
  [[nodiscard]] double integral_ns() const { return integral_; }
  // Average from time zero to the last change or settling.
  [[nodiscard]] double mean() const { return since_.ns > 0 ? integral_ / static_cast<double>(since_.ns) : 0; }

 private:
  std::int64_t level_ = 0;
  std::int64_t peak_ = 0;
  SimTime since_;
  double integral_ = 0;
};

}  // namespace twostep::models
