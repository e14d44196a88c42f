// HybridHistogram: a function's idle times, counted, and for how long they say it is to be unloaded and kept.
//
// Shahrad et al., "Serverless in the Wild", USENIX ATC 2020, section 4.2. An idle time runs from the end of the
// function's last invocation to the next one. After the last invocation the function is unloaded for the head quantile
// of its idle times, rounded down to a bin, then loaded and kept up to the tail quantile, rounded up; both widened by
// the margin. While the bins' counts vary little (or there are none) the histogram says nothing: then the function
// stays loaded for the histogram's whole range. Where most idle times are out of bounds, a forecast of the next one
// from those before it (ARIMA, see arima.hpp) takes the place of both quantiles, with a margin of its own on either
// side: of 5 h and 15 %, the function is unloaded for 4.25 h and kept for 1.5 h.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "models/faas/keep_alive_spec.hpp"

namespace twostep::models {

class HybridHistogram {
 public:
  struct Windows {
    Duration unloaded{};  // from the end of the last invocation; zero: it stays loaded
    Duration kept{};      // from then on
  };

  explicit HybridHistogram(const HybridHistogramKeepAlive& policy) : policy_(policy) {}

  void add(Duration idle) {
    if (counts_.empty()) counts_.resize(static_cast<std::size_t>(policy_.range.ns / policy_.bin.ns));
    const auto bin = static_cast<std::size_t>(idle.ns / policy_.bin.ns);
    if (bin >= counts_.size()) ++out_of_bounds_;
    if (out_of_bounds_ > 0 && policy_.forecast) remember(idle);
    if (bin < counts_.size()) {
      squares_ += 2.0 * counts_[bin] + 1;  // (n + 1)^2 - n^2
      ++counts_[bin];
      ++total_;
      if (bin < head_.bin) ++head_.before;
      if (bin < tail_.bin) ++tail_.before;
    }
    fresh_ = false;
  }

  [[nodiscard]] Windows windows() {
    if (!fresh_) windows_ = make_windows();
    fresh_ = true;
    return windows_;
  }

 private:
  // Standard deviation of the bins' counts over their mean.
  [[nodiscard]] double variation() const {
    const auto bins = static_cast<double>(counts_.size());
    const double mean = static_cast<double>(total_) / bins;
    return std::sqrt(std::max(0.0, squares_ / bins - mean * mean)) / mean;
  }

  // A bin, and how many idle times lie in those before it.
  struct Place {
    std::size_t bin = 0;
    std::int64_t before = 0;
  };

  // The first bin up to which a share of all idle times lies, from where it was the last time: it moves little.
  [[nodiscard]] std::size_t bin_at(double share, Place& place) const {
    const double all = static_cast<double>(total_);
    const auto rank = static_cast<std::int64_t>(std::clamp(std::ceil(share * all), 1.0, all));
    while (place.before >= rank) place.before -= counts_[--place.bin];
    while (place.before + counts_[place.bin] < rank) place.before += counts_[place.bin++];
    return place.bin;
  }

  [[nodiscard]] Windows make_windows() {
    if (out_of_bounds_ > total_ && times_s_.size() >= fewest_forecast_from) return forecast();
    const bool says_nothing = total_ == 0 || out_of_bounds_ > total_ || variation() < policy_.least_variation;
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
  std::vector<std::uint32_t> counts_;  // made with the first idle time: most functions of a trace have few
  std::int64_t total_ = 0;
  std::int64_t out_of_bounds_ = 0;
  std::vector<double> times_s_;  // from the first one that is out of bounds: no other functions need any
  double squares_ = 0;
  Place head_;
  Place tail_;
  bool fresh_ = true;
  Windows windows_{.unloaded = {}, .kept = policy_.range};
};

}  // namespace twostep::models
