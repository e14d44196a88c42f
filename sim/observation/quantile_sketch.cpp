#include "sim/observation/quantile_sketch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "sim/observation/number_bytes.hpp"

namespace twostep::observation {

namespace {

// Index of the bucket after the last one: that of infinity.
constexpr std::uint64_t index_limit = std::uint64_t{2047} << 7;
constexpr double largest = std::numeric_limits<double>::max();

// The nearest rank, 1 to count. p * count is a whole number in the cases people check by hand (0.55 of 100), but its
// product in doubles may lie an ulp above; taking four ulps off keeps it from being rounded up to the next rank.
std::uint64_t nearest_rank(double p, std::uint64_t count) {
  const double product = p * static_cast<double>(count);
  const double rank = std::ceil(product * (1.0 - 4.0 * std::numeric_limits<double>::epsilon()));
  return std::clamp(static_cast<std::uint64_t>(rank), std::uint64_t{1}, count);
}

double checked(double sample) {
  if (sample >= 0.0 && sample <= largest) return sample + 0.0;  // makes -0.0 a plain zero
  throw std::invalid_argument("a sample must be finite and not negative, but is " + std::to_string(sample));
}

void require_share(double p) {
  if (!(p >= 0.0 && p <= 1.0)) throw std::invalid_argument("a quantile's p must be in [0, 1]");
}

}  // namespace

void QuantileSketch::add_slowly(double value) {
  value = checked(value);
  if (exact()) {
    if (samples_.size() < exact_limit) {
      if (samples_.empty()) samples_.reserve(exact_limit);  // memory that is not used takes none
      samples_.push_back(value);
      return;
    }
    turn_into_buckets();
  }
  if (const std::uint64_t index = index_of(value); index >= first_normal) cover(index, index);
  count_in_bucket(value);
  add_moments(value);
}

double QuantileSketch::sum() const {
  if (!exact()) return sum_ + lost_;
  CompensatedSum sum;
  for (const double sample : samples_) sum.add(sample);
  return sum.value();
}

double QuantileSketch::mean() const {
  if (empty()) throw std::domain_error("the mean of no samples");
  // Rounding must not carry the mean of equal samples past them.
  return std::clamp(sum() / static_cast<double>(count()), min(), max());
}

double QuantileSketch::sd() const {
  if (count() < 2 || min() == max()) return 0;
  const double mean_value = mean();
  const auto samples = static_cast<double>(count());
  if (!exact()) {
    const double offset = mean_value - centre_;
    return std::sqrt(std::max(0.0, squares_ - samples * offset * offset) / (samples - 1));
  }
  CompensatedSum squares;
  for (const double sample : samples_) squares.add((sample - mean_value) * (sample - mean_value));
  return std::sqrt(squares.value() / (samples - 1));
}

double QuantileSketch::min() const {
  if (empty()) throw std::domain_error("the minimum of no samples");
  return exact() ? *std::ranges::min_element(samples_) : min_;
}

double QuantileSketch::max() const {
  if (empty()) throw std::domain_error("the maximum of no samples");
  return exact() ? *std::ranges::max_element(samples_) : max_;
}

double QuantileSketch::quantile(double p) const {
  require_share(p);
  if (empty()) throw std::domain_error("a quantile of no samples");
  const std::uint64_t rank = nearest_rank(p, count());
  if (!exact()) {
    Reached reached{.samples = zeros_};
    return value_at_rank(rank, reached);
  }
  std::vector<double> ordered = samples_;
  const auto wanted = ordered.begin() + static_cast<std::ptrdiff_t>(rank - 1);
  std::ranges::nth_element(ordered, wanted);
  return *wanted;
}

std::vector<double> QuantileSketch::quantiles(std::span<const double> rising) const {
  std::ranges::for_each(rising, require_share);
  if (!std::ranges::is_sorted(rising)) throw std::invalid_argument("quantiles must be asked for in rising order");
  if (empty()) throw std::domain_error("quantiles of no samples");
  std::vector<double> ordered = samples_;
  std::ranges::sort(ordered);
  Reached reached{.samples = zeros_};
  std::vector<double> values;
  for (const double p : rising) {
    const std::uint64_t rank = nearest_rank(p, count());
    values.push_back(exact() ? ordered[rank - 1] : value_at_rank(rank, reached));
  }
  return values;
}

double QuantileSketch::value_at_rank(std::uint64_t rank, Reached& reached) const {
  if (rank == 1) return min_;
  if (rank == count_) return max_;
  if (rank <= zeros_) return min_;
  // Many buckets at a time, as far as it is not among them.
  constexpr std::ptrdiff_t many = 16;
  for (auto from = buckets_.begin() + static_cast<std::ptrdiff_t>(reached.bucket); buckets_.end() - from >= many;) {
    const std::uint64_t samples = std::accumulate(from, from + many, reached.samples);
    if (rank <= samples) break;
    reached = {.bucket = reached.bucket + many, .samples = samples};
    from += many;
  }
  for (; reached.bucket < buckets_.size(); reached.samples += buckets_[reached.bucket++]) {
    if (rank > reached.samples + buckets_[reached.bucket]) continue;
    const std::uint64_t index = first_index_ + reached.bucket;
    const double low = std::bit_cast<double>(index << dropped_bits);
    const double high = index + 1 == index_limit ? largest : std::bit_cast<double>((index + 1) << dropped_bits);
    return std::clamp(low * (2.0 * (high / (low + high))), min_, max_);
  }
  return max_;
}

void QuantileSketch::turn_into_buckets() {
  const std::vector<double> samples = std::exchange(samples_, {});
  const auto [low, high] = std::ranges::minmax(samples);
  min_ = low;
  max_ = high;
  count_ = samples.size();
  CompensatedSum sum;
  for (const double sample : samples) sum.add(sample);
  sum_ = sum.high;
  lost_ = sum.lost;
  centre_ = sum.value() / static_cast<double>(count_);
  cover(std::max(index_of(low), first_normal), std::max(index_of(high), first_normal));
  for (const double sample : samples) {
    count_in_bucket(sample);
    squares_ += (sample - centre_) * (sample - centre_);
  }
}

// Requires that its bucket is covered.
void QuantileSketch::count_in_bucket(double value) {
  const std::uint64_t index = index_of(value);
  ++(index < first_normal ? zeros_ : buckets_[index - first_index_]);
}

// Makes room for buckets `first` to `last`, with half an octave to spare on the side that grows.
void QuantileSketch::cover(std::uint64_t first, std::uint64_t last) {
  constexpr std::uint64_t spare = 64;
  if (buckets_.empty()) {
    first_index_ = first;
    buckets_.assign(last - first + 1, 0);
  }
  if (first < first_index_) {
    const std::uint64_t new_first = first > first_normal + spare ? first - spare : first_normal;
    buckets_.insert(buckets_.begin(), first_index_ - new_first, 0);
    first_index_ = new_first;
  }
  if (last >= first_index_ + buckets_.size()) {
    buckets_.resize(std::min(last + spare, index_limit - 1) - first_index_ + 1, 0);
  }
}

void QuantileSketch::merge(const QuantileSketch& other) {
  if (&other == this) {
    merge(QuantileSketch(other));
  } else if (other.exact()) {
    for (const double sample : other.samples_) add(sample);
  } else if (exact()) {
    const std::vector<double> samples = std::exchange(samples_, {});
    *this = other;
    for (const double sample : samples) add(sample);
  } else {
    merge_buckets(other);
  }
}

void QuantileSketch::merge_buckets(const QuantileSketch& other) {
  cover(other.first_index_, other.first_index_ + other.buckets_.size() - 1);
  for (std::size_t i = 0; i < other.buckets_.size(); ++i) {
    buckets_[other.first_index_ + i - first_index_] += other.buckets_[i];
  }
  // Sum of (x - c)^2 from the sum of (x - o)^2: add 2 (o - c) sum(x - o) + n (o - c)^2.
  const auto samples = static_cast<double>(other.count_);
  const double shift = other.centre_ - centre_;
  const double deviations = (other.sum_ - samples * other.centre_) + other.lost_;
  squares_ += other.squares_ + shift * (2.0 * deviations + samples * shift);
  CompensatedSum both{sum_, lost_ + other.lost_};
  both.add(other.sum_);
  sum_ = both.high;
  lost_ = both.lost;
  zeros_ += other.zeros_;
  count_ += other.count_;
  min_ = std::min(min_, other.min_);
  max_ = std::max(max_, other.max_);
}

nlohmann::json QuantileSketch::to_json() const {
  if (exact()) return {{"samples", bytes_of(samples_)}};
  return {{"buckets", bytes_of(buckets_)},
          {"first_index", first_index_},
          {"zeros", zeros_},
          {"count", count_},
          {"min", min_},
          {"max", max_},
          {"centre", centre_},
          {"squares", squares_},
          {"sum", {sum_, lost_}}};
}

QuantileSketch QuantileSketch::from_json(const nlohmann::json& json) {
  QuantileSketch sketch;
  if (json.contains("samples")) {
    sketch.samples_ = numbers_of<double>(json.at("samples"));
    if (sketch.samples_.size() > exact_limit) throw std::invalid_argument("a sketch with too many exact samples");
    for (double& sample : sketch.samples_) sample = checked(sample);
    return sketch;
  }
  sketch.buckets_ = numbers_of<std::uint64_t>(json.at("buckets"));
  json.at("first_index").get_to(sketch.first_index_);
  json.at("zeros").get_to(sketch.zeros_);
  json.at("count").get_to(sketch.count_);
  json.at("min").get_to(sketch.min_);
  json.at("max").get_to(sketch.max_);
  json.at("centre").get_to(sketch.centre_);
  json.at("squares").get_to(sketch.squares_);
  json.at("sum").at(0).get_to(sketch.sum_);
  json.at("sum").at(1).get_to(sketch.lost_);
  const std::uint64_t counted = std::accumulate(sketch.buckets_.begin(), sketch.buckets_.end(), sketch.zeros_);
  if (sketch.buckets_.empty() || counted != sketch.count_ || sketch.first_index_ < first_normal ||
      sketch.first_index_ >= index_limit || sketch.buckets_.size() > index_limit - sketch.first_index_) {
    throw std::invalid_argument("a sketch whose buckets do not fit its count");
  }
  return sketch;
}

}  // namespace twostep::observation
