#include "models/faas/hybrid_histogram.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace twostep;
using namespace twostep::models;

namespace {

// The windows from the definition: all idle times within the range, sorted, and the bins of two of them.
HybridHistogram::Windows by_definition(const HybridHistogramKeepAlive& policy, std::vector<Duration> idle) {
  std::erase_if(idle, [&](Duration time) { return time >= policy.range; });
  std::sort(idle.begin(), idle.end());
  const auto bin_at = [&](double share) {
    const double rank = std::max(1.0, std::ceil(share * static_cast<double>(idle.size())));
    const std::int64_t bin = idle[static_cast<std::size_t>(rank) - 1].ns / policy.bin.ns;
    return static_cast<double>(bin);
  };
  const auto bin_ns = static_cast<double>(policy.bin.ns);
  const double head = bin_at(policy.head.share) * bin_ns * (1 - policy.margin.share);
  const double tail = (bin_at(policy.tail.share) + 1) * bin_ns * (1 + policy.margin.share);
  return {.unloaded = Duration::from_ns(head), .kept = Duration::from_ns(tail - head)};
}

}  // namespace

TEST_CASE("the windows are those of the idle times so far, after each of them") {
  rc::prop("any idle times", [] {
    HybridHistogramKeepAlive policy;
    policy.least_variation = 0;  // it always says something
    policy.forecast = false;     // but where most idle times are out of bounds
    policy.head.share = *rc::gen::element(0.0, 0.05, 0.5);
    policy.tail.share = *rc::gen::element(0.5, 0.99, 1.0);
    const auto minutes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 250));  // 240 are the range
    HybridHistogram histogram(policy);
    std::vector<Duration> idle;
    std::size_t within = 0;
    for (const int minute : minutes) {
      idle.push_back(Duration::seconds(60 * minute + 30));
      histogram.add(idle.back());
      if (idle.back() < policy.range) ++within;
      const HybridHistogram::Windows windows = histogram.windows();
      const bool says_nothing = within == 0 || idle.size() - within > within;
      const HybridHistogram::Windows expected =
          says_nothing ? HybridHistogram::Windows{.unloaded = {}, .kept = policy.range} : by_definition(policy, idle);
      RC_ASSERT(windows.unloaded == expected.unloaded);
      RC_ASSERT(windows.kept == expected.kept);
    }
  });
}

TEST_CASE("windows need not be asked for after each idle time") {
  // 100 idle times of 5 min, then 100 of 200 min, then 300 of 5 min: of the last 500, the 99th percentile is 200 min.
  HybridHistogramKeepAlive policy;
  policy.least_variation = 0;
  HybridHistogram histogram(policy);
  for (int i = 0; i < 100; ++i) histogram.add(Duration::seconds(5 * 60));
  CHECK(histogram.windows().unloaded == Duration::seconds(270));    // 5 min x 0.9
  CHECK(histogram.windows().kept == Duration::seconds(396 - 270));  // to 6 min x 1.1
  for (int i = 0; i < 100; ++i) histogram.add(Duration::seconds(200 * 60));
  for (int i = 0; i < 300; ++i) histogram.add(Duration::seconds(5 * 60));
  CHECK(histogram.windows().unloaded == Duration::seconds(270));
  CHECK(histogram.windows().kept == Duration::seconds(13'266 - 270));  // to 201 min x 1.1
}

TEST_CASE("a histogram whose bins vary less than the least says nothing") {
  // As many idle times in each of m of 240 bins: the mean is m c / 240, the variance m c^2 / 240 - (m c / 240)^2, and
  // the standard deviation over the mean sqrt(240 / m - 1). That is 2 for m = 48, and 1.97 for m = 49.
  for (const int bins : {48, 49}) {
    HybridHistogram histogram(HybridHistogramKeepAlive{});
    for (int i = 0; i < 3 * bins; ++i) histogram.add(Duration::seconds(60 * (10 + i % bins) + 30));
    INFO(bins);
    // Of 144, 5 % are the 8th, in the bin of 12 min, and 99 % the 143rd, in that of 57 min: 12 min x 0.9, 58 min x 1.1.
    const HybridHistogram::Windows windows = histogram.windows();
    CHECK(windows.unloaded == (bins == 48 ? Duration::seconds(648) : Duration::zero()));
    CHECK(windows.kept == (bins == 48 ? Duration::seconds(3828 - 648) : Duration::seconds(14'400)));
  }
}

TEST_CASE("where most idle times are out of bounds, they are forecast") {
  // A forecast of 5 h: unloaded for 5 h - 15 % = 4.25 h, kept for 2 x 15 % of 5 h = 1.5 h.
  HybridHistogramKeepAlive policy;
  HybridHistogram histogram(policy);
  HybridHistogramKeepAlive no_forecast;
  no_forecast.forecast = false;
  HybridHistogram without(no_forecast);
  for (int i = 0; i < 3; ++i) {
    CHECK(histogram.windows().kept == policy.range);  // nobody knows yet
    histogram.add(Duration::seconds(5 * 3600));
    without.add(Duration::seconds(5 * 3600));
  }
  CHECK(histogram.windows().unloaded == Duration::seconds(15'300));
  CHECK(histogram.windows().kept == Duration::seconds(5'400));
  CHECK(without.windows().unloaded == Duration::zero());
  CHECK(without.windows().kept == policy.range);
}

TEST_CASE("once as many idle times are within bounds the histogram says again what to do") {
  HybridHistogramKeepAlive policy;
  policy.least_variation = 0;
  HybridHistogram histogram(policy);
  for (int i = 0; i < 3; ++i) histogram.add(Duration::seconds(5 * 3600));
  for (int i = 0; i < 3; ++i) histogram.add(Duration::seconds(5 * 60));
  CHECK(histogram.windows().unloaded == Duration::seconds(270));  // 5 min x 0.9
}

TEST_CASE("a forecast lies between half the shortest and twice the longest idle time") {
  rc::prop("any idle times out of bounds", [] {
    HybridHistogramKeepAlive policy;
    policy.forecast_margin.share = 0.5;  // of 2 x 0.5, it is kept for as long as is forecast
    HybridHistogram histogram(policy);
    const auto hours = *rc::gen::suchThat(rc::gen::container<std::vector<int>>(rc::gen::inRange(4, 1000)),
                                          [](const std::vector<int>& all) { return all.size() >= 3; });
    for (const int time : hours) histogram.add(Duration::seconds(3600 * time));
    const std::size_t forgotten = hours.size() > 100 ? hours.size() - 100 : 0;
    const auto [shortest, longest] =
        std::minmax_element(hours.begin() + static_cast<std::ptrdiff_t>(forgotten), hours.end());
    RC_ASSERT(histogram.windows().kept >= Duration::seconds(1800 * *shortest));
    RC_ASSERT(histogram.windows().kept <= Duration::seconds(7200 * *longest));
  });
}

TEST_CASE("a forecast looks at the latest hundred idle times") {
  HybridHistogramKeepAlive policy;
  policy.forecast_margin.share = 0.5;  // of 2 x 0.5, it is kept for as long as is forecast
  HybridHistogram histogram(policy);
  for (int i = 0; i < 50; ++i) histogram.add(Duration::seconds(50 * 3600));
  for (int i = 0; i < 100; ++i) histogram.add(Duration::seconds(5 * 3600));
  CHECK(histogram.windows().kept == Duration::seconds(5 * 3600));
}
