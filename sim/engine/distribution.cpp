#include "sim/engine/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <utility>

#include <boost/math/special_functions/gamma.hpp>

#include "sim/engine/exp_log.hpp"
#include "sim/engine/exponential.hpp"
#include "sim/engine/normal_quantile.hpp"
#include "sim/engine/widest.hpp"

// What a_ to d_ hold, so that one sample is a few multiplications and at most two transcendental functions:
//   constant          a value
//   uniform           a low                       b high - low
//   exponential       a mean
//   lognormal         a mean of the logarithm     b standard deviation of the logarithm
//   gamma             a shape                     b scale
//   weibull           a scale                     b 1 / shape
//   pareto            a minimum                   b 1 / shape
//   truncated_normal  a mean of the parent        b its standard deviation, negative when mirrored
//                     c probability (of the parent, mirrored or not) at probability 0, d the rest up to probability 1
// and bounds_ of the truncated normal.

namespace twostep::engine {

namespace {

void require(bool holds, const char* sentence) {
  if (!holds) throw std::invalid_argument(sentence);
}

bool is_positive(double x) { return std::isfinite(x) && x > 0; }

double standard_exponential_at(double p) { return p < 1 ? exponential_quantile(p) : HUGE_VAL; }
double lognormal_at(double log_mean, double log_sd, double p) {
  return fast_exp(log_mean + log_sd * standard_normal_quantile(p));
}

// Instead of uniform samples.
TWOSTEP_WIDEST void sample_lognormal(std::span<double> samples, double log_mean, double log_sd) {
  std::array<double, 64> normal;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled below
  while (!samples.empty()) {
    const std::span<double> some = samples.first(std::min(samples.size(), normal.size()));
    standard_normal_quantiles(some, normal);
    for (std::size_t i = 0; i < some.size(); ++i) some[i] = fast_exp(log_mean + log_sd * normal[i]);
    samples = samples.subspan(some.size());
  }
}

// Without Boost's promotion to long double, which costs a factor of three for digits that nobody samples.
double gamma_quantile(double shape, double p) {
  using namespace boost::math::policies;
  return boost::math::gamma_p_inv(shape, p, policy<promote_double<false>>());
}

double normal_upper_tail(double z) { return 0.5 * std::erfc(z * M_SQRT1_2); }
double normal_density(double z) { return std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI); }

double empirical_quantile(const std::vector<Quantile>& table, double probability) {
  const auto above = std::upper_bound(table.begin(), table.end(), probability,
                                      [](double p, const Quantile& q) { return p < q.probability; });
  if (above == table.end()) return table.back().value;
  const Quantile& high = *above;
  const Quantile& low = *(above - 1);
  const double share = (probability - low.probability) / (high.probability - low.probability);
  return low.value + share * (high.value - low.value);
}

double empirical_mean(const std::vector<Quantile>& table) {
  double sum = 0;
  for (std::size_t i = 1; i < table.size(); ++i) {
    sum += (table[i].probability - table[i - 1].probability) * 0.5 * (table[i].value + table[i - 1].value);
  }
  return sum;
}

}  // namespace

Distribution Distribution::constant(double value) {
  require(std::isfinite(value) && value >= 0, "a constant must be a finite number and not negative");
  Distribution d;
  d.a_ = value;
  return d;
}

Distribution Distribution::uniform(double low, double high) {
  require(std::isfinite(low) && low >= 0, "a uniform distribution needs a low end that is not negative");
  require(std::isfinite(high) && high > low, "a uniform distribution needs a high end above its low end");
  Distribution d;
  d.family_ = Family::uniform;
  d.a_ = low;
  d.b_ = high - low;
  return d;
}

Distribution Distribution::exponential(double mean) {
  require(is_positive(mean), "an exponential distribution needs a positive mean");
  Distribution d;
  d.family_ = Family::exponential;
  d.a_ = mean;
  return d;
}

Distribution Distribution::lognormal_by_mean_sd(double mean, double sd) {
  require(is_positive(mean), "a lognormal distribution needs a positive mean");
  require(is_positive(sd), "a lognormal distribution needs a positive standard deviation");
  const double variance_of_log = std::log1p((sd / mean) * (sd / mean));
  Distribution d;
  d.family_ = Family::lognormal;
  d.a_ = std::log(mean) - 0.5 * variance_of_log;
  d.b_ = std::sqrt(variance_of_log);
  return d;
}

Distribution Distribution::lognormal_by_median_p99(double median, double p99) {
  require(is_positive(median), "a lognormal distribution needs a positive median");
  require(std::isfinite(p99) && p99 > median, "a lognormal distribution needs a p99 above its median");
  Distribution d;
  d.family_ = Family::lognormal;
  d.a_ = std::log(median);
  d.b_ = std::log(p99 / median) / standard_normal_quantile(0.99);
  return d;
}

Distribution Distribution::gamma(double mean, double sd) {
  require(is_positive(mean), "a gamma distribution needs a positive mean");
  require(is_positive(sd), "a gamma distribution needs a positive standard deviation");
  Distribution d;
  d.family_ = Family::gamma;
  d.a_ = (mean / sd) * (mean / sd);
  d.b_ = sd * (sd / mean);
  return d;
}

Distribution Distribution::weibull(double scale, double shape) {
  require(is_positive(scale), "a Weibull distribution needs a positive scale");
  require(is_positive(shape), "a Weibull distribution needs a positive shape");
  Distribution d;
  d.family_ = Family::weibull;
  d.a_ = scale;
  d.b_ = 1 / shape;
  return d;
}

Distribution Distribution::pareto(double minimum, double shape) {
  require(is_positive(minimum), "a Pareto distribution needs a positive minimum");
  require(is_positive(shape), "a Pareto distribution needs a positive shape");
  Distribution d;
  d.family_ = Family::pareto;
  d.a_ = minimum;
  d.b_ = 1 / shape;
  return d;
}

Distribution Distribution::truncated_normal(double mean, double sd, double low, double high) {
  require(std::isfinite(mean), "a truncated normal distribution needs a finite mean");
  require(is_positive(sd), "a truncated normal distribution needs a positive standard deviation");
  require(std::isfinite(low) && low >= 0, "a truncated normal distribution needs a low end that is not negative");
  require(high > low, "a truncated normal distribution needs a high end above its low end");
  Distribution d;
  d.family_ = Family::truncated_normal;
  d.a_ = mean;
  d.bounds_ = {low, high};
  // Probabilities are kept from the tail that the interval lies in: differences of numbers near 1 would lose it.
  if (low > mean) {
    d.b_ = -sd;
    d.c_ = normal_upper_tail((low - mean) / sd);
    d.d_ = normal_upper_tail((high - mean) / sd) - d.c_;
  } else {
    d.b_ = sd;
    d.c_ = normal_upper_tail((mean - low) / sd);
    d.d_ = normal_upper_tail((mean - high) / sd) - d.c_;
  }
  require(std::fabs(d.d_) > 1e-280,
          "a truncated normal distribution needs an interval that its normal distribution reaches");
  return d;
}

Distribution Distribution::empirical(std::vector<Quantile> quantiles) {
  require(quantiles.size() >= 2, "an empirical distribution needs at least two quantiles");
  require(quantiles.front().probability == 0 && quantiles.back().probability == 1,
          "an empirical distribution needs the quantiles of probability 0 and 1");
  require(std::isfinite(quantiles.front().value) && quantiles.front().value >= 0,
          "an empirical distribution needs values that are not negative");
  for (std::size_t i = 1; i < quantiles.size(); ++i) {
    require(quantiles[i].probability > quantiles[i - 1].probability,
            "the probabilities of an empirical distribution must rise");
    require(std::isfinite(quantiles[i].value) && quantiles[i].value >= quantiles[i - 1].value,
            "the values of an empirical distribution must be finite and not fall");
  }
  Distribution d;
  d.family_ = Family::empirical;
  d.quantiles_ = std::move(quantiles);
  return d;
}

double Distribution::quantile(double probability) const {
  switch (family_) {
    case Family::constant:
      return a_;
    case Family::uniform:
      return a_ + b_ * probability;
    case Family::exponential:
      return a_ * standard_exponential_at(probability);
    case Family::lognormal:
      return lognormal_at(a_, b_, probability);
    case Family::gamma:
      return b_ * gamma_quantile(a_, probability);
    case Family::weibull:
      return a_ * std::pow(standard_exponential_at(probability), b_);
    case Family::pareto:
      return a_ * fast_exp(b_ * standard_exponential_at(probability));
    case Family::truncated_normal:
      return std::clamp(a_ + b_ * standard_normal_quantile(c_ + d_ * probability), bounds_.low, bounds_.high);
    case Family::empirical:
      return empirical_quantile(quantiles_, probability);
  }
  return a_;
}

void Distribution::sample(RandomStream& stream, std::span<double> samples) const {
  if (is_constant()) {
    std::ranges::fill(samples, a_);
    return;
  }
  stream.next_uniforms(samples);
  // The families that models use most have a loop each, without the choice of family in it.
  switch (family_) {
    case Family::exponential:
      exponential_quantiles(samples, a_);
      return;
    case Family::lognormal:
      sample_lognormal(samples, a_, b_);
      return;
    default:
      for (double& sample : samples) sample = quantile(sample);
  }
}

double Distribution::mean() const {
  switch (family_) {
    case Family::constant:
    case Family::exponential:
      return a_;
    case Family::uniform:
      return a_ + 0.5 * b_;
    case Family::lognormal:
      return std::exp(a_ + 0.5 * b_ * b_);
    case Family::gamma:
      return a_ * b_;
    case Family::weibull:
      return a_ * std::tgamma(1 + b_);
    case Family::pareto:
      if (a_ == 0) return 0;
      return b_ < 1 ? a_ / (1 - b_) : HUGE_VAL;
    case Family::truncated_normal: {
      if (b_ == 0) return a_;
      const double sd = std::fabs(b_);
      const double low = normal_density((bounds_.low - a_) / sd);
      const double high = normal_density((bounds_.high - a_) / sd);
      return a_ + sd * (low - high) / std::fabs(d_);
    }
    case Family::empirical:
      return empirical_mean(quantiles_);
  }
  return a_;
}

Distribution Distribution::scaled(double factor) const {
  require(std::isfinite(factor) && factor >= 0,
          "a distribution can be scaled only by a finite factor that is not negative");
  Distribution d = *this;
  switch (family_) {
    case Family::constant:
    case Family::exponential:
    case Family::weibull:
    case Family::pareto:
      d.a_ *= factor;
      break;
    case Family::uniform:
      d.a_ *= factor;
      d.b_ *= factor;
      break;
    case Family::lognormal:
      d.a_ += std::log(factor);  // minus infinity for 0, whose exponential is 0
      break;
    case Family::gamma:
      d.b_ *= factor;
      break;
    case Family::truncated_normal:
      d.a_ *= factor;
      d.b_ *= factor;
      d.bounds_.low *= factor;
      d.bounds_.high = factor == 0 ? 0 : d.bounds_.high * factor;
      break;
    case Family::empirical:
      for (Quantile& q : d.quantiles_) q.value *= factor;
      break;
  }
  return d;
}

}  // namespace twostep::engine
