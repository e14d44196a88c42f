#include "models/trace/minute_trace.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <utility>

#include "models/trace/quantile_function.hpp"
#include "models/trace/spread_sort.hpp"
#include "sim/engine/exponential.hpp"
#include "sim/engine/prefetch.hpp"

namespace twostep::models {
namespace {

constexpr std::int64_t minute_ns = 60'000'000'000;  // less than 2^36

// An invocation of a minute as one number that sorts by time, then function: 36 bits of nanoseconds since the minute
// began, 28 bits of function.
constexpr unsigned function_bits = 28;
constexpr std::uint64_t function_mask = (std::uint64_t{1} << function_bits) - 1;

std::uint64_t key_of(std::int64_t offset, std::uint32_t function) {
  return static_cast<std::uint64_t>(offset) << function_bits | function;
}

constexpr std::size_t ahead = 8;             // so many invocations early, percentiles are brought into the cache
constexpr std::size_t largest_batch = 1024;  // what is drawn is used while it is in the processor's cache

class MinuteCursor final : public TraceCursor {
 public:
  MinuteCursor(const MinuteTrace& trace, engine::RandomStream stream) : trace_(&trace), stream_(stream) {
    batch_.reserve(largest_batch);
  }

  std::span<const TraceInvocation> next() override {
    while (given_ == keys_.size() && minute_ < trace_->counts().minutes() && start_of(minute_) < trace_->length()) {
      draw_times();
      sort_(keys_);
      given_ = 0;
      start_ = start_of(minute_++);
    }
    draw_durations();
    return batch_;
  }

 private:
  static Duration start_of(std::size_t minute) { return {static_cast<std::int64_t>(minute) * minute_ns}; }

  void draw_times() {
    keys_.clear();
    trace_->counts().for_each(minute_, [this](std::uint32_t function, std::uint32_t count) {
      switch (trace_->within_minute()) {
        case WithinMinute::uniform:
          return add(function, count);
        case WithinMinute::poisson:
          return draw_poisson(function, count);
        case WithinMinute::equidistant:
          return space_equally(function, count);
      }
    });
    if (trace_->within_minute() == WithinMinute::uniform) spread_uniformly();
  }

  // As many, without their times.
  void add(std::uint32_t function, std::uint32_t count) {
    for (std::uint32_t i = 0; i < count; ++i) keys_.push_back(key_of(0, function));
  }
  // Those of all functions at once: most functions have few in a minute.
  void spread_uniformly() {
    for (std::size_t done = 0; done < keys_.size();) {
      const std::span<double> numbers = std::span(uniforms_).first(std::min(keys_.size() - done, uniforms_.size()));
      stream_.next_uniforms(numbers);
      for (const double number : numbers) {
        keys_[done++] += key_of(static_cast<std::int64_t>(number * static_cast<double>(minute_ns)), 0);
      }
    }
  }

  void draw_poisson(std::uint32_t function, std::uint32_t count) {
    const double mean_gap = static_cast<double>(minute_ns) / count;
    for (double at = 0;;) {
      at += engine::sample_exponential(stream_, mean_gap);
      if (at >= static_cast<double>(minute_ns)) return;
      keys_.push_back(key_of(static_cast<std::int64_t>(at), function));
    }
  }

  void space_equally(std::uint32_t function, std::uint32_t count) {
    // (i + 1/2) / count minutes, cut to whole nanoseconds; exact, since 2 * largest_count * 30e9 is less than 2^63.
    for (std::int64_t i = 0; i < count; ++i) {
      keys_.push_back(key_of((2 * i + 1) * (minute_ns / 2) / count, function));
    }
  }

  void draw_durations() {
    batch_.clear();
    const std::span<double> numbers = std::span(uniforms_).first(std::min(keys_.size() - given_, largest_batch));
    stream_.next_uniforms(numbers);
    for (const double number : numbers) {
      if (given_ + ahead < keys_.size()) {
        engine::prefetch<sizeof(DurationPercentiles)>(&trace_->durations()[keys_[given_ + ahead] & function_mask]);
      }
      const std::uint64_t key = keys_[given_++];
      const SimTime at{start_.ns + static_cast<std::int64_t>(key >> function_bits)};
      if (at.ns > trace_->length().ns) {  // nothing is drawn after this
        given_ = keys_.size();
        return;
      }
      const auto function = static_cast<std::uint32_t>(key & function_mask);
      const double ns = quantile(duration_shares, trace_->durations()[function], number);
      batch_.push_back({.at = at, .duration = {std::llrint(ns)}, .function = function});
    }
  }

  const MinuteTrace* trace_;
  engine::RandomStream stream_;
  std::size_t minute_ = 0;           // the next to be drawn
  Duration start_{};                 // of the one drawn last
  std::vector<std::uint64_t> keys_;  // its invocations, sorted
  std::size_t given_ = 0;            // of these
  SpreadSort sort_;
  std::vector<TraceInvocation> batch_;
  std::array<double, largest_batch> uniforms_{};
};

TraceSummary summed_up(TraceSummary summary, const MinuteCounts& counts, Duration lasts) {
  summary.length = std::min(lasts, Duration{static_cast<std::int64_t>(counts.minutes()) * minute_ns});
  for (std::size_t minute = 0; minute < counts.minutes(); ++minute) {
    if (static_cast<std::int64_t>(minute) * minute_ns >= summary.length.ns) break;
    counts.for_each(minute, [&summary](std::uint32_t function, std::uint32_t count) {
      summary.functions[function].invocations += count;
      summary.invocations += count;
    });
  }
  return summary;
}

}  // namespace

MinuteTrace::MinuteTrace(TraceSummary summary, MinuteCounts counts, std::vector<DurationPercentiles> durations,
                         WithinMinute within_minute, Duration lasts)
    : Trace(summed_up(std::move(summary), counts, lasts)),
      counts_(std::move(counts)),
      durations_(std::move(durations)),
      within_minute_(within_minute) {}

std::unique_ptr<TraceCursor> MinuteTrace::open(engine::RandomStream stream) const {
  return std::make_unique<MinuteCursor>(*this, stream);
}

}  // namespace twostep::models
