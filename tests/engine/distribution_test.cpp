#include "sim/engine/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/math/distributions/exponential.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/pareto.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <catch2/catch.hpp>

#include "sim/engine/normal_quantile.hpp"

using namespace twostep::engine;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// A distribution of ours beside what theory, by Boost's own functions or by closed form, says of it.
struct Case {
  std::string name;
  Distribution ours;
  std::function<double(double)> cdf;
  double mean;
  double sd;
};

double truncated_cdf(double x, double mean, double sd, double low, double high) {
  const boost::math::normal parent(mean, sd);
  const double below = boost::math::cdf(parent, low);
  return (boost::math::cdf(parent, x) - below) / (boost::math::cdf(parent, high) - below);
}

template <class Theory>
std::function<double(double)> cdf_of(Theory theory) {
  return [theory](double x) { return boost::math::cdf(theory, x); };
}

std::vector<Case> continuous_cases() {
  const double log_variance = std::log(1 + 0.25);  // of the lognormal with mean 2 and sd 1: ln(1 + (sd / mean)^2)
  // p99 / median = 10, and the standard normal's 0.99 quantile is 2.3263478740408408.
  const double log_sd = std::log(10.0) / 2.3263478740408408;
  // Truncation at equal distances on both sides leaves the mean; the variance factor is 1 - 2 z phi(z) / (2 Phi(z) -
  // 1), which for z = 1 is 1 - 0.4839414490 / 0.6826894921 = 0.2911250947.
  const double truncated_sd = 2 * std::sqrt(0.2911250947);
  return {
      {"uniform", Distribution::uniform(2, 6), [](double x) { return (x - 2) / 4; }, 4, 4 / std::sqrt(12.0)},
      {"exponential", Distribution::exponential(3), cdf_of(boost::math::exponential(1.0 / 3)), 3, 3},
      {"lognormal by mean and sd", Distribution::lognormal_by_mean_sd(2, 1),
       cdf_of(boost::math::lognormal(std::log(2) - log_variance / 2, std::sqrt(log_variance))), 2, 1},
      {"lognormal by median and p99", Distribution::lognormal_by_median_p99(5, 50),
       cdf_of(boost::math::lognormal(std::log(5), log_sd)), 5 * std::exp(log_sd * log_sd / 2),
       5 * std::exp(log_sd * log_sd / 2) * std::sqrt(std::expm1(log_sd * log_sd))},
      {"gamma", Distribution::gamma(6, 3), cdf_of(boost::math::gamma_distribution<>(4, 1.5)), 6, 3},
      {"gamma of shape below 1", Distribution::gamma(2, 4), cdf_of(boost::math::gamma_distribution<>(0.25, 8)), 2, 4},
      // mean = 4 Gamma(1.5) = 2 sqrt(pi), variance = 16 (Gamma(2) - Gamma(1.5)^2) = 16 (1 - pi / 4)
      {"weibull", Distribution::weibull(4, 2), cdf_of(boost::math::weibull(2, 4)), 2 * std::sqrt(M_PI),
       4 * std::sqrt(1 - M_PI / 4)},
      // mean = 5 * 2 / 4, variance = 2^2 * 5 / (4^2 * 3)
      {"pareto", Distribution::pareto(2, 5), cdf_of(boost::math::pareto(2, 5)), 2.5, std::sqrt(20.0 / 48)},
      {"truncated normal", Distribution::truncated_normal(10, 2, 8, 12),
       [](double x) { return truncated_cdf(x, 10, 2, 8, 12); }, 10, truncated_sd},
  };
}

struct Moments {
  double mean = 0;
  double sd = 0;
};

Moments moments(const std::vector<double>& values) {
  double sum = 0;
  for (const double v : values) sum += v;
  const double mean = sum / static_cast<double>(values.size());
  double squares = 0;
  for (const double v : values) squares += (v - mean) * (v - mean);
  return {mean, std::sqrt(squares / static_cast<double>(values.size() - 1))};
}

std::vector<double> samples(const Distribution& distribution, RandomStream stream, int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(distribution.sample(stream));
  return values;
}

}  // namespace

TEST_CASE("the standard normal quantile is Boost's to fifteen digits") {
  const boost::math::normal theory;
  for (int exponent = 1; exponent <= 1000; ++exponent) {
    const double p = std::pow(2.0, -exponent / 2.0) * 0.7;  // down to 1e-151
    const double expected = boost::math::quantile(theory, p);
    CHECK(standard_normal_quantile(p) == Approx(expected).epsilon(2e-15));
  }
  for (double p = 0.0005; p < 1; p += 0.001) {
    CHECK(standard_normal_quantile(p) == Approx(boost::math::quantile(theory, p)).epsilon(1e-14).margin(1e-16));
  }
  CHECK(standard_normal_quantile(0) == -infinity);
  CHECK(standard_normal_quantile(1) == infinity);
}

TEST_CASE("many standard normal quantiles at once are those of each, also in the tails and at their ends") {
  std::vector<double> shares = {0, 1, 0.075, 0.925, 1e-300, 1 - 1e-16};
  for (double p = 0.0005; p < 1; p += 0.001) shares.push_back(p);
  std::vector<double> quantiles(shares.size());
  standard_normal_quantiles(shares, quantiles);
  for (std::size_t i = 0; i < shares.size(); ++i) CHECK(quantiles[i] == standard_normal_quantile(shares[i]));
}

TEST_CASE("the quantile function inverts the distribution function") {
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    for (const double p : {1e-9, 0.001, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999999}) {
      CAPTURE(p);
      CHECK(c.cdf(c.ours.quantile(p)) == Approx(p).epsilon(1e-12).margin(1e-15));  // margin: rounding near a minimum
    }
  }
}

TEST_CASE("a gamma distribution of any shape has Boost's quantiles") {
  for (const double shape : {0.02, 0.5, 1.0, 3.0, 50.0, 1e4, 1e6}) {
    const auto ours = Distribution::gamma(shape, std::sqrt(shape));  // scale 1
    const boost::math::gamma_distribution<> theory(shape, 1);
    for (const double p : {1e-6, 0.01, 0.3, 0.5, 0.9, 0.999}) {
      CAPTURE(shape, p);
      CHECK(ours.quantile(p) == Approx(boost::math::quantile(theory, p)).epsilon(1e-10));
    }
  }
}

TEST_CASE("the mean is the distribution's") {
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    CHECK(c.ours.mean() == Approx(c.mean).epsilon(1e-12));
  }
}

TEST_CASE("sample means lie within four standard errors of theory") {
  // P(beyond 4 standard errors) = 6e-5 a case.
  constexpr int count = 200'000;
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    const Moments sampled = moments(samples(c.ours, {11, c.name}, count));
    CHECK(std::fabs(sampled.mean - c.mean) < 4 * c.sd / std::sqrt(count));
    // No bound for the sd in general (it needs the fourth moment): 10 % separates it from a wrong formula.
    CHECK(sampled.sd == Approx(c.sd).epsilon(0.10));
  }
}

TEST_CASE("as many samples lie below a quantile as should") {
  // The number below the p quantile is binomial: standard error sqrt(p (1 - p) / n); four of them.
  constexpr int count = 200'000;
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    auto probabilities = samples(c.ours, {12, c.name}, count);
    for (double& x : probabilities) x = c.cdf(x);
    for (const double p : {0.01, 0.1, 0.5, 0.9, 0.99}) {
      CAPTURE(p);
      const auto below = std::count_if(probabilities.begin(), probabilities.end(), [&](double x) { return x < p; });
      CHECK(std::fabs(static_cast<double>(below) / count - p) < 4 * std::sqrt(p * (1 - p) / count));
    }
  }
}

TEST_CASE("a constant is its value and takes nothing from the stream") {
  RandomStream stream(1, "constant");
  const auto five = Distribution::constant(5);
  CHECK(five.is_constant());
  CHECK(five.sample(stream) == 5);
  CHECK(five.mean() == 5);
  CHECK(stream.next_u64() == RandomStream(1, "constant").next_u64());
  CHECK(Distribution{}.mean() == 0);
}

TEST_CASE("every other family takes exactly one number from the stream") {
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    RandomStream sampled(1, "one number");
    RandomStream counted(1, "one number");
    CHECK(c.ours.sample(sampled) == c.ours.quantile(counted.next_uniform()));
    CHECK(sampled.next_u64() == counted.next_u64());
  }
}

TEST_CASE("samples that are drawn together are those that come one by one") {
  std::vector<Case> all = continuous_cases();
  all.push_back({"constant", Distribution::constant(7), {}, 7, 0});
  for (const Case& c : all) {
    CAPTURE(c.name);
    RandomStream together(1, "samples");
    RandomStream one_by_one = together;
    std::vector<double> drawn(101);
    c.ours.sample(together, drawn);
    for (const double sample : drawn) CHECK(sample == c.ours.sample(one_by_one));
    CHECK(together.next_u64() == one_by_one.next_u64());
  }
}

TEST_CASE("an empirical distribution goes straight from quantile to quantile") {
  const auto measured = Distribution::empirical({{0, 10}, {0.5, 20}, {0.9, 30}, {1, 130}});
  CHECK(measured.quantile(0) == 10);
  CHECK(measured.quantile(0.25) == 15);
  CHECK(measured.quantile(0.5) == 20);
  CHECK(measured.quantile(0.7) == Approx(25).epsilon(1e-15));
  CHECK(measured.quantile(0.95) == Approx(80).epsilon(1e-15));
  CHECK(measured.quantile(1) == 130);
  CHECK(measured.mean() == Approx(0.5 * 15 + 0.4 * 25 + 0.1 * 80).epsilon(1e-15));
}

TEST_CASE("an empirical distribution may stay at a value") {
  const auto measured = Distribution::empirical({{0, 10}, {0.5, 10}, {1, 20}});
  CHECK(measured.quantile(0.3) == 10);
  CHECK(measured.mean() == 12.5);  // 0.5 * 10 + 0.5 * 15
}

TEST_CASE("a truncated normal stays within its bounds, however far in a tail they lie") {
  // By the asymptotic series of the normal tail, beyond z the excess has mean about 1 / z: here sd / 30.
  const auto tail = Distribution::truncated_normal(0, 1, 30, infinity);
  CHECK(tail.quantile(1e-12) >= 30);
  CHECK(tail.quantile(1 - 1e-12) < 31);
  CHECK(tail.mean() == Approx(30 + 1.0 / 30).epsilon(1e-4));
  // Far below its mean the normal rises towards the high end.
  const auto low_tail = Distribution::truncated_normal(100, 1, 0, 70);
  CHECK(low_tail.quantile(0.5) == Approx(70 - std::log(2.0) / 30).epsilon(1e-4));
  CHECK(low_tail.quantile(1 - 1e-15) <= 70);
  // Half of a normal: mean sd * sqrt(2 / pi).
  CHECK(Distribution::truncated_normal(0, 3, 0, infinity).mean() == Approx(3 * std::sqrt(2 / M_PI)).epsilon(1e-12));
}

TEST_CASE("a Pareto distribution of shape 1 or less has an infinite mean") {
  CHECK(Distribution::pareto(1, 1).mean() == infinity);
  CHECK(Distribution::pareto(1, 0.5).mean() == infinity);
  CHECK(Distribution::pareto(1, 2).mean() == 2);
}

TEST_CASE("a scaled distribution has every quantile and the mean multiplied") {
  auto cases = continuous_cases();
  cases.push_back({"constant", Distribution::constant(5), {}, 5, 0});
  cases.push_back({"empirical", Distribution::empirical({{0, 1}, {0.3, 2}, {1, 9}}), {}, 0, 0});
  for (const Case& c : cases) {
    CAPTURE(c.name);
    for (const double factor : {0.25, 3.0}) {
      const Distribution scaled = c.ours.scaled(factor);
      CHECK(scaled.family() == c.ours.family());
      CHECK(scaled.mean() == Approx(factor * c.ours.mean()).epsilon(1e-13));
      for (const double p : {0.01, 0.5, 0.99}) {
        CHECK(scaled.quantile(p) == Approx(factor * c.ours.quantile(p)).epsilon(1e-13));
      }
    }
  }
}

TEST_CASE("a distribution scaled by zero is zero and still takes its number from the stream") {
  for (const Case& c : continuous_cases()) {
    CAPTURE(c.name);
    const Distribution nothing = c.ours.scaled(0);
    RandomStream stream(1, "scaled");
    CHECK(nothing.sample(stream) == 0);
    CHECK(nothing.mean() == 0);
    RandomStream moved(1, "scaled");
    moved.next_u64();
    CHECK(stream.next_u64() == moved.next_u64());
  }
}

TEST_CASE("parameters that describe no distribution are refused") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<std::function<Distribution()>> wrong = {
      [] { return Distribution::constant(-1); },
      [] { return Distribution::constant(infinity); },
      [=] { return Distribution::constant(nan); },
      [] { return Distribution::uniform(3, 3); },
      [] { return Distribution::uniform(-1, 3); },
      [] { return Distribution::uniform(1, infinity); },
      [] { return Distribution::exponential(0); },
      [=] { return Distribution::exponential(nan); },
      [] { return Distribution::lognormal_by_mean_sd(0, 1); },
      [] { return Distribution::lognormal_by_mean_sd(1, 0); },
      [] { return Distribution::lognormal_by_median_p99(2, 2); },
      [] { return Distribution::lognormal_by_median_p99(0, 2); },
      [] { return Distribution::gamma(1, 0); },
      [] { return Distribution::gamma(-1, 1); },
      [] { return Distribution::weibull(0, 1); },
      [] { return Distribution::weibull(1, -1); },
      [] { return Distribution::pareto(0, 1); },
      [] { return Distribution::pareto(1, 0); },
      [] { return Distribution::truncated_normal(1, 0, 0, 2); },
      [] { return Distribution::truncated_normal(1, 1, 2, 2); },
      [] { return Distribution::truncated_normal(1, 1, -1, 2); },
      [] { return Distribution::truncated_normal(0, 1, 100, 200); },  // 100 standard deviations out: probability 0
      [] { return Distribution::empirical({}); },
      [] { return Distribution::empirical({{0, 1}}); },
      [] { return Distribution::empirical({{0.1, 1}, {1, 2}}); },
      [] { return Distribution::empirical({{0, 1}, {0.9, 2}}); },
      [] { return Distribution::empirical({{0, 2}, {1, 1}}); },
      [] { return Distribution::empirical({{0, 1}, {0.5, 2}, {0.5, 3}, {1, 4}}); },
      [] { return Distribution::empirical({{0, -1}, {1, 1}}); },
      [] { return Distribution::constant(1).scaled(-1); },
      [] { return Distribution::constant(1).scaled(infinity); },
  };
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    CAPTURE(i);
    CHECK_THROWS_AS(wrong[i](), std::invalid_argument);
  }
}
