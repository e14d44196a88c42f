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

// How far the mean of one set of values lies above that of another, at a confidence.
struct DifferenceInterval {
  double difference = 0;  // mean of the second - mean of the first
  double half_width = 0;

  // Whether zero lies outside: then the difference is hardly chance.
  [[nodiscard]] bool is_significant() const { return difference - half_width > 0 || difference + half_width < 0; }
};

// Of independent replications, whose spreads may differ: Welch's t-interval with Satterthwaite's degrees of freedom
// (Welch, "The generalization of Student's problem", Biometrika 34, 1947). Throws as confidence_interval does.
[[nodiscard]] DifferenceInterval difference_of_means(std::span<const double> before, std::span<const double> after,
                                                     double confidence = 0.95);

// Of replications of which the i-th of both had the same random numbers: Student's t-interval of their differences.
// Throws as confidence_interval does, and when there are not as many of one as of the other.
[[nodiscard]] DifferenceInterval difference_of_pairs(std::span<const double> before, std::span<const double> after,
                                                     double confidence = 0.95);

}  // namespace twostep::statistics
