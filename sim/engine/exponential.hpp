// The exponential distribution, by the quantile function and by its complement.
#pragma once

#include <span>

#include "sim/engine/exp_log.hpp"
#include "sim/engine/random_stream.hpp"

namespace twostep::engine {

// The value that is exceeded with probability `tail`, in (0, 1], of the distribution with mean 1.
inline double exponential_upper_quantile(double tail) { return -fast_log(tail); }

// The value below which the same distribution is with probability p, in [0, 1). What 1 - p has lost of p's digits is
// added as the first term of a Taylor series.
inline double exponential_quantile(double p) {
  const double tail = 1 - p;
  return exponential_upper_quantile(tail) - ((1 - tail) - p) / tail;
}

// One sample.
inline double sample_exponential(RandomStream& stream, double mean) {
  return mean * exponential_upper_quantile(stream.next_uniform());
}

// Of many, in the place of their probabilities.
void exponential_upper_quantiles(std::span<double> tails, double mean);
void exponential_quantiles(std::span<double> p, double mean);

}  // namespace twostep::engine
