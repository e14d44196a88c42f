// What fails, what is tried again, and that nothing is lost on the way.
#include <cmath>

#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration s(std::int64_t n) { return Duration::seconds(n); }

std::string batch_of(int count) { return R"("process": "batch", "count": )" + std::to_string(count); }
// One after the other: a single client that never thinks.
std::string one_by_one(int count) {
  return R"("process": "closed", "clients": 1, "think_time": "0 s", "count": )" + std::to_string(count);
}

const std::string always_fails = R"({"sleep": "1 s"}, {"fail": "100 %"})";

TEST_CASE("a step that fails ends its execution as failed, where it stands") {
  const Run run = simulate({.resources = function_with(), .steps = always_fails + R"(, {"sleep": "5 s"})"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.completed == 0);
  CHECK(run.result.makespan == s(1));
  CHECK(run.used("gb_s") == 1024 * 1000);  // what failed is billed: 1 s of 1024 MiB
}

TEST_CASE("a share of the executions fails, as often as it says") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 10000)"),
                            .steps = R"({"fail": "10 %"})",
                            .arrivals = batch_of(10'000)});
  // Binomial: 1,000, standard deviation sqrt(10,000 * 0.1 * 0.9) = 30.
  CHECK(std::abs(static_cast<double>(run.result.failed) - 1'000) < 4 * 30);
  CHECK(run.result.failed + run.result.completed == 10'000);
}

TEST_CASE("an error leaves the execution environment, a crash takes it along") {
  const auto cold_starts = [](const std::string& with) {
    return simulate({.resources = function_with(),
                     .steps = R"({"sleep": "1 s"}, {"fail": "100 %", "with": ")" + with + "\"}",
                     .arrivals = one_by_one(5)})
        .result.cold_starts;
  };
  CHECK(cold_starts("error") == 1);
  CHECK(cold_starts("crash") == 5);
}

TEST_CASE("an execution that hangs is billed until its lifetime ends") {
  const Run run = simulate({.resources = function_with(R"("lifetime": "7 s")"),
                            .steps = R"({"sleep": "1 s"}, {"fail": "100 %", "with": "hang"})"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.makespan == s(7));
  CHECK(run.used("gb_s") == 1024 * 7000);
}

TEST_CASE("steps are tried again with a wait that doubles, up to the longest") {
  const auto makespan = [](const std::string& retry) {
    return simulate({.resources = function_with(),
                     .steps = R"({"retry": 3, "jitter": "none", "backoff": "1 s", )" + retry + R"("steps": [)" +
                              always_fails + "]}"})
        .result.makespan;
  };
  CHECK(makespan("") == s(4 * 1 + 1 + 2 + 4));  // four attempts of 1 s
  CHECK(makespan(R"("longest": "3 s", )") == s(4 * 1 + 1 + 2 + 3));
  CHECK(makespan(R"("factor": 3, )") == s(4 * 1 + 1 + 3 + 9));
}

TEST_CASE("with full jitter, a wait is a uniform part of the back-off") {
  const Run run = simulate(
      {.resources = function_with(R"("concurrency": 4000)"),
       .steps = R"({"span": "tries", "steps": [{"retry": 1, "backoff": "10 s", "steps": [{"fail": "100 %"}]}]})",
       .arrivals = batch_of(4'000)});
  CHECK(run.result.failed == 4'000);
  // The end of the last: of 4,000 uniform waits up to 10 s, the longest is within 0.1 % of it.
  CHECK(run.result.makespan < s(10));
  CHECK(run.result.makespan > Duration::milliseconds(9'950));
}

TEST_CASE("retries save all requests but those that fail every time") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 10000)"),
                            .steps = R"({"retry": 3, "backoff": "10 ms", "steps": [{"fail": "50 %"}]})",
                            .arrivals = batch_of(10'000)});
  // 0.5^4 = 0.0625 of 10,000 = 625, standard deviation sqrt(10,000 * 0.0625 * 0.9375) = 24.2.
  CHECK(std::abs(static_cast<double>(run.result.failed) - 625) < 4 * 24.2);
}

TEST_CASE("a caller gets the error of the function that it invokes, and may try again") {
  const auto run_with = [](const std::string& invoke) {
    return simulate({.resources = function_with() + ", " + function_with("", "g"),
                     .steps = invoke,
                     .programs = R"("child": {"steps": [)" + always_fails + "]}",
                     .variant = R"("runs_on": "f", "programs_on": {"child": "g"})"});
  };
  const Run once = run_with(R"({"invoke": "child"})");
  CHECK(once.result.failed == 1);
  CHECK(once.result.executions == 2);
  const Run thrice = run_with(R"({"retry": 2, "steps": [{"invoke": "child"}]})");
  CHECK(thrice.result.failed == 1);
  CHECK(thrice.result.executions == 1 + 3);
}

TEST_CASE("a poisoned input makes each execution fail at its end") {
  const Run run = simulate({.resources = function_with(),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = one_by_one(1'000),
                            .workload = R"("poisoned": "20 %")"});
  // Binomial: 200, standard deviation sqrt(1,000 * 0.2 * 0.8) = 12.6.
  CHECK(std::abs(static_cast<double>(run.result.failed) - 200) < 4 * 12.6);
  CHECK(run.result.makespan == s(1'000));  // they take as long as the others
}

TEST_CASE("an asynchronous event is tried twice more, after one minute and after two") {
  const Run run = simulate({.resources = function_with(R"("asynchronous": {"retries": 2})"),
                            .steps = always_fails,
                            .workload = R"("mode": "async")"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.executions == 3);
  CHECK(run.result.makespan == s(1 + 60 + 1 + 120 + 1));
}

TEST_CASE("the catalogue's function tries events again as its provider does") {
  const Run run = simulate({.resources = R"("f": {"kind": "function", "profile": "lambda", "memory": "1024 MiB"})",
                            .steps = R"({"fail": "100 %"})",
                            .workload = R"("mode": "async")"});
  CHECK(run.result.executions == 3);
  CHECK(run.result.makespan > s(60 + 120));
}

TEST_CASE("no retry begins when the event is too old") {
  const auto executions = [](const std::string& max_age) {
    return simulate({.resources = function_with(R"("asynchronous": {"retries": 2, "max_age": ")" + max_age + "\"}"),
                     .steps = always_fails,
                     .workload = R"("mode": "async")"})
        .result.executions;
  };
  // The second attempt would begin at 61 s, the third at 1 + 60 + 1 + 120 = 182 s.
  CHECK(executions("60 s") == 1);
  CHECK(executions("61 s") == 2);
  CHECK(executions("181 s") == 2);
  CHECK(executions("182 s") == 3);
}

TEST_CASE("an event that was given up goes to the dead-letter queue, and what waits there is processed") {
  const std::string queue = R"(, "dead": {"kind": "queue", "service": "sqs"})";
  const std::string function =
      function_with(R"("asynchronous": {"retries": 1, "backoff": "10 s", "dead_letter": "dead"})");
  const Run alone = simulate({.resources = function + queue, .steps = always_fails, .workload = R"("mode": "async")"});
  CHECK(alone.result.dead_lettered == 1);
  CHECK(alone.result.failed == 0);
  CHECK(alone.used("request", "dead") == 1);
  const Run watched = simulate({.resources = function + queue + ", " + function_with("", "g"),
                                .steps = R"({"fail": "100 %"})",
                                .programs = R"("alarm": {"triggered_by": "dead", "steps": [{"sleep": "1 s"}]})",
                                .workload = R"("mode": "async")",
                                .variant = R"("runs_on": "f", "programs_on": {"alarm": "g"})"});
  CHECK(watched.result.dead_lettered == 1);
  CHECK(watched.result.executions == 2 + 1);
  CHECK(watched.metric("span.until_alarm.mean") == Approx(10 + 1));  // arrival, 10 s, failed again, then 1 s
}

TEST_CASE("events of triggers that are given up are counted, though no request waits for them") {
  const Run run = simulate({.resources = function_with() + ", " +
                                         function_with(R"("asynchronous": {"retries": 1, "backoff": "1 s"})", "g") +
                                         R"(, "bucket": {"kind": "object_store", "service": "s3"})",
                            .steps = R"({"fan_out": 3, "steps": [{"put": "1 KB", "to": "bucket"}]})",
                            .programs = R"("index": {"triggered_by": "bucket", "steps": [{"fail": "100 %"}]})",
                            .variant = R"("runs_on": "f", "programs_on": {"index": "g"})"});
  CHECK(run.result.completed == 1);
  CHECK(run.metric("events") == 3);
  CHECK(run.metric("events.dropped") == 3);
  CHECK(run.metric("events.dead_lettered") == 0);
  CHECK(run.result.executions == 1 + 3 * 2);
}

TEST_CASE("a request that fails for a throttled invocation shows it") {
  const Run run = simulate({.resources = fleet_with("", "vm") + ", " + function_with(R"("concurrency": 10)"),
                            .steps = R"({"fan_out": 50, "steps": [{"invoke": "child"}]})",
                            .programs = R"("child": {"steps": [{"sleep": "1 s"}]})",
                            .variant = R"("runs_on": "vm", "programs_on": {"child": "f"})"});
  CHECK(run.result.failed == 1);
  CHECK(run.metric("invocations.throttled") == 40);
}

TEST_CASE("an event that waits for concurrency does not use up a retry") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 1, "asynchronous": {"retries": 0})"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = batch_of(5),
                            .workload = R"("mode": "async")"});
  CHECK(run.result.completed == 5);
  CHECK(run.result.makespan == s(5));
}

TEST_CASE("hanging is for functions, and shares are from 0 to 1") {
  const auto only_problem = [](const Parts& parts) {
    const auto problems = problems_with(parts);
    return problems.size() == 1 ? problems.front() : std::to_string(problems.size()) + " problems";
  };
  CHECK_THAT(only_problem({.resources = fleet_with(), .steps = R"({"fail": "100 %", "with": "hang"})"}),
             Catch::Contains("hang") && Catch::Contains("not run the program on a function"));
  CHECK_THAT(only_problem({.resources = function_with(), .steps = R"({"fail": "150 %"})"}),
             Catch::Contains("0 % to 100 %"));
  CHECK_THAT(
      only_problem({.resources = fleet_with(), .steps = R"({"sleep": "1 s"})", .workload = R"("mode": "async")"}),
      Catch::Contains("async") && Catch::Contains("fleet"));
  CHECK_THAT(only_problem({.resources = function_with(R"("asynchronous": {"dead_letter": "ded"})") +
                                        R"(, "dead": {"kind": "queue", "service": "sqs"})",
                           .steps = R"({"sleep": "1 s"})"}),
             Catch::Contains("ded") && Catch::Contains("dead"));
}

}  // namespace
