// Arrival times: for each open arrival process, a generator of the times at which requests arrive, one after the other.
//
// Times are kept in nanoseconds as doubles: a sum below 2^53 ns (104 days) is exact to the nanosecond, later to a
// microsecond.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>

#include "models/workload/arrival_specs.hpp"
#include "sim/engine/exponential.hpp"
#include "sim/engine/random_stream.hpp"

namespace twostep::models {

inline double mean_gap_ns(Rate rate) { return 1e9 / rate.per_second; }

class BatchTimes {
 public:
  BatchTimes(const BatchArrivals& /*process*/, engine::RandomStream /*stream*/) {}
  double next_ns() { return 0; }
};

class DeterministicTimes {
 public:
  DeterministicTimes(const DeterministicArrivals& process, engine::RandomStream /*stream*/)
      : gap_ns_(mean_gap_ns(process.rate)) {}
  double next_ns() { return gap_ns_ * static_cast<double>(++sent_); }

 private:
  double gap_ns_;
  std::int64_t sent_ = 0;
};

class JitteredTimes {
 public:
  JitteredTimes(const JitteredArrivals& process, engine::RandomStream stream)
      : stream_(stream), gap_ns_(mean_gap_ns(process.rate)), jitter_(process.jitter.share) {}
  double next_ns() { return at_ns_ += gap_ns_ * (1 + jitter_ * (2 * stream_.next_uniform() - 1)); }

 private:
  engine::RandomStream stream_;
  double gap_ns_;
  double jitter_;
  double at_ns_ = 0;
};

class PoissonTimes {
 public:
  PoissonTimes(const PoissonArrivals& process, engine::RandomStream stream)
      : stream_(stream), gap_ns_(mean_gap_ns(process.rate)) {}
  double next_ns() {
    if (next_ == gaps_ns_.size()) draw();
    return at_ns_ += gaps_ns_[next_++];
  }

 private:
  // Many together: none waits for the one before. Not inlined: what most calls of next_ns do would not be, with it.
  [[gnu::noinline]] void draw() {
    stream_.next_uniforms(gaps_ns_);
    engine::exponential_upper_quantiles(gaps_ns_, gap_ns_);
    next_ = 0;
  }

  engine::RandomStream stream_;
  double gap_ns_;
  double at_ns_ = 0;
  std::array<double, 64> gaps_ns_{};  // ahead of their use
  std::size_t next_ = gaps_ns_.size();
};

// Time off is skipped: the process lives in its own time, in which it is always on.
class OnOffTimes {
 public:
  OnOffTimes(const OnOffArrivals& process, engine::RandomStream stream)
      : stream_(stream), gap_ns_(mean_gap_ns(process.rate)), on_(process.on), off_(process.off) {
    on_until_ns_ = static_cast<double>(on_.sample(stream_).ns);
  }
  double next_ns() {
    at_ns_ += engine::sample_exponential(stream_, gap_ns_);
    while (at_ns_ > on_until_ns_) {
      const auto off_ns = static_cast<double>(off_.sample(stream_).ns);
      at_ns_ += off_ns;
      on_until_ns_ += off_ns + static_cast<double>(on_.sample(stream_).ns);
    }
    return at_ns_;
  }

 private:
  engine::RandomStream stream_;
  double gap_ns_;
  engine::Sampled<Duration> on_, off_;
  double at_ns_ = 0;
  double on_until_ns_ = 0;
};

// The next event of a state is an arrival or the change to the next state, whichever comes first (both exponential).
class ModulatedTimes {
 public:
  ModulatedTimes(const ModulatedArrivals& process, engine::RandomStream stream)
      : stream_(stream), states_(process.states) {}
  double next_ns() {
    for (;;) {
      const ModulatedState& state = states_[state_];
      const double change_rate = 1 / static_cast<double>(state.mean.ns);
      const double arrival_rate = state.rate.per_second / 1e9;
      at_ns_ += engine::sample_exponential(stream_, 1 / (change_rate + arrival_rate));
      if (stream_.next_uniform() * (change_rate + arrival_rate) < arrival_rate) return at_ns_;
      state_ = (state_ + 1) % states_.size();
    }
  }

 private:
  engine::RandomStream stream_;
  std::vector<ModulatedState> states_;
  std::size_t state_ = 0;
  double at_ns_ = 0;
};

// Thinning (Lewis and Shedler, "Simulation of nonhomogeneous Poisson processes by thinning", Naval Research Logistics
// 26, 1979): candidates at the largest rate, each kept with the share that the curve has of it.
class RateCurveTimes {
 public:
  RateCurveTimes(const RateCurveArrivals& process, engine::RandomStream stream)
      : stream_(stream), points_(process.points), period_ns_(static_cast<double>(process.period.ns)) {
    for (const auto& [time, rate] : points_) largest_ = std::max(largest_, rate.per_second);
  }
  double next_ns() {
    do {
      at_ns_ += engine::sample_exponential(stream_, 1e9 / largest_);
    } while (stream_.next_uniform() * largest_ >= rate_at(std::fmod(at_ns_, period_ns_)));
    return at_ns_;
  }

 private:
  [[nodiscard]] double rate_at(double time_ns) const {
    const auto after = std::ranges::upper_bound(points_, time_ns, {},
                                                [](const auto& point) { return static_cast<double>(point.first.ns); });
    const auto& next = after == points_.end() ? points_.front() : *after;
    const auto& last = after == points_.begin() ? points_.back() : *std::prev(after);
    const auto since = [this](double from, double to) { return to >= from ? to - from : to - from + period_ns_; };
    const auto last_ns = static_cast<double>(last.first.ns);
    const double span = since(last_ns, static_cast<double>(next.first.ns));
    const double share = span > 0 ? since(last_ns, time_ns) / span : 0;
    return last.second.per_second + share * (next.second.per_second - last.second.per_second);
  }

  engine::RandomStream stream_;
  std::vector<std::pair<Duration, Rate>> points_;
  double period_ns_;
  double largest_ = 0;
  double at_ns_ = 0;
};

// Which generator makes the times of a process.
template <class Process>
struct TimesOf;
template <>
struct TimesOf<BatchArrivals> {
  using Type = BatchTimes;
};
template <>
struct TimesOf<DeterministicArrivals> {
  using Type = DeterministicTimes;
};
template <>
struct TimesOf<JitteredArrivals> {
  using Type = JitteredTimes;
};
template <>
struct TimesOf<PoissonArrivals> {
  using Type = PoissonTimes;
};
template <>
struct TimesOf<OnOffArrivals> {
  using Type = OnOffTimes;
};
template <>
struct TimesOf<ModulatedArrivals> {
  using Type = ModulatedTimes;
};
template <>
struct TimesOf<RateCurveArrivals> {
  using Type = RateCurveTimes;
};

// How many requests a process sends at the most, and when the last one may arrive.
inline std::int64_t most_requests(const BatchArrivals& process) { return process.count; }
template <TraceArrivals Process>
std::int64_t most_requests(const Process& /*process*/) {
  return INT64_MAX;
}
template <class Process>
std::int64_t most_requests(const Process& process) {
  return process.end.count > 0 ? process.end.count : INT64_MAX;
}
inline Duration lasts(const BatchArrivals& /*process*/) { return Duration::max(); }
template <TraceArrivals Process>
Duration lasts(const Process& process) {
  return process.lasts;
}
template <class Process>
Duration lasts(const Process& process) {
  return process.end.lasts;
}

}  // namespace twostep::models
