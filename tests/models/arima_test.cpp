#include "models/faas/arima.hpp"

#include <cmath>
#include <functional>
#include <random>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using twostep::models::arima_forecast;

namespace {

std::vector<double> series_of(int length, const std::function<double(int)>& value) {
  std::vector<double> series;
  for (int i = 0; i < length; ++i) series.push_back(value(i));
  return series;
}

// Mean square of what a forecast from `length` values misses the next one by, over that of its innovation, which nobody
// can know: over 2,000 series with innovations of variance 1. `value` has the two values before (the later first), the
// innovation and the one before it.
double error_of_forecasts(int length, double (*value)(double, double, double, double)) {
  constexpr int series_count = 2000;
  constexpr int run_in = 50;
  std::mt19937_64 generator(1);
  std::normal_distribution<double> normal;
  double missed = 0;
  double unknowable = 0;
  for (int i = 0; i < series_count; ++i) {
    std::vector<double> series;
    double before = 0;
    double second_before = 0;
    double innovation_before = 0;
    for (int t = 0; t < run_in + length + 1; ++t) {
      const double innovation = normal(generator);
      const double next = value(before, second_before, innovation, innovation_before);
      second_before = std::exchange(before, next);
      innovation_before = innovation;
      if (t >= run_in) series.push_back(100 + next);
    }
    const double last = series.back();
    series.pop_back();
    missed += std::pow(arima_forecast(series) - last, 2);
    unknowable += std::pow(innovation_before, 2);  // of the last one
  }
  return missed / unknowable;
}

}  // namespace

TEST_CASE("what always was the same is forecast to be so again") {
  for (const int length : {1, 2, 3, 7, 8, 100}) CHECK(arima_forecast(series_of(length, [](int) { return 5.0; })) == 5);
}

TEST_CASE("what comes in turns is forecast in turn") {
  const auto in_turns = [](int i) { return i % 2 == 0 ? 5.0 : 7.0; };
  CHECK(arima_forecast(series_of(20, in_turns)) == Approx(5).epsilon(1e-9));
  CHECK(arima_forecast(series_of(21, in_turns)) == Approx(7).epsilon(1e-9));
}

TEST_CASE("a trend goes on") {
  // 5, 5.1 ... 6.9: the next is 7, and the mean 5.95.
  CHECK(arima_forecast(series_of(20, [](int i) { return 5 + 0.1 * i; })) == Approx(7).epsilon(1e-9));
}

TEST_CASE("of less than eight values around a level the forecast is their mean") {
  CHECK(arima_forecast(std::vector<double>{4, 6}) == 5);
  CHECK(arima_forecast(std::vector<double>{6, 4, 6, 4, 6, 4, 5}) == 5);
}

// The best forecast misses by the innovation alone: 1. The mean misses by the series' variance. Of 100 values each of
// the coefficients, at most four and the mean, costs 1/100, and so do those that are tried in vain.
TEST_CASE("the forecast of an autoregressive series is nearly the best") {
  // x = 0.6 x' + e has variance 1 / (1 - 0.36) = 1.56.
  const auto next = [](double before, double, double innovation, double) { return 0.6 * before + innovation; };
  CHECK(error_of_forecasts(100, next) < 1.1);
  CHECK(error_of_forecasts(30, next) < 1.3);
}

TEST_CASE("so is that of two values before") {
  // x = 0.5 x' - 0.4 x'' + e has variance 1.4 / (0.6 (1.4^2 - 0.5^2)) = 1.36.
  CHECK(error_of_forecasts(100, [](double before, double second, double innovation, double) {
          return 0.5 * before - 0.4 * second + innovation;
        }) < 1.1);
}

TEST_CASE("so is that of a moving average") {
  // x = e + 0.8 e' has variance 1 + 0.64.
  CHECK(error_of_forecasts(100, [](double, double, double innovation, double innovation_before) {
          return innovation + 0.8 * innovation_before;
        }) < 1.15);
}

TEST_CASE("nothing is read into chance") {
  // The mean of 100 values alone misses by 1 + 1/100.
  CHECK(error_of_forecasts(100, [](double, double, double innovation, double) { return innovation; }) < 1.1);
}

TEST_CASE("a random walk is forecast from where it stands") {
  // Its mean over 100 steps is far from there: by 100 / 3 in the mean square.
  CHECK(error_of_forecasts(100, [](double before, double, double innovation, double) { return before + innovation; }) <
        1.25);
}

TEST_CASE("every series has a forecast") {
  rc::prop("a number", [] {
    const auto series = *rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(
        rc::gen::map(rc::gen::inRange(0, 1'000'000), [](int ms) { return ms / 1000.0; })));
    RC_ASSERT(std::isfinite(arima_forecast(series)));
  });
}
