#include "sim/statistics/confidence.hpp"

#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

using twostep::statistics::confidence_interval;
using twostep::statistics::ConfidenceInterval;
using twostep::statistics::difference_of_means;
using twostep::statistics::difference_of_pairs;
using twostep::statistics::DifferenceInterval;

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

TEST_CASE("the difference of two means has Welch's interval") {
  // 1 to 5 (mean 3, variance 2.5) and 2, 4, ..., 12 (mean 7, variance 14): squared errors 0.5 and 14 / 6 = 2.3333,
  // together 2.8333; degrees of freedom 2.8333^2 / (0.5^2 / 4 + 2.3333^2 / 5) = 6.971, of which t at 0.975 is 2.36675.
  const DifferenceInterval interval =
      difference_of_means(std::vector<double>{1, 2, 3, 4, 5}, std::vector<double>{2, 4, 6, 8, 10, 12});
  CHECK(interval.difference == 4);
  CHECK(interval.half_width == Approx(2.36675 * std::sqrt(0.5 + 14.0 / 6)).epsilon(1e-4));
  CHECK(interval.is_significant());
  CHECK_FALSE(difference_of_means(std::vector<double>{1, 5}, std::vector<double>{2, 6}).is_significant());
}

TEST_CASE("pairs with the same random numbers tell a difference that means alone do not") {
  // The differences are 1, 1.1 and 0.9, each: mean 1, sd 0.1, t with 2 degrees of freedom 4.30265.
  const std::vector<double> before{10, 50, 90};
  const std::vector<double> after{11, 51.1, 90.9};
  const DifferenceInterval pairs = difference_of_pairs(before, after);
  CHECK(pairs.difference == Approx(1));
  CHECK(pairs.half_width == Approx(4.30265 * 0.1 / std::sqrt(3.0)).epsilon(1e-5));
  CHECK(pairs.is_significant());
  CHECK_FALSE(difference_of_means(before, after).is_significant());
  CHECK_THROWS_AS(difference_of_pairs(before, std::vector<double>{1, 2}), std::invalid_argument);
}

TEST_CASE("a difference without any spread is certain, and no difference is none") {
  CHECK(difference_of_means(std::vector<double>{1, 1}, std::vector<double>{2, 2}).is_significant());
  CHECK(difference_of_pairs(std::vector<double>{1, 1}, std::vector<double>{2, 2}).is_significant());
  CHECK_FALSE(difference_of_means(std::vector<double>{1, 1}, std::vector<double>{1, 1}).is_significant());
}
