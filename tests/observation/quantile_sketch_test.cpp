#include "sim/observation/quantile_sketch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/observation/number_bytes.hpp"

using twostep::observation::QuantileSketch;

namespace {

QuantileSketch sketch_of(const std::vector<double>& samples) {
  QuantileSketch sketch;
  for (const double sample : samples) sketch.add(sample);
  return sketch;
}

// The sample of nearest rank, by definition: the smallest that at least p * count samples do not exceed.
double exact_quantile(const std::vector<double>& ordered, double p) {
  const auto rank = static_cast<std::size_t>(std::ceil(p * static_cast<double>(ordered.size()) - 1e-9));
  return ordered[std::max<std::size_t>(rank, 1) - 1];
}

// A family of samples by its inverse distribution function.
struct Family {
  const char* name;
  double (*quantile)(double u);
};

const Family families[] = {
    {"uniform", [](double u) { return u; }},
    {"exponential", [](double u) { return -std::log1p(-u); }},
    {"Pareto with shape 1.1, of no variance", [](double u) { return 1e-6 * std::pow(1 - u, -1 / 1.1); }},
    {"thirty orders of magnitude", [](double u) { return std::pow(10.0, 30 * u - 15); }},
    {"two clusters", [](double u) { return u < 0.7 ? 0.011 + 1e-4 * u : 303.0 + u; }},
    {"one value in two is zero", [](double u) { return u < 0.5 ? 0.0 : u * 1e9; }},
    {"nearly constant", [](double u) { return 2.49 + 1e-9 * u; }},
};

}  // namespace

TEST_CASE("a few samples give exact nearest-rank quantiles") {
  // 0.95 * 20 = 19, so the 19th of 20; 0.55 * 20 = 11, although 0.55 * 20 is 11.000000000000002 in doubles.
  std::vector<double> samples(20);
  for (std::size_t i = 0; i < samples.size(); ++i)
    samples[i] = static_cast<double>((i * 7) % 20 + 1);  // 1 to 20, shuffled
  const QuantileSketch sketch = sketch_of(samples);
  CHECK(sketch.exact());
  CHECK(sketch.count() == 20);
  CHECK(sketch.quantile(0) == 1);
  CHECK(sketch.quantile(0.05) == 1);
  CHECK(sketch.quantile(0.0501) == 2);
  CHECK(sketch.quantile(0.5) == 10);
  CHECK(sketch.quantile(0.55) == 11);
  CHECK(sketch.quantile(0.95) == 19);
  CHECK(sketch.quantile(0.951) == 20);
  CHECK(sketch.quantile(1) == 20);
  CHECK(sketch.mean() == 10.5);  // 210 / 20
  // Squares of -9.5 to 9.5 sum to 665; 665 / 19 = 35.
  CHECK(sketch.sd() == Approx(std::sqrt(35.0)).epsilon(1e-15));
}

TEST_CASE("one sample is its own mean, extremes and quantiles, with no spread") {
  const QuantileSketch sketch = sketch_of({0.303});
  CHECK(sketch.mean() == 0.303);
  CHECK(sketch.min() == 0.303);
  CHECK(sketch.max() == 0.303);
  CHECK(sketch.quantile(0.99) == 0.303);
  CHECK(sketch.sd() == 0);
}

TEST_CASE("no samples have a sum and a count, but no mean and no quantile") {
  const QuantileSketch sketch;
  CHECK(sketch.empty());
  CHECK(sketch.sum() == 0);
  CHECK(sketch.sd() == 0);
  CHECK_THROWS_AS(sketch.mean(), std::domain_error);
  CHECK_THROWS_AS(sketch.min(), std::domain_error);
  CHECK_THROWS_AS(sketch.max(), std::domain_error);
  CHECK_THROWS_AS(sketch.quantile(0.5), std::domain_error);
}

TEST_CASE("a sample must be finite and not negative") {
  const double bad[] = {-1.0, -1e-300, HUGE_VAL, -HUGE_VAL, std::nan("")};
  for (const std::size_t count : {std::size_t{10}, 2 * QuantileSketch::exact_limit}) {
    QuantileSketch sketch;
    for (std::size_t i = 0; i < count; ++i) sketch.add(1.0);
    for (const double value : bad) CHECK_THROWS_AS(sketch.add(value), std::invalid_argument);
    CHECK(sketch.count() == count);
    sketch.add(-0.0);  // is zero
    CHECK(sketch.min() == 0);
    CHECK_FALSE(std::signbit(sketch.min()));
    CHECK(sketch.count() == count + 1);
  }
}

TEST_CASE("a quantile outside [0, 1] is refused") {
  const QuantileSketch sketch = sketch_of({1, 2, 3});
  CHECK_THROWS_AS(sketch.quantile(-0.01), std::invalid_argument);
  CHECK_THROWS_AS(sketch.quantile(1.01), std::invalid_argument);
  CHECK_THROWS_AS(sketch.quantile(std::nan("")), std::invalid_argument);
}

TEST_CASE("quantiles asked for together must rise, and be of something") {
  QuantileSketch sketch;
  CHECK_THROWS_AS(sketch.quantiles(std::vector{0.5}), std::domain_error);
  sketch.add(1);
  CHECK_THROWS_AS(sketch.quantiles(std::vector{0.5, 0.4}), std::invalid_argument);
  CHECK_THROWS_AS(sketch.quantiles(std::vector{0.5, 1.1}), std::invalid_argument);
  CHECK(sketch.quantiles({}).empty());
}

TEST_CASE("quantiles are exact up to the limit, and within the relative error beyond it") {
  for (const Family& family : families) {
    for (const std::size_t count : {std::size_t{4096}, std::size_t{4097}, std::size_t{1'000'000}}) {
      INFO(family.name << ", " << count << " samples");
      std::mt19937_64 random(20'181'210);
      std::vector<double> samples(count);
      for (double& sample : samples) {
        sample = family.quantile(static_cast<double>(random() >> 11) * 0x1p-53);
      }
      const QuantileSketch sketch = sketch_of(samples);
      std::ranges::sort(samples);
      CHECK(sketch.exact() == (count == 4096));
      CHECK(sketch.count() == count);
      CHECK(sketch.min() == samples.front());
      CHECK(sketch.max() == samples.back());
      const double allowed = count == 4096 ? 0 : QuantileSketch::relative_error;
      double previous = 0;
      double worst = 0;
      for (int i = 0; i <= 1000; ++i) {
        const double p = i / 1000.0;
        const double expected = exact_quantile(samples, p);
        const double actual = sketch.quantile(p);
        REQUIRE(actual >= previous);
        REQUIRE(std::abs(actual - expected) <= allowed * expected);
        if (expected > 0) worst = std::max(worst, std::abs(actual / expected - 1));
        previous = actual;
      }
      CHECK(worst <= allowed);
    }
  }
}

TEST_CASE("a bucket's answer is within 1/257 of both its ends") {
  // A bucket [1, 1 + 1/128) is the widest of its octave; its ends, on their own, each get the one answer 2ab/(a+b). The
  // other samples keep rank 1 and rank `count`, which are exact, away from it.
  const double low = 1.0;
  const double high = std::nextafter(1.0 + 1.0 / 128, 0.0);
  for (const double value : {low, high}) {
    QuantileSketch sketch;
    sketch.add(0.5);
    for (std::size_t i = 0; i < 5000; ++i) sketch.add(value);
    sketch.add(2.0);
    CHECK_FALSE(sketch.exact());
    CHECK(sketch.quantile(0.5) == Approx(2.0 * (1.0 + 1.0 / 128) / (2.0 + 1.0 / 128)).epsilon(1e-15));
    CHECK(std::abs(sketch.quantile(0.5) / value - 1) <= 1.0 / 257 * (1 + 1e-12));
  }
  STATIC_REQUIRE(1.0 / 257 < QuantileSketch::relative_error);
}

TEST_CASE("every magnitude that a double has can be counted") {
  QuantileSketch sketch;
  for (std::size_t i = 0; i < 2000; ++i) sketch.add(1.0);
  for (std::size_t i = 0; i < 2000; ++i) sketch.add(std::numeric_limits<double>::denorm_min());
  for (std::size_t i = 0; i < 2000; ++i) sketch.add(std::numeric_limits<double>::min());
  for (std::size_t i = 0; i < 2000; ++i) sketch.add(1e300);
  CHECK(sketch.count() == 8000);
  CHECK(sketch.quantile(0.2) == std::numeric_limits<double>::denorm_min());
  CHECK(sketch.quantile(0.45) == Approx(std::numeric_limits<double>::min()).epsilon(QuantileSketch::relative_error));
  CHECK(sketch.quantile(0.60) == Approx(1.0).epsilon(QuantileSketch::relative_error));
  CHECK(sketch.quantile(0.90) == Approx(1e300).epsilon(QuantileSketch::relative_error));
  CHECK(sketch.max() == 1e300);
}

TEST_CASE("a sum of ten million small numbers after a large one loses no digit") {
  // 2^53 + 1 is not a double: a plain sum of 2^53 and any number of ones stays 2^53.
  QuantileSketch sketch;
  sketch.add(0x1p53);
  for (int i = 0; i < 10'000'000; ++i) sketch.add(1.0);
  CHECK(sketch.sum() == 0x1p53 + 1e7);
  CHECK(sketch.count() == 10'000'001);
}

TEST_CASE("the standard deviation of nearly equal samples does not cancel") {
  // 1e6 and 1e6 + 1e-3 in turn: mean 1e6 + 5e-4, every deviation 5e-4, so sd = 5e-4 * sqrt(n / (n - 1)). Sums of
  // squares around zero would need 1e12 * 10^5 to 10^-7: more digits than a double has.
  QuantileSketch sketch;
  const double count = 100'000;
  for (int i = 0; i < 50'000; ++i) {
    sketch.add(1e6);
    sketch.add(1e6 + 1e-3);
  }
  CHECK_FALSE(sketch.exact());
  CHECK(sketch.sd() == Approx(5e-4 * std::sqrt(count / (count - 1))).epsilon(1e-6));
}

TEST_CASE("equal samples have no spread at all") {
  QuantileSketch sketch;
  for (int i = 0; i < 10'000; ++i) sketch.add(0.1);
  CHECK(sketch.mean() == 0.1);
  CHECK(sketch.sd() == 0);
  CHECK(sketch.quantile(0.5) == 0.1);
}

TEST_CASE("moments stay right when later samples lie far from the first ones") {
  // 5,000 times 1 and 5,000 times 1,001: mean 501, every deviation 500.
  QuantileSketch sketch;
  for (int i = 0; i < 5'000; ++i) sketch.add(1.0);
  for (int i = 0; i < 5'000; ++i) sketch.add(1'001.0);
  CHECK(sketch.mean() == 501);
  CHECK(sketch.sd() == Approx(500 * std::sqrt(10'000.0 / 9'999)).epsilon(1e-13));
}

TEST_CASE("a merged sketch may be merged with itself") {
  QuantileSketch sketch = sketch_of({1, 2, 3});
  sketch.merge(sketch);
  CHECK(sketch.count() == 6);
  CHECK(sketch.sum() == 12);
}

TEST_CASE("a sketch that was not written by a sketch is refused") {
  const QuantileSketch sketch = sketch_of(std::vector<double>(5'000, 1.0));
  nlohmann::json wrong_count = sketch.to_json();
  wrong_count["count"] = 4'999;
  CHECK_THROWS_AS(QuantileSketch::from_json(wrong_count), std::invalid_argument);
  nlohmann::json outside = sketch.to_json();
  outside["first_index"] = std::uint64_t{1} << 60;
  CHECK_THROWS_AS(QuantileSketch::from_json(outside), std::invalid_argument);
  nlohmann::json missing = sketch.to_json();
  missing.erase("sum");
  CHECK_THROWS_AS(QuantileSketch::from_json(missing), nlohmann::json::exception);
  CHECK_THROWS(QuantileSketch::from_json({{"samples", twostep::observation::bytes_of(std::vector{1.0, -1.0})}}));
  CHECK_THROWS_AS(QuantileSketch::from_json({{"samples", {1.0, 2.0}}}), nlohmann::json::exception);
  CHECK_THROWS(QuantileSketch::from_json(nlohmann::json("text")));
}
