// RunProgress: how far a run is, as the process that simulates it tells the one that watches; it lies in memory that
// both share, and holds plain numbers only.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <optional>

#include "sim/units.hpp"

namespace twostep::observation {

class RunProgress {
 public:
  // What is known of the end before the run begins: the number of its requests, the time at which the last one arrives.
  void expect(std::optional<std::uint64_t> requests, std::optional<Duration> lasts) {
    requests_expected_ = requests.value_or(0);
    lasts_ns_ = lasts.value_or(Duration::zero()).ns;
  }
  // Called as often as is convenient: a few hundred times a run is enough. `requests` are those that arrived so far.
  void publish(SimTime now, std::uint64_t invocations, std::uint64_t requests) {
    now_ns_.store(now.ns, std::memory_order_relaxed);  // nothing else follows from them
    invocations_.store(invocations, std::memory_order_relaxed);
    requests_.store(requests, std::memory_order_relaxed);
  }
  void finish() { finished_ = true; }

  [[nodiscard]] Duration simulated() const { return {now_ns_}; }
  [[nodiscard]] std::uint64_t invocations() const { return invocations_; }
  [[nodiscard]] bool begun() const { return finished_ || now_ns_ > 0 || invocations_ > 0; }
  // The part of the run that is done, 0 to 1; nothing where its end is not known.
  [[nodiscard]] std::optional<double> share() const {
    if (finished_) return 1;
    const auto of = [](double part, double whole) { return std::clamp(part / whole, 0.0, 1.0); };
    const std::uint64_t expected = requests_expected_;
    const std::int64_t lasts = lasts_ns_;
    if (expected > 0) return of(static_cast<double>(requests_), static_cast<double>(expected));
    if (lasts > 0) return of(static_cast<double>(now_ns_), static_cast<double>(lasts));
    return std::nullopt;
  }

 private:
  static_assert(std::atomic<std::uint64_t>::is_always_lock_free, "a lock would not work between processes");

  std::atomic<std::uint64_t> requests_expected_ = 0;
  std::atomic<std::int64_t> lasts_ns_ = 0;
  std::atomic<std::int64_t> now_ns_ = 0;
  std::atomic<std::uint64_t> invocations_ = 0;
  std::atomic<std::uint64_t> requests_ = 0;
  std::atomic<bool> finished_ = false;
};

}  // namespace twostep::observation
