// Metering: the usage counters of one run, and what they counted within the measured window.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/observation/usage.hpp"

namespace twostep::models {

inline constexpr std::int64_t seconds_per_hour = 3600;

// What a meter counts for: most count for both; running time is billed with a minimum over the whole run, and accrues
// evenly within the window.
enum class MeterScope : std::uint8_t { run_and_window, run_only, window_only };

class Meter {
 public:
  Meter(observation::Usage usage, MeterScope scope) : usage_(std::move(usage)), scope_(scope) {}
  void add(std::int64_t base_units) { usage_.quantity += base_units; }
  [[nodiscard]] const observation::Usage& usage() const { return usage_; }
  [[nodiscard]] MeterScope scope() const { return scope_; }

 private:
  friend class Metering;
  observation::Usage usage_;
  MeterScope scope_;
  std::int64_t at_window_begin_ = -1;  // -1: the window has not begun
  std::int64_t at_window_end_ = -1;    // -1: the window is open until the end of the run
};

class Metering {
 public:
  // The meter stays where it is for the life of the run.
  Meter& open(observation::Usage usage, MeterScope scope = MeterScope::run_and_window) {
    return meters_.emplace_back(std::move(usage), scope);
  }

  [[nodiscard]] const std::deque<Meter>& meters() const { return meters_; }

  void begin_window() {
    for (Meter& meter : meters_) meter.at_window_begin_ = meter.usage_.quantity;
  }
  void end_window() {
    for (Meter& meter : meters_) meter.at_window_end_ = meter.usage_.quantity;
  }

  [[nodiscard]] std::vector<observation::Usage> of_run() const { return collect(MeterScope::window_only, false); }
  [[nodiscard]] std::vector<observation::Usage> of_window() const { return collect(MeterScope::run_only, true); }

 private:
  [[nodiscard]] std::vector<observation::Usage> collect(MeterScope left_out, bool window) const {
    std::vector<observation::Usage> all;
    for (const Meter& meter : meters_) {
      if (meter.scope_ == left_out) continue;
      observation::Usage usage = meter.usage_;
      if (window) {
        const std::int64_t end = meter.at_window_end_ < 0 ? usage.quantity : meter.at_window_end_;
        usage.quantity = meter.at_window_begin_ < 0 ? 0 : end - meter.at_window_begin_;
      }
      if (usage.quantity != 0) all.push_back(std::move(usage));
    }
    return all;
  }

  std::deque<Meter> meters_;
};

}  // namespace twostep::models
