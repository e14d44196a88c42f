#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/observation/quantile_sketch.hpp"

using twostep::observation::QuantileSketch;

namespace {

// Lists short and long enough to be kept exactly or counted in buckets, over many magnitudes, with zeros.
std::vector<double> some_samples() {
  const auto count = *rc::gen::element<std::size_t>(0, 1, 100, 4'000, 4'096, 4'097, 9'000);
  std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
  const double spread = *rc::gen::element(0.0, 1e-6, 1.0, 20.0);
  std::vector<double> samples(count);
  for (double& sample : samples) {
    const double u = static_cast<double>(random() >> 11) * 0x1p-53;
    sample = u < 0.01 ? 0.0 : std::exp(spread * (u - 0.5));
  }
  return samples;
}

QuantileSketch sketch_of(const std::vector<double>& samples) {
  QuantileSketch sketch;
  for (const double sample : samples) sketch.add(sample);
  return sketch;
}

void require_same_shape(const QuantileSketch& a, const QuantileSketch& b) {
  RC_ASSERT(a.count() == b.count());
  RC_ASSERT(a.exact() == b.exact());
  RC_ASSERT(std::abs(a.sum() - b.sum()) <= 1e-14 * b.sum());
  if (a.empty()) return;
  RC_ASSERT(a.min() == b.min());
  RC_ASSERT(a.max() == b.max());
  // Summed squares differ by rounding: 18,000 additions of 1.1e-16 each at most, halved by the root.
  RC_ASSERT(std::abs(a.sd() - b.sd()) <= 1e-11 * b.sd() + 1e-14 * b.mean());
  for (int i = 0; i <= 50; ++i) RC_ASSERT(a.quantile(i / 50.0) == b.quantile(i / 50.0));
}

}  // namespace

TEST_CASE("merging sketches equals adding all their samples to one") {
  REQUIRE(rc::check([] {
    const std::vector<double> first = some_samples();
    const std::vector<double> second = some_samples();
    std::vector<double> all = first;
    all.insert(all.end(), second.begin(), second.end());
    QuantileSketch merged = sketch_of(first);
    merged.merge(sketch_of(second));
    require_same_shape(merged, sketch_of(all));
  }));
}

TEST_CASE("a sketch survives CBOR bit for bit, and goes on as before") {
  REQUIRE(rc::check([] {
    const QuantileSketch sketch = sketch_of(some_samples());
    const nlohmann::json json = sketch.to_json();
    QuantileSketch back = QuantileSketch::from_json(nlohmann::json::from_cbor(nlohmann::json::to_cbor(json)));
    RC_ASSERT(back.to_json() == json);
    QuantileSketch original = sketch;
    for (const double sample : some_samples()) {
      original.add(sample);
      back.add(sample);
    }
    RC_ASSERT(back.to_json() == original.to_json());
  }));
}

TEST_CASE("the quantiles of a sketch never decrease and stay between its extremes") {
  REQUIRE(rc::check([] {
    std::vector<double> samples = some_samples();
    RC_PRE(!samples.empty());
    const QuantileSketch sketch = sketch_of(samples);
    std::ranges::sort(samples);
    double previous = samples.front();
    for (int i = 0; i <= 200; ++i) {
      const double quantile = sketch.quantile(i / 200.0);
      RC_ASSERT(quantile >= previous);
      RC_ASSERT(quantile <= samples.back());
      previous = quantile;
    }
  }));
}

TEST_CASE("quantiles that are asked for together are those that are asked for one by one") {
  REQUIRE(rc::check([] {
    const std::vector<double> samples = some_samples();
    RC_PRE(!samples.empty());
    const QuantileSketch sketch = sketch_of(samples);
    const std::vector<double> shares = {0, 0, 1e-9, 0.01, 0.25, 0.25, 0.5, 0.9, 0.999, 1, 1};
    const std::vector<double> together = sketch.quantiles(shares);
    RC_ASSERT(together.size() == shares.size());
    for (std::size_t i = 0; i < shares.size(); ++i) RC_ASSERT(together[i] == sketch.quantile(shares[i]));
  }));
}
