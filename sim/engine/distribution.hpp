// Distribution: a non-negative random quantity, by family and parameters, sampled without a virtual call.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/engine/random_stream.hpp"

namespace twostep::engine {

enum class Family : std::uint8_t {
  constant,
  uniform,
  exponential,
  lognormal,
  gamma,
  weibull,
  pareto,
  truncated_normal,
  empirical
};

// A quantile of an empirical distribution: P(X <= value) = probability.
struct Quantile {
  double probability;
  double value;
};

// Values are in whatever base unit the caller uses (nanoseconds, bytes, vCPU-nanoseconds). Every factory throws
// std::invalid_argument with a sentence when its parameters describe no distribution.
class Distribution {
 public:
  static Distribution constant(double value);
  static Distribution uniform(double low, double high);
  static Distribution exponential(double mean);
  static Distribution lognormal_by_mean_sd(double mean, double sd);
  static Distribution lognormal_by_median_p99(double median, double p99);
  static Distribution gamma(double mean, double sd);
  static Distribution weibull(double scale, double shape);
  static Distribution pareto(double minimum, double shape);  // type I; mean is infinite for shape <= 1
  static Distribution truncated_normal(double mean, double sd, double low,
                                       double high);  // parameters of the parent normal
  // Linear interpolation between quantiles; probabilities rise from 0 to 1, values do not fall.
  static Distribution empirical(std::vector<Quantile> quantiles);

  Distribution() = default;  // constant zero

  [[nodiscard]] bool is_constant() const { return family_ == Family::constant; }
  [[nodiscard]] bool is_zero() const { return is_constant() && a_ == 0; }
  [[nodiscard]] Family family() const { return family_; }
  // The mean; infinite where the distribution has none.
  [[nodiscard]] double mean() const;
  // The same distribution with every value multiplied by factor >= 0.
  [[nodiscard]] Distribution scaled(double factor) const;
  // P(X <= x) for tests and reports.
  [[nodiscard]] double quantile(double probability) const;

  // A constant takes nothing from the stream; every other family takes exactly one number (by its quantile function),
  // so that two variants that sample the same purpose stay in step.
  double sample(RandomStream& stream) const {
    return family_ == Family::constant ? a_ : quantile(stream.next_uniform());
  }
  // As many samples, in their order: none waits for the one before, as samples that are asked for one by one do.
  void sample(RandomStream& stream, std::span<double> samples) const;

 private:
  Family family_ = Family::constant;
  double a_ = 0, b_ = 0, c_ = 0, d_ = 0;  // by family; see distribution.cpp
  struct {
    double low = 0;
    double high = 0;
  } bounds_;
  std::vector<Quantile> quantiles_;
};

}  // namespace twostep::engine
