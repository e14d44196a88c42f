// What an account's functions share and what one of them has for itself: concurrency, scaling, provisioned
// environments, and environments that run several invocations.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration s(std::int64_t n) { return Duration::seconds(n); }

const std::string one_second = R"({"sleep": "1 s"})";

// Two functions, each with its own program, and a batch of requests to each.
Parts two_functions(const std::string& first, const std::string& second) {
  return {.resources = function_with(first, "f") + ", " + function_with(second, "g"),
          .steps = one_second,
          .programs = R"("other": {"steps": [{"sleep": "1 s"}]})",
          .workloads = R"([{"program": "main", "arrivals": {"process": "batch", "count": 5}},
                           {"program": "other", "arrivals": {"process": "batch", "count": 5}}])",
          .variant = R"("programs_on": {"main": "f", "other": "g"})"};
}

TEST_CASE("several workloads send their requests at once, and functions of one account share its concurrency") {
  // 5 + 5 requests at time zero for 7 places: the first five get one, then two.
  const Run run = simulate(two_functions(R"("concurrency": 7)", R"("concurrency": 7)"));
  CHECK(run.result.requests == 10);
  REQUIRE(run.result.functions.size() == 2);
  CHECK(run.result.functions[0].executions == 5);
  CHECK(run.result.functions[1].executions == 2);
  CHECK(run.result.functions[1].throttled == 3);
}

TEST_CASE("reserved concurrency is set aside for a function, and is all that it has") {
  // Of 7 places 4 are g's: f has the other 3.
  const Run run = simulate(two_functions(R"("concurrency": 7)", R"("concurrency": 7, "reserved": 4)"));
  CHECK(run.result.functions[0].executions == 3);
  CHECK(run.result.functions[1].executions == 4);
  CHECK(run.metric("concurrency.peak") == 7);
}

TEST_CASE("new environments appear as a burst and then at a rate") {
  // A request a second from 1 s on, each for 100 s. The bucket holds 3 permits and gets one every 10 s:
  //   1 s: 3 - 1 = 2;  2 s: 2.1 - 1 = 1.1;  3 s: 1.2 - 1 = 0.2;  11 s: 0.2 + 8 x 0.1 - 1 = 0;  then 1 at 21 s
  const Run run = simulate({.resources = function_with(R"("scaling": {"burst": 3, "rate": "0.1 /s"})"),
                            .steps = R"({"sleep": "100 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 20)"});
  CHECK(run.result.completed == 4);
  CHECK(run.result.throttled == 16);
  CHECK(run.result.makespan == s(11 + 100));
}

TEST_CASE("a burst of 3,000 and then 500 a minute: of 6,000 requests in five minutes, 501 are throttled") {
  // 20 /s from 0.05 s on, each for an hour, so that each needs a new environment. The full bucket of 3,000 loses
  // 20 - 500/60 = 11.67 permits a second and is empty after 257.1 s, at request 5,142. Until 300 s another
  // 42.9 s x 500/60 = 357 permits come: 5,142 + 357 = 5,499 are admitted, 501 of 6,000 are not.
  const Run run = simulate({.resources = function_with(R"("scaling": {"burst": 3000, "rate": "8.333333333333334 /s"},
                                                          "concurrency": 100000)"),
                            .steps = R"({"sleep": "1 h"})",
                            .arrivals = R"("process": "deterministic", "rate": "20 /s", "count": 6000)"});
  CHECK(run.result.completed == 5499);
  CHECK(run.result.throttled == 501);
}

TEST_CASE("requests that may wait take a permit, or an environment that became idle before") {
  const auto makespan = [](const std::string& time) {
    return simulate({.resources = function_with(R"("scaling": {"burst": 1, "rate": "0.1 /s"}, "at_limit": "queue")"),
                     .steps = R"({"sleep": ")" + time + "\"}",
                     .arrivals = R"("process": "batch", "count": 3)"})
        .result.makespan;
  };
  CHECK(makespan("100 s") == s(20 + 100));  // new ones at 0, 10 and 20 s
  CHECK(makespan("4 s") == s(12));          // one after the other in the first: 0, 4, 8
}

TEST_CASE("requests that wait are served in the order they came, and the wait is queueing") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 2, "at_limit": "queue")"),
                            .steps = one_second,
                            .arrivals = R"("process": "batch", "count": 5)"});
  CHECK(run.result.completed == 5);
  CHECK(run.result.makespan == s(3));
  CHECK(run.time_in("queueing") == s(1 + 1 + 2));
}

TEST_CASE("provisioned environments are ready at once, never expire, and are billed for every second") {
  // Three requests at a time, two of them warm; again after 20 s, when only the third's environment has expired (10 s).
  const Run run = simulate({.resources = function_with(R"("provisioned": 2, "keep_alive": "10 s",
                                                          "cold_start": {"runtime_init": "1 s"})"),
                            .steps = one_second,
                            .workloads = R"({"program": "main", "arrivals":
                                {"process": "closed", "clients": 3, "count": 6, "think_time": "20 s"}})",
                            .more = R"("prices": {"lambda.provisioned_gb_s": "$0.000004/GB-s",
                                                  "lambda.provisioned_duration_gb_s": "$0.00001/GB-s"})"});
  CHECK(run.result.cold_starts == 2);
  // Clients 1 and 2: 0-1 s and 21-22 s; client 3: cold 0-2 s, cold again 22-24 s.
  CHECK(run.result.makespan == s(24));
  CHECK(run.used("provisioned_gb_s") == 2 * 1024 * 24'000);
  CHECK(run.used("provisioned_duration_gb_s") == 4 * 1024 * 1'000);
  CHECK(run.used("gb_s") == 2 * 1024 * 1'000);
}

TEST_CASE("a provisioned environment that its lifetime ended has another in its place") {
  // Each invocation is killed after 1 s; the next, at 3 s and so on, is warm all the same.
  const Run run = simulate({.resources = function_with(R"("provisioned": 1, "lifetime": "1 s", "concurrency": 1,
                                                          "cold_start": {"runtime_init": "1 s"})"),
                            .steps = R"({"sleep": "2 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "20 /min", "count": 3)",
                            .more = R"("prices": {"lambda.provisioned_gb_s": "$0.000004/GB-s",
                                                  "lambda.provisioned_duration_gb_s": "$0.00001/GB-s"})"});
  CHECK(run.result.failed == 3);
  CHECK(run.result.cold_starts == 0);
  CHECK(run.used("provisioned_duration_gb_s") == 3 * 1024 * 1'000);
}

TEST_CASE("an environment that runs several invocations starts once for all of them and is billed once") {
  // Five at time zero, three to an environment: two environments, each 2 s cold and 1 s active.
  const Run run = simulate({.resources = function_with(R"("invocations_per_environment": 3,
                                                          "cold_start": {"runtime_init": "2 s"})"),
                            .steps = one_second,
                            .arrivals = R"("process": "batch", "count": 5)"});
  CHECK(run.metric("environments.started") == 2);
  CHECK(run.time_in("cold_start") == s(5 * 2));
  CHECK(run.result.makespan == s(3));
  CHECK(run.used("gb_s") == 2 * 1024 * 1'000);
  CHECK(run.used("request") == 5);
}

TEST_CASE("invocations that waited and are admitted to one new environment together start it once") {
  // The one at time zero takes the only permit, and its environment ends with it at 2.2 s. Those at 3 and 6 s wait for
  // the next permit, at 10 s, and share what it gives: 2 s cold, 0.2 s of sleep.
  const Run run = simulate({.resources = function_with(R"("invocations_per_environment": 2, "keep_alive": "0 s",
                                                          "at_limit": "queue", "cold_start": {"runtime_init": "2 s"},
                                                          "scaling": {"burst": 1, "rate": "0.1 /s"})"),
                            .steps = R"({"sleep": "0.2 s"})",
                            .workloads = R"([{"program": "main", "arrivals": {"process": "batch", "count": 1}},
                                             {"program": "main", "arrivals":
                                                 {"process": "deterministic", "rate": "20 /min", "count": 2}}])"});
  CHECK(run.metric("environments.started") == 2);
  CHECK(run.result.makespan == Duration::milliseconds(12'200));
  CHECK(run.time_in("cold_start") == s(3 * 2));
  CHECK(run.time_in("queueing") == s(7 + 4));
}

TEST_CASE("invocations of one environment share its vCPU") {
  const Run run = simulate({.resources = function_with(R"("invocations_per_environment": 4)"),
                            .steps = R"({"compute": "1 vCPU-s"})",
                            .arrivals = R"("process": "batch", "count": 4)"});
  CHECK(run.result.makespan == s(4));
  CHECK(run.used("gb_s") == 1024 * 4'000);
}

TEST_CASE("the environment that has been idle the longest is used first where the platform says so") {
  const Run run = simulate({.resources = function_with(R"("keep_alive": "5 s", "reuse": "oldest")"),
                            .steps = R"({"sleep": "0.2 s", "cold": "1.5 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 12)"});
  // A: cold at 1 s, B: cold at 2 s; from 4 s on they take turns, and neither is ever idle for 5 s.
  CHECK(run.result.cold_starts == 2);
  CHECK(run.metric("environments.mean") == Approx(((12.2 - 1) + (12.2 - 2)) / 12.2).epsilon(1e-12));
  // By newest first B alone is used, and A expires: see "the environment that became idle last is used first".
  CHECK(run.result.functions[0].active_ns == Approx(2 * 1.5e9 + 10 * 0.2e9));
}

TEST_CASE("a random idle environment is drawn from the seed") {
  const auto run = [](std::uint64_t seed) {
    return simulate({.resources = function_with(R"("keep_alive": "30 s", "reuse": "random")"),
                     .steps = R"({"sleep": {"exponential": {"mean": "2 s"}}})",
                     .arrivals = R"("process": "poisson", "rate": "3 /s", "count": 500)"},
                    seed);
  };
  const Run one = run(1);
  CHECK(one.result.functions[0].idle_ns == run(1).result.functions[0].idle_ns);
  CHECK(one.result.completed == 500);
}

TEST_CASE("functions of one account that disagree about it are refused, with both names") {
  Parts parts = two_functions(R"("concurrency": 7)", R"("concurrency": 8, "host": {"memory": "4 GiB"})");
  const auto problems = problems_with(parts);
  REQUIRE(problems.size() == 2);
  CHECK_THAT(problems[0], Catch::Contains("/resources/g") && Catch::Contains("\"concurrency\"") &&
                              Catch::Contains("than f") && Catch::Contains("another \"service\""));
  CHECK_THAT(problems[1], Catch::Contains("\"host\""));
}

TEST_CASE("more reserved than the account has is refused") {
  const auto problems =
      problems_with(two_functions(R"("concurrency": 7, "reserved": 4)", R"("concurrency": 7, "reserved": 4)"));
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("8") && Catch::Contains("reserved") && Catch::Contains("at most 7"));
}

}  // namespace
