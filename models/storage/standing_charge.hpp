// StandingCharge: what is billed for as long as it exists: a volume's size, a table's capacity, the node of a cache.
#pragma once

#include <cstdint>

#include "models/metering.hpp"
#include "sim/units.hpp"

namespace twostep::models {

class StandingCharge {
 public:
  // `usage.base_per_unit` counts `amount` times seconds. The whole run is billed in steps of `step_s` seconds, the last
  // one in full; the window by the millisecond.
  StandingCharge(Metering& metering, const observation::Usage& usage, std::int64_t amount, std::int64_t step_s = 1)
      : run_(metering.open(usage, MeterScope::run_only)),
        window_(metering.open(by_millisecond(usage), MeterScope::window_only)),
        amount_(amount),
        step_s_(step_s) {}

  // Counts up to now, towards the window's meter.
  void accrue(SimTime now) {
    const std::int64_t ms = now.ns / 1'000'000;
    window_.add(amount_ * (ms - accrued_ms_));
    accrued_ms_ = ms;
  }
  // Bills the whole run.
  void close(SimTime end) {
    accrue(end);
    const std::int64_t step_ns = step_s_ * 1'000'000'000;
    run_.add(amount_ * step_s_ * ((end.ns + step_ns - 1) / step_ns));
  }

 private:
  static observation::Usage by_millisecond(observation::Usage usage) {
    usage.base_per_unit *= 1000;
    return usage;
  }

  Meter& run_;
  Meter& window_;
  std::int64_t amount_;
  std::int64_t step_s_;
  std::int64_t accrued_ms_ = 0;
};

}  // namespace twostep::models
