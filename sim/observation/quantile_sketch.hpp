// QuantileSketch: mean, spread and quantiles of any number of non-negative samples, in bounded memory, mergeable.
//
// Up to `exact_limit` samples are kept as they are and quantiles are exact (nearest rank: the smallest sample that at
// least p * count samples do not exceed). Beyond that, samples are counted in buckets of fixed relative width, as in
// DDSketch (Masson, Rim, Lee: "DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees",
// VLDB 2019), and a quantile is within `relative_error` of the exact nearest-rank one. Count, minimum and maximum are
// always exact.
//
// Buckets: each power of two is cut into 128 equal parts, so that a bucket's index is the exponent and the top 7 bits
// of the significand, read from the double's bits. A bucket [a, b) answers 2ab/(a+b), which is within (b-a)/(b+a) of
// all of it; with b - a = 2^e / 128 and a >= 2^e that is at most 1/257 = 0.39 %. Zero (and subnormals, below 2.3e-308)
// has its own bucket.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace twostep::observation {

class QuantileSketch {
 public:
  static constexpr double relative_error = 0.005;
  static constexpr std::size_t exact_limit = 4096;

  // A finite value >= 0 in any one unit; anything else throws std::invalid_argument and is not added.
  void add(double value) {
    // Negative, infinite and NaN values have indices that no bucket stands for, and so leave the fast path too.
    const std::uint64_t place = index_of(value) - first_index_;  // wraps when below the first one
    if (place < buckets_.size()) [[likely]] {
      ++buckets_[place];
      add_moments(value);
    } else {
      add_slowly(value);
    }
  }
  // As if every sample of `other` had been added: count, quantiles, min and max equal exactly, sum and sd to rounding.
  void merge(const QuantileSketch& other);

  [[nodiscard]] bool empty() const { return count() == 0; }
  [[nodiscard]] std::uint64_t count() const { return buckets_.empty() ? samples_.size() : count_; }
  [[nodiscard]] bool exact() const { return buckets_.empty(); }
  // Zero when there are no samples. Compensated: its relative error stays near 1e-16 for any number of samples.
  [[nodiscard]] double sum() const;
  // Sample standard deviation (divides by count - 1); zero for fewer than two samples.
  [[nodiscard]] double sd() const;
  // Each throws std::domain_error when there are no samples; p outside [0, 1] throws std::invalid_argument.
  [[nodiscard]] double mean() const;
  [[nodiscard]] double min() const;
  [[nodiscard]] double max() const;
  // Never decreases with p; quantile(0) is min() and quantile(1) is max(), exactly.
  [[nodiscard]] double quantile(double p) const;
  // The quantile of each, in one pass. Each must be at least the one before it: std::invalid_argument.
  [[nodiscard]] std::vector<double> quantiles(std::span<const double> rising) const;

  // The whole state; from_json(to_json()) equals it bit for bit. from_json throws nlohmann::json::exception or
  // std::invalid_argument on anything that to_json does not write.
  [[nodiscard]] nlohmann::json to_json() const;
  [[nodiscard]] static QuantileSketch from_json(const nlohmann::json& json);

 private:
  static constexpr int kept_bits = 7;
  static constexpr int dropped_bits = 52 - kept_bits;
  static constexpr std::uint64_t first_normal = std::uint64_t{1}
                                                << kept_bits;  // index of 2^-1022; below: zero, subnormals

  // What rounding took from high + value (Knuth's two-sum): summed beside the sum, it makes that exact to an ulp or so.
  [[nodiscard]] static double lost_in(double high, double value, double total) {
    const double part = total - high;
    return (high - (total - part)) + (value - part);
  }
  struct CompensatedSum {
    double high = 0;
    double lost = 0;
    void add(double value) {
      const double total = high + value;
      lost += lost_in(high, value, total);
      high = total;
    }
    [[nodiscard]] double value() const { return high + lost; }
  };

  [[nodiscard]] static std::uint64_t index_of(double value) {
    return std::bit_cast<std::uint64_t>(value) >> dropped_bits;
  }
  void add_moments(double value) {
    ++count_;
    const double total = sum_ + value;
    lost_ += lost_in(sum_, value, total);
    sum_ = total;
    const double deviation = value - centre_;
    squares_ += deviation * deviation;
    min_ = std::min(min_, value);
    max_ = std::max(max_, value);
  }
  void add_slowly(double value);
  void turn_into_buckets();
  void count_in_bucket(double value);
  void cover(std::uint64_t first, std::uint64_t last);
  void merge_buckets(const QuantileSketch& other);
  // Where a search for a rank stands: before which bucket, and how many samples are before that.
  struct Reached {
    std::size_t bucket = 0;
    std::uint64_t samples = 0;
  };
  [[nodiscard]] double value_at_rank(std::uint64_t rank, Reached& reached) const;

  std::vector<double> samples_;  // all of them, in order of arrival, while exact

  // Once past the limit; buckets_ is then not empty, and buckets_[i] counts the samples of bucket first_index_ + i.
  std::vector<std::uint64_t> buckets_;
  std::uint64_t first_index_ = 0;
  std::uint64_t zeros_ = 0;
  std::uint64_t count_ = 0;
  // Not sum_ beside lost_: gcc would store both at once, and the next sample's sum then waits for this one's lost part.
  double sum_ = 0;
  double centre_ = 0;  // mean of the first samples: squares are summed around it, so that nothing cancels
  double squares_ = 0;
  double min_ = 0;
  double lost_ = 0;
  double max_ = 0;
};

}  // namespace twostep::observation
