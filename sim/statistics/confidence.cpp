#include "sim/statistics/confidence.hpp"

#include <cmath>
#include <stdexcept>

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

}  // namespace twostep::statistics
