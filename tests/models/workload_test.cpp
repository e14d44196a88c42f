#include <cmath>

#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

// Requests of one second each on a function.
Run of_arrivals(const std::string& arrivals, const std::string& workload = "", std::uint64_t seed = 1) {
  return simulate(
      {.resources = function_with(), .steps = R"({"sleep": "1 s"})", .arrivals = arrivals, .workload = workload}, seed);
}

TEST_CASE("a batch arrives at time zero") {
  const Run run = of_arrivals(R"("process": "batch", "count": 7)");
  CHECK(run.result.completed == 7);
  CHECK(run.result.makespan == ms(1000));
}

TEST_CASE("deterministic arrivals begin one gap after time zero") {
  const Run counted = of_arrivals(R"("process": "deterministic", "rate": "4 /s", "count": 8)");
  CHECK(counted.result.requests == 8);
  CHECK(counted.result.makespan == ms(8 * 250 + 1000));
  const Run timed = of_arrivals(R"("process": "deterministic", "rate": "4 /s", "lasts": "2 s")");
  CHECK(timed.result.requests == 8);  // the last at 2 s
  CHECK(of_arrivals(R"("process": "deterministic", "rate": "4 /s", "lasts": "2 s", "count": 3)").result.requests == 3);
}

TEST_CASE("the number of Poisson arrivals is within its 99.9 % interval") {
  const auto seed = static_cast<std::uint64_t>(GENERATE(1, 2, 3));
  const Run run = of_arrivals(R"("process": "poisson", "rate": "20 /s", "lasts": "500 s")", "", seed);
  // Poisson with mean 10,000, about normal with sd 100: 99.9 % lie within 3.29 sd.
  CHECK(std::abs(static_cast<double>(run.result.requests) - 10'000) < 3.29 * 100);
}

TEST_CASE("Poisson arrivals come at independent exponential distances") {
  // Requests of no time at a fleet of one worker that serves for a constant time: M/D/1 at load 0.5 waits
  // rho / (2 (1 - rho)) = half a service time on average.
  const Run run = simulate({.resources = fleet_with(),
                            .steps = R"({"sleep": "50 ms"})",
                            .arrivals = R"("process": "poisson", "rate": "10 /s", "count": 40000)"});
  const double mean_wait = run.time_in("queueing").in_seconds() / 40'000;
  CHECK(mean_wait == Approx(0.025).epsilon(0.05));
}

TEST_CASE("closed clients think between an answer and the next request") {
  const Run timed = of_arrivals(R"("process": "closed", "clients": 3, "think_time": "2 s", "lasts": "30 s")");
  CHECK(timed.result.requests == 3 * 11);  // at 0, 3, 6, ... 30 s
  CHECK(timed.result.makespan == ms(31'000));
  const Run counted = of_arrivals(R"("process": "closed", "clients": 3, "think_time": "2 s", "count": 7)");
  CHECK(counted.result.requests == 7);  // of all clients together: 3 at 0 s, 3 at 3 s, 1 at 6 s
  CHECK(counted.result.makespan == ms(7000));
}

TEST_CASE("a run ends with the last answer, not with the think time after it") {
  const Run run = simulate({.resources = fleet_with(R"("billing_minimum": "0 s")"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "closed", "think_time": "100 s", "count": 2)"});
  CHECK(run.used("m5.large_hour") == 1 + 100 + 1);
}

TEST_CASE("requests of the warm-up are not measured") {
  const Run run = of_arrivals(R"("process": "deterministic", "rate": "1 /s", "count": 10)", R"("warm_up": "4.5 s")");
  CHECK(run.result.requests == 6);  // at 5, 6, ... 10 s
  CHECK(run.result.completed == 6);
  CHECK(run.result.executions == 10);  // of the whole run
  CHECK(run.result.window == ms(11'000 - 4500));
  CHECK(run.latency_sum() == ms(6000));
}

TEST_CASE("the window ends with the arrivals, and requests under way are still measured") {
  const Run run = of_arrivals(R"("process": "deterministic", "rate": "1 /s", "lasts": "10 s")", R"("warm_up": "5 s")");
  CHECK(run.result.requests == 6);  // at 5, 6, ... 10 s
  CHECK(run.result.completed == 6);
  CHECK(run.result.window == ms(5000));
  CHECK(run.result.makespan == ms(11'000));
}

TEST_CASE("an hour of a steady window costs what its requests cost") {
  const Run run = simulate({.resources = function_with(R"("billing": {"quantum": "100 ms"})"),
                            .steps = R"({"sleep": "100 ms"})",
                            .arrivals = R"("process": "deterministic", "rate": "10 /s", "lasts": "100 s")",
                            .workload = R"("warm_up": "10 s")"});
  // 36,000 requests, each 0.1 GB-s at $0.0000166667 and $0.0000002
  CHECK(run.metric("cost_per_hour") == Approx(36'000 * (0.00000166667 + 0.0000002)).epsilon(1e-9));
}

TEST_CASE("an hour of a fleet costs its instances, in any window") {
  const auto per_hour = [](const std::string& arrivals) {
    return simulate({.resources = fleet_with(R"("instances": 3)"),
                     .steps = R"({"sleep": "100 ms"})",
                     .arrivals = R"("process": "deterministic", "rate": "10 /s", )" + arrivals,
                     .workload = R"("warm_up": "1.5 s")"})
        .metric("cost_per_hour");
  };
  CHECK(per_hour(R"("lasts": "3.5 s")") == Approx(3 * 0.096).epsilon(1e-9));
  CHECK(per_hour(R"("count": 35)") == Approx(3 * 0.096).epsilon(1e-9));
}

TEST_CASE("a price of the scenario replaces the catalogue's") {
  const Run run = simulate({.resources = fleet_with(),
                            .steps = R"({"sleep": "1 h"})",
                            .more = R"("prices": {"ec2.m5.large_hour": "$0.09/h"})"});
  CHECK(run.bill.total.pico == 90'000'000'000);
}

}  // namespace
