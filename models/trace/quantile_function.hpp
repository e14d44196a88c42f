// QuantileFunction: a distribution known by some of its percentiles, on straight lines between them.
#pragma once

#include <array>
#include <cstddef>

namespace twostep::models {

// For N rising shares p[i] (0.25 is the 25th percentile) and values v[i] that do not fall: between p[i] and p[i+1] it
// is v[i] + (p - p[i]) / (p[i+1] - p[i]) * (v[i+1] - v[i]); below p[0] it is v[0], above p[N-1] it is v[N-1]. The
// value of a uniform random share is then distributed uniformly between neighbouring percentiles.
template <std::size_t N>
double quantile(const std::array<double, N>& shares, const std::array<double, N>& values, double share) {
  if (share <= shares[0]) return values[0];
  if (share > shares[N - 1]) return values[N - 1];
  // Counted, not searched for: where it lies is anybody's guess, a processor's too.
  std::size_t i = 1;
  for (std::size_t k = 1; k + 1 < N; ++k) i += share > shares[k] ? 1 : 0;
  const double part = (share - shares[i - 1]) / (shares[i] - shares[i - 1]);
  return values[i - 1] + part * (values[i] - values[i - 1]);
}

// The first value that is less than the one before it; 0 when they do not fall.
template <std::size_t N>
std::size_t first_fall(const std::array<double, N>& values) {
  for (std::size_t i = 1; i < N; ++i) {
    if (values[i] < values[i - 1]) return i;
  }
  return 0;
}

}  // namespace twostep::models
