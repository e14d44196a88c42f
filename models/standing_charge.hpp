// StandingCharge: what is billed for as long as it exists: a volume's size, a table's capacity, a cache, a load
// balancer.
#pragma once

#include <cstdint>

#include "models/metering.hpp"
#include "sim/units.hpp"

namespace twostep::models {

class StandingCharge {
 public:
  // `usage.base_per_unit` counts `amount` times seconds. The whole run is billed in such steps, the last one in full,
  // and then by the started second; the window by the millisecond.
  StandingCharge(Metering& metering, const observation::Usage& usage, std::int64_t amount,
                 Duration step = Duration::seconds(1))
      : run_(metering.open(usage, MeterScope::run_only)),
        window_(metering.open(by_millisecond(usage), MeterScope::window_only)),
        amount_(amount),
        step_(step) {}

  // Counts up to now, towards the window's meter.
  void accrue(SimTime now) {
    const std::int64_t ms = now.ns / 1'000'000;
    window_.add(amount_ * (ms - accrued_ms_));
    accrued_ms_ = ms;
  }
  // Bills the whole run.
  void close(SimTime end) {
    accrue(end);
    const std::int64_t steps = (end.ns + step_.ns - 1) / step_.ns;
    run_.add(amount_ * ((steps * step_.ns + 999'999'999) / 1'000'000'000));
  }

 private:
  static observation::Usage by_millisecond(observation::Usage usage) {
    usage.base_per_unit *= 1000;
    return usage;
  }

  Meter& run_;
  Meter& window_;
  std::int64_t amount_;
  Duration step_;
  std::int64_t accrued_ms_ = 0;
};

}  // namespace twostep::models
