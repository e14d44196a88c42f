#include "sim/statistics/confidence.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

#include <boost/math/distributions/students_t.hpp>

namespace twostep::statistics {

ConfidenceInterval confidence_interval(std::span<const double> values, double confidence) {
  if (values.size() < 2) throw std::invalid_argument("a confidence interval needs at least two values");
  if (!(confidence > 0.0 && confidence < 1.0)) throw std::invalid_argument("a confidence must be between 0 and 1");
  const auto count = static_cast<double>(values.size());
  double sum = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) throw std::invalid_argument("a confidence interval needs finite values");
    sum += value;
  }
  const double mean = sum / count;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const double sd = std::sqrt(squares / (count - 1));
  const boost::math::students_t student(count - 1);
  const double t = boost::math::quantile(boost::math::complement(student, (1.0 - confidence) / 2.0));
  return {.count = values.size(), .mean = mean, .sd = sd, .half_width = t * sd / std::sqrt(count)};
}

DifferenceInterval difference_of_means(std::span<const double> before, std::span<const double> after,
                                       double confidence) {
  const ConfidenceInterval first = confidence_interval(before, confidence);
  const ConfidenceInterval second = confidence_interval(after, confidence);
  const auto squared_error = [](const ConfidenceInterval& of) { return of.sd * of.sd / static_cast<double>(of.count); };
  const double error_before = squared_error(first);
  const double error_after = squared_error(second);
  const double squared = error_before + error_after;
  DifferenceInterval interval{.difference = second.mean - first.mean};
  if (squared == 0) return interval;
  const double freedom = squared * squared /
                         (error_before * error_before / static_cast<double>(first.count - 1) +
                          error_after * error_after / static_cast<double>(second.count - 1));
  const boost::math::students_t student(freedom);
  const double t = boost::math::quantile(boost::math::complement(student, (1.0 - confidence) / 2.0));
  interval.half_width = t * std::sqrt(squared);
  return interval;
}

DifferenceInterval difference_of_pairs(std::span<const double> before, std::span<const double> after,
                                       double confidence) {
  if (before.size() != after.size()) throw std::invalid_argument("pairs need as many values of one as of the other");
  std::vector<double> differences;
  differences.reserve(before.size());
  for (std::size_t i = 0; i < before.size(); ++i) differences.push_back(after[i] - before[i]);
  const ConfidenceInterval interval = confidence_interval(differences, confidence);
  return {.difference = interval.mean, .half_width = interval.half_width};
}

}  // namespace twostep::statistics
