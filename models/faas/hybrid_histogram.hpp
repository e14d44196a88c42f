// HybridHistogram: a function's idle times, counted, and for how long they say it is to be unloaded and kept.
//
// Shahrad et al., "Serverless in the Wild", USENIX ATC 2020, section 4.2. An idle time runs from the end of the
// function's last invocation to the next one. After the last invocation the function is unloaded for the head quantile
// of its idle times, rounded down to a bin, then loaded and kept up to the tail quantile, rounded up; both widened by
// the margin. While the bins' counts vary little (or there are none) the histogram says nothing: then the function
// stays loaded for the histogram's whole range. Where most idle times are out of bounds, a forecast of the next one
// from those before it (ARIMA, see arima.hpp) takes the place of both quantiles, with a margin of its own on either
// side: of 5 h and 15 %, the function is unloaded for 4.25 h and kept for 1.5 h. The same windows and margin
// as in DSLab FaaS (crates/dslab-faas-extra/src/hybrid_histogram.rs, seen 2026-11-29).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "models/faas/keep_alive_spec.hpp"
#include "sim/engine/prefetch.hpp"

namespace twostep::models {

class HybridHistogram {
 public:
  struct Windows {
    Duration unloaded{};  // from the end of the last invocation; zero: it stays loaded
    Duration kept{};      // from then on
  };

  explicit HybridHistogram(const HybridHistogramKeepAlive& policy)
      : policy_(policy), least_squares_(1 + policy.least_variation * policy.least_variation) {}

  // It is counted when another one comes or the windows are asked for: until then its bin is on its way into the cache.
  void add(Duration idle) {
    if (uncounted_) count();
    uncounted_ = true;
    latest_ = idle;
    latest_bin_ = static_cast<std::size_t>(idle.ns / policy_.bin.ns);
    if (latest_bin_ < counts_.size()) engine::prefetch<sizeof(std::uint32_t)>(&counts_[latest_bin_]);
  }

  [[nodiscard]] Windows windows() {
    if (uncounted_) {
      count();
      windows_ = make_windows();
    }
    return windows_;
  }

 private:
  void count() {
    uncounted_ = false;
    if (counts_.empty()) counts_.resize(static_cast<std::size_t>(policy_.range.ns / policy_.bin.ns));
    const std::size_t bin = latest_bin_;
    if (bin >= counts_.size()) ++out_of_bounds_;
    if (out_of_bounds_ > 0 && policy_.forecast) remember(latest_);
    if (bin < counts_.size()) {
      squares_ += 2.0 * counts_[bin] + 1;  // (n + 1)^2 - n^2
      ++counts_[bin];
      ++total_;
      if (bin < head_.bin) ++head_.before;
      if (bin < tail_.bin) ++tail_.before;
    }
  }

  // Whether the standard deviation of the bins' counts, over their mean, is below the least. Of n bins with total T and
  // sum of squares S it is sqrt(S / n - (T / n)^2) / (T / n): n S < (1 + least^2) T^2 says the same without a root.
  [[nodiscard]] bool varies_little() const {
    const auto total = static_cast<double>(total_);
    return static_cast<double>(counts_.size()) * squares_ < least_squares_ * total * total;
  }

  // A bin, and how many idle times lie in those before it.
  struct Place {
    std::size_t bin = 0;
    std::int64_t before = 0;
  };

  // The first bin up to which a share of all idle times lies, from where it was the last time: it moves little.
  [[nodiscard]] std::size_t bin_at(double share, Place& place) const {
    const double exact = share * static_cast<double>(total_);
    std::int64_t rank = std::max(std::int64_t{1}, static_cast<std::int64_t>(exact));
    if (static_cast<double>(rank) < exact) ++rank;
    while (place.before >= rank) place.before -= counts_[--place.bin];
    while (place.before + counts_[place.bin] < rank) place.before += counts_[place.bin++];
    return place.bin;
  }

  [[nodiscard]] Windows make_windows() {
    if (out_of_bounds_ > total_ && times_s_.size() >= fewest_forecast_from) return forecast();
    const bool says_nothing = total_ == 0 || out_of_bounds_ > total_ || varies_little();
    if (says_nothing) return {.unloaded = {}, .kept = policy_.range};
    const auto bin_ns = static_cast<double>(policy_.bin.ns);
    const double head = static_cast<double>(bin_at(policy_.head.share, head_)) * bin_ns * (1 - policy_.margin.share);
    const double tail =
        static_cast<double>(bin_at(policy_.tail.share, tail_) + 1) * bin_ns * (1 + policy_.margin.share);
    return {.unloaded = Duration::from_ns(head), .kept = Duration::from_ns(tail - head)};
  }

  void remember(Duration idle);
  [[nodiscard]] Windows forecast() const;

  // Idle times: of one or two nobody knows whether they return; a hundred, the latest, are of two weeks or more.
  static constexpr std::size_t fewest_forecast_from = 3;
  static constexpr std::size_t most_forecast_from = 100;

  HybridHistogramKeepAlive policy_;
  double least_squares_;
  std::vector<std::uint32_t> counts_;  // made with the first idle time: most functions of a trace have few
  std::int64_t total_ = 0;
  std::int64_t out_of_bounds_ = 0;
  std::vector<double> times_s_;  // from the first one that is out of bounds: no other functions need any
  double squares_ = 0;
  Place head_;
  Place tail_;
  bool uncounted_ = false;  // the latest
  Duration latest_{};
  std::size_t latest_bin_ = 0;
  Windows windows_{.unloaded = {}, .kept = policy_.range};
};

}  // namespace twostep::models
