#include "models/faas/arima.hpp"

#include <algorithm>
#include <cmath>

#include <Eigen/QR>

#include "sim/engine/exp_log.hpp"

namespace twostep::models {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr Index most_lags = 2;                     // of the values, and of the innovations
using Lags = Eigen::Matrix<double, most_lags, 1>;  // the latest first
constexpr Index most_long_lags = 10;               // of the regression that leaves the innovations

bool varies_around_a_level(const VectorXd& series) {
  constexpr double critical = 0.463;
  const Index n = series.size();
  const VectorXd residuals = series.array() - series.mean();
  const auto lags = static_cast<Index>(4 * std::sqrt(std::sqrt(static_cast<double>(n) / 100)));
  double variance = residuals.squaredNorm();
  for (Index lag = 1; lag <= std::min(lags, n - 1); ++lag) {
    const double weight = 1 - static_cast<double>(lag) / static_cast<double>(lags + 1);
    variance += 2 * weight * residuals.tail(n - lag).dot(residuals.head(n - lag));
  }
  double sum = 0;
  double squares = 0;
  for (const double residual : residuals) {
    sum += residual;
    squares += sum * sum;
  }
  return squares <= critical * static_cast<double>(n) * variance;
}

// Rows `from` and later of the `lags` values before each.
MatrixXd values_before(const VectorXd& series, Index from, Index lags) {
  MatrixXd before(series.size() - from, lags);
  for (Index lag = 1; lag <= lags; ++lag) before.col(lag - 1) = series.segment(from - lag, series.size() - from);
  return before;
}

// The part of each value that those before it do not tell; zero up to the first that has as many before it.
VectorXd innovations(const VectorXd& values, Index long_lags) {
  const MatrixXd before = values_before(values, long_lags, long_lags);
  VectorXd rest = VectorXd::Zero(values.size());
  const VectorXd after = values.tail(before.rows());
  rest.tail(before.rows()) = after - before * before.colPivHouseholderQr().solve(after);
  return rest;
}

struct Arma {
  Lags of_values = Lags::Zero();
  Lags of_innovations = Lags::Zero();

  // Whether x(t) = a x(t-1) + b x(t-2) stays bounded: it swings at most.
  [[nodiscard]] static bool stays_bounded(double a, double b) {
    constexpr double most = 1 + 1e-9;
    return std::abs(b) <= most && b + a <= most && b - a <= most;
  }
  [[nodiscard]] bool explodes() const {
    return !stays_bounded(of_values[0], of_values[1]) || !stays_bounded(-of_innovations[0], -of_innovations[1]);
  }

  [[nodiscard]] double next(const VectorXd& values) const {
    Lags last_values = Lags::Zero();
    Lags last_innovations = Lags::Zero();
    double expected = 0;
    for (const double value : values) {
      last_values = {value, last_values[0]};
      last_innovations = {value - expected, last_innovations[0]};
      expected = of_values.dot(last_values) + of_innovations.dot(last_innovations);
    }
    return expected;
  }
};

double corrected_aic(double squares, Index observations, Index coefficients) {
  const auto n = static_cast<double>(observations);
  const auto k = static_cast<double>(coefficients + 1);  // and the variance
  return n * engine::fast_log(squares / n) + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

Arma best_model(const VectorXd& values, Index long_lags) {
  const VectorXd rest = innovations(values, long_lags);
  const Index from = long_lags + most_lags;
  const Index observations = values.size() - from;
  const VectorXd wanted = values.tail(observations);
  const MatrixXd value_lags = values_before(values, from, most_lags);
  const MatrixXd innovation_lags = values_before(rest, from, most_lags);
  const double rounding = 1e-12 * wanted.squaredNorm();  // may leave that much
  Arma best;
  if (rounding <= 0) return best;
  double least = corrected_aic(wanted.squaredNorm(), observations, 0);
  for (Index p = 0; p <= most_lags; ++p) {
    for (Index q = 0; q <= most_lags; ++q) {
      if (p + q == 0 || observations < p + q + 3) continue;
      MatrixXd lags(observations, p + q);
      lags << value_lags.leftCols(p), innovation_lags.leftCols(q);
      const VectorXd coefficients = lags.colPivHouseholderQr().solve(wanted);
      Arma model;
      model.of_values.head(p) = coefficients.head(p);
      model.of_innovations.head(q) = coefficients.tail(q);
      const double left = std::max((wanted - lags * coefficients).squaredNorm(), rounding);
      const double criterion = corrected_aic(left, observations, p + q);
      if (criterion >= least || model.explodes()) continue;
      least = criterion;
      best = model;
    }
  }
  return best;
}

double forecast_around_mean(const VectorXd& series) {
  const double mean = series.mean();
  const Index long_lags = std::min(series.size() / 4, most_long_lags);
  if (long_lags < 2) return mean;
  const VectorXd values = series.array() - mean;
  return mean + best_model(values, long_lags).next(values);
}

}  // namespace

double arima_forecast(std::span<const double> series) {
  const VectorXd values = Eigen::Map<const VectorXd>(series.data(), static_cast<Index>(series.size()));
  const Index n = values.size();
  if (n < 3 || varies_around_a_level(values)) return forecast_around_mean(values);
  const VectorXd steps = values.tail(n - 1) - values.head(n - 1);
  return values[n - 1] + forecast_around_mean(steps);
}

}  // namespace twostep::models
