// ConfidenceInterval: where the mean of independent, about normally distributed values lies, by Student's t.
#pragma once

#include <cstddef>
#include <span>

namespace twostep::statistics {

struct ConfidenceInterval {
  std::size_t count = 0;
  double mean = 0;
  double sd = 0;          // of the values: sample standard deviation, divides by count - 1
  double half_width = 0;  // t quantile * sd / sqrt(count)

  [[nodiscard]] double low() const { return mean - half_width; }
  [[nodiscard]] double high() const { return mean + half_width; }
  [[nodiscard]] bool contains(double value) const { return low() <= value && value <= high(); }
};

// Of the values of independent replications, in any one unit. Throws std::invalid_argument for fewer than two values, a
// value that is not finite, or a confidence outside (0, 1).
[[nodiscard]] ConfidenceInterval confidence_interval(std::span<const double> values, double confidence = 0.95);

}  // namespace twostep::statistics
