// Slots: the invocations that may run at the same time, of an account or of a function that has some set aside.
#pragma once

#include <cstdint>

#include "models/time_weighted.hpp"

namespace twostep::models {

class Slots {
 public:
  explicit Slots(std::int64_t limit) : limit_(limit) {}

  [[nodiscard]] bool try_take(SimTime now) {
    if (taken_.level() >= limit_) return false;
    taken_.change(now, 1);
    return true;
  }
  void give_back(SimTime now) { taken_.change(now, -1); }

  [[nodiscard]] TimeWeighted& taken() { return taken_; }

 private:
  std::int64_t limit_;
  TimeWeighted taken_;
};

}  // namespace twostep::models
