// Requests to functions whose programs are plain: objects, until they have to wait for others.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

TEST_CASE("a request takes the platform's own path, a cold start and its program, each in its phase") {
  const Run run =
      simulate({.resources = function_with(R"("invoke_overhead": "20 ms", "cold_start": {"runtime_init": "300 ms"})"),
                .steps = R"({"sleep": "1 s"})"});
  CHECK(run.time_in("invoke") == ms(20));
  CHECK(run.time_in("cold_start") == ms(300));
  CHECK(run.time_in("sleep") == ms(1000));
  CHECK(run.result.makespan == ms(1320));
}

TEST_CASE("requests of one instant are served side by side") {
  const Run run = simulate({.resources = function_with(),
                            .steps = R"({"sleep": "0.5 s"})",
                            .arrivals = R"("process": "batch", "count": 3)"});
  CHECK(run.result.makespan == ms(500));
  CHECK(run.metric("concurrency.peak") == 3);
}

TEST_CASE("a request does not keep the next one from coming in its time") {
  const Run run = simulate({.resources = function_with(),
                            .steps = R"({"sleep": "0.5 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "5 /s", "count": 3)"});
  CHECK(run.result.makespan == ms(600 + 500));  // the third comes at 0.6 s
  CHECK(run.metric("concurrency.peak") == 3);
}

TEST_CASE("a request that comes to an environment in its cold start waits for the rest of that") {
  const Run run = simulate(
      {.resources = function_with(R"("invocations_per_environment": 2, "cold_start": {"runtime_init": "2 s"})"),
       .steps = R"({"sleep": "0.5 s"})",
       .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 2)"});
  // The first comes at 1 s and waits for 2 s, the second at 2 s and waits for 1 s; both sleep from 3 s to 3.5 s.
  CHECK(run.time_in("cold_start") == ms(2000 + 1000));
  CHECK(run.time_in("sleep") == ms(2 * 500));
  CHECK(run.result.makespan == ms(3500));
  CHECK(run.result.cold_starts == 2);
  CHECK(run.metric("environments.peak") == 1);
}

TEST_CASE("a request that waits for a slot has waited since its path to the function ended") {
  const Run run =
      simulate({.resources = function_with(R"("concurrency": 1, "at_limit": "queue", "invoke_overhead": "100 ms")"),
                .steps = R"({"sleep": "1 s"})",
                .arrivals = R"("process": "batch", "count": 3)"});
  // Served from 0.1, 1.1 and 2.1 s on; all were there at 0.1 s.
  CHECK(run.time_in("invoke") == ms(3 * 100));
  CHECK(run.time_in("queueing") == ms(0 + 1000 + 2000));
  CHECK(run.result.makespan == ms(3100));
  CHECK(run.result.requests == 3);
  CHECK(run.result.completed == 3);
}

TEST_CASE("a request whose input fails has run and is billed, and failed") {
  const Run run = simulate({.resources = function_with(),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 3)",
                            .workload = R"("poisoned": "100 %")"});
  CHECK(run.result.failed == 3);
  CHECK(run.result.completed == 0);
  CHECK(run.result.executions == 3);
  CHECK(run.used("gb_s") == 3 * 1024 * 1000);
}

TEST_CASE("a request that outlives its function's lifetime is timed out") {
  const Run run = simulate({.resources = function_with(R"("lifetime": "2 s")"),
                            .steps = R"({"sleep": "1 s"}, {"sleep": "3 s"})",
                            .arrivals = R"("process": "batch", "count": 2)"});
  CHECK(run.result.failed == 2);
  CHECK(run.result.makespan == ms(2000));
  CHECK(run.used("gb_s") == 2 * 1024 * 2000);
}

}  // namespace
