#include "sim/engine/exp_log.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/exponential.hpp"
#include "sim/engine/random_stream.hpp"

using namespace twostep::engine;

namespace {

// Of a result, in units of its last place: half a unit is the least that rounding can promise.
double error_in_ulps(double result, long double exact) {
  if (exact == 0) return result == 0 ? 0 : HUGE_VAL;
  return static_cast<double>(std::fabs((static_cast<long double>(result) - exact) / exact)) * 0x1.0p52;
}

// Numbers of all magnitudes from 2^-53 to 1: most of them small.
std::vector<double> probabilities_of_all_sizes() {
  RandomStream stream(1, "probabilities");
  std::vector<double> numbers(100'000);
  int halvings = 0;
  for (double& number : numbers) number = std::ldexp(stream.next_uniform(), -(halvings++ % 53));
  return numbers;
}

}  // namespace

TEST_CASE("the exponential is right to one and a half units in the last place") {
  RandomStream stream(1, "exponents");
  double worst = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double x = 1400 * stream.next_uniform() - 700;
    worst = std::max(worst, error_in_ulps(fast_exp(x), std::exp(static_cast<long double>(x))));
  }
  CHECK(worst < 1.5);
  CHECK(fast_exp(0) == 1);
  CHECK(fast_exp(-0.0) == 1);
}

TEST_CASE("the exponential ends where its number is too large or too small for any quantity") {
  CHECK(fast_exp(700) > 1e304);  // a run takes 9.2e18 units of anything at the most
  CHECK(fast_exp(701) == fast_exp(700));
  CHECK(fast_exp(HUGE_VAL) == fast_exp(700));
  CHECK(fast_exp(-700) > 0);
  CHECK(fast_exp(-701) == 0);
  CHECK(fast_exp(-HUGE_VAL) == 0);
}

TEST_CASE("the logarithm is right to one unit in the last place") {
  double worst = 0;
  for (const double x : probabilities_of_all_sizes()) {
    worst = std::max(worst, error_in_ulps(fast_log(x), std::log(static_cast<long double>(x))));
    worst = std::max(worst, error_in_ulps(fast_log(1 / x), std::log(1 / static_cast<long double>(x))) * (x < 0.5));
  }
  CHECK(worst < 1);
  CHECK(fast_log(1) == 0);
  CHECK(fast_log(0x1.0p-1022) == std::log(0x1.0p-1022));  // the least normal number
}

TEST_CASE("an exponential quantile keeps the digits of small probabilities") {
  double worst = 0;
  for (const double p : probabilities_of_all_sizes()) {
    worst = std::max(worst, error_in_ulps(exponential_quantile(p), -std::log1p(-static_cast<long double>(p))));
  }
  CHECK(worst < 1.5);
  CHECK(exponential_quantile(0) == 0);
  CHECK(exponential_quantile(0x1.0p-60) == 0x1.0p-60);  // 1 - 2^-60 is 1
}

TEST_CASE("of many, exponential quantiles are the same as one by one") {
  RandomStream stream(1, "many");
  for (std::size_t count = 0; count < 70; ++count) {
    std::vector<double> numbers(count);
    stream.next_uniforms(numbers);
    std::vector<double> below = numbers;
    std::vector<double> above = numbers;
    exponential_quantiles(below, 3);
    exponential_upper_quantiles(above, 3);
    for (std::size_t i = 0; i < count; ++i) {
      REQUIRE(below[i] == 3 * exponential_quantile(numbers[i]));
      REQUIRE(above[i] == 3 * exponential_upper_quantile(numbers[i]));
    }
  }
}
