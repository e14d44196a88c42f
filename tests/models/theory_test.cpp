// Functions against queueing theory, each over 20 fixed seeds: the theoretical value must lie in the 99.9 % interval of
// the mean.
#include <cmath>
#include <functional>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/statistics/confidence.hpp"
#include "tests/models/simulate.hpp"

namespace twostep::tests {
namespace {

constexpr std::uint64_t seeds = 20;

// The interval of a figure over the seeds.
statistics::ConfidenceInterval over_seeds(const Parts& parts, const std::function<double(const Run&)>& figure) {
  std::vector<double> values;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) values.push_back(figure(simulate(parts, seed)));
  return statistics::confidence_interval(values, 0.999);
}

// Erlang B by its recursion (Cooper, Introduction to Queueing Theory, 2nd edition, 1981, section 3.2): B(0) = 1,
// B(c) = a B(c-1) / (c + a B(c-1)).
double erlang_b(int servers, double offered) {
  double blocked = 1;
  for (int c = 1; c <= servers; ++c) blocked = offered * blocked / (c + offered * blocked);
  return blocked;
}

TEST_CASE("the mean number of busy environments is the arrival rate times the mean service time") {
  // M/M/infinity: 20 /s x 0.5 s = 10
  const auto busy = over_seeds({.resources = function_with(R"("keep_alive": "60 s")"),
                                .steps = R"({"sleep": {"exponential": {"mean": "0.5 s"}}})",
                                .arrivals = R"("process": "poisson", "rate": "20 /s", "lasts": "1000 s")"},
                               [](const Run& run) { return run.metric("concurrency.mean"); });
  INFO(busy.mean << " +- " << busy.half_width);
  CHECK(busy.contains(10));
}

TEST_CASE("with a concurrency limit and refusal, the throttled share is Erlang's B") {
  // Offered 20 /s x 0.5 s = 10 erlangs to 12 places: B = 0.1197
  const auto throttled = over_seeds({.resources = function_with(R"("concurrency": 12, "keep_alive": "60 s")"),
                                     .steps = R"({"sleep": {"exponential": {"mean": "0.5 s"}}})",
                                     .arrivals = R"("process": "poisson", "rate": "20 /s", "lasts": "1000 s")"},
                                    [](const Run& run) { return run.metric("throttled_share"); });
  INFO(throttled.mean << " +- " << throttled.half_width << " against " << erlang_b(12, 10));
  CHECK(throttled.contains(erlang_b(12, 10)));
}

TEST_CASE("one environment at a time is cold when the gap before the request was longer than its keep-alive") {
  // Poisson 0.1 /s, service of 1 ns: a request is cold when no other came in the 10 s before: exp(-0.1 x 10) = 0.3679
  const auto cold = over_seeds({.resources = function_with(R"("keep_alive": "10 s")"),
                                .steps = R"({"sleep": "1 ns"})",
                                .arrivals = R"("process": "poisson", "rate": "0.1 /s", "count": 5000)"},
                               [](const Run& run) { return run.metric("cold_start_share"); });
  INFO(cold.mean << " +- " << cold.half_width);
  CHECK(cold.contains(std::exp(-1.0)));
}

TEST_CASE("bursts, modulated rates and rate curves send their mean rate") {
  const auto rate_of = [](const std::string& arrivals) {
    return over_seeds({.resources = function_with(), .steps = R"({"sleep": "1 ms"})", .arrivals = arrivals},
                      [](const Run& run) { return run.metric("throughput"); });
  };
  // on 1 s of every 1 + 3 s at 40 /s: 10 /s
  CHECK(rate_of(R"("process": "on_off", "rate": "40 /s", "on": {"exponential": {"mean": "1 s"}},
                   "off": {"exponential": {"mean": "3 s"}}, "lasts": "2000 s")")
            .contains(10));
  // (5 /s x 10 s + 50 /s x 2 s) / 12 s = 12.5 /s
  CHECK(
      rate_of(R"("process": "modulated", "states": [{"rate": "5 /s", "mean": "10 s"}, {"rate": "50 /s", "mean": "2 s"}],
                   "lasts": "2400 s")")
          .contains(12.5));
  // up from 0 to 20 /s in 50 s and down again in 50 s: 10 /s
  CHECK(rate_of(R"("process": "rate_curve", "points": [["0 s", "0 /s"], ["50 s", "20 /s"]], "period": "100 s",
                   "lasts": "1000 s")")
            .contains(10));
  // 10 /s, each gap between 50 and 150 ms
  CHECK(rate_of(R"("process": "jittered", "rate": "10 /s", "jitter": "50 %", "lasts": "1000 s")").contains(10));
}

}  // namespace
}  // namespace twostep::tests
