#include "sim/statistics/confidence.hpp"

#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

using twostep::statistics::confidence_interval;
using twostep::statistics::ConfidenceInterval;

TEST_CASE("a confidence interval is the mean plus and minus t standard errors") {
  // Values 1 to 5: mean 3, squares 4 + 1 + 0 + 1 + 4 = 10, sd = sqrt(10 / 4). Student's t with 4 degrees of freedom at
  // 0.975 is 2.776445 in any table.
  const ConfidenceInterval interval = confidence_interval(std::vector<double>{1, 2, 3, 4, 5});
  CHECK(interval.count == 5);
  CHECK(interval.mean == 3);
  CHECK(interval.sd == Approx(std::sqrt(2.5)).epsilon(1e-15));
  CHECK(interval.half_width == Approx(2.776445 * std::sqrt(2.5) / std::sqrt(5.0)).epsilon(1e-6));
  CHECK(interval.low() == 3 - interval.half_width);
  CHECK(interval.contains(3));
  CHECK(interval.contains(interval.high()));
  CHECK_FALSE(interval.contains(interval.high() + 1e-9));
}

TEST_CASE("a higher confidence makes a wider interval") {
  const std::vector<double> values{2, 4, 4, 5};
  CHECK(confidence_interval(values, 0.99).half_width > confidence_interval(values, 0.95).half_width);
}

TEST_CASE("95 % intervals hold the true mean in about 95 % of replications") {
  // 2,000 intervals from 10 normal values each: the share that holds the mean has a standard error of
  // sqrt(0.95 * 0.05 / 2000) = 0.0049; four of them on either side.
  std::mt19937_64 random(7);
  std::normal_distribution<double> normal(100, 15);
  int held = 0;
  for (int i = 0; i < 2'000; ++i) {
    std::vector<double> values(10);
    for (double& value : values) value = normal(random);
    held += confidence_interval(values).contains(100) ? 1 : 0;
  }
  CHECK(held / 2'000.0 == Approx(0.95).margin(4 * 0.0049));
}

TEST_CASE("a confidence interval needs two finite values and a confidence below one") {
  CHECK_THROWS_AS(confidence_interval(std::vector<double>{1}), std::invalid_argument);
  CHECK_THROWS_AS(confidence_interval(std::vector<double>{1, HUGE_VAL}), std::invalid_argument);
  CHECK_THROWS_AS(confidence_interval(std::vector<double>{1, 2}, 1.0), std::invalid_argument);
  CHECK_THROWS_AS(confidence_interval(std::vector<double>{1, 2}, 0.0), std::invalid_argument);
}
