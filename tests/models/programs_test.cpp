#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

Run of_steps(const std::string& steps) { return simulate({.resources = function_with(), .steps = steps}); }

TEST_CASE("repeats multiply") {
  CHECK(of_steps(R"({"repeat": 3, "steps": [{"sleep": "1 s"}, {"repeat": 2, "steps": [{"sleep": "0.25 s"}]}]})")
            .result.makespan == ms(3 * (1000 + 2 * 250)));
  CHECK(of_steps(R"({"repeat": 0, "steps": [{"sleep": "1 s"}]}, {"sleep": "2 s"})").result.makespan == ms(2000));
  CHECK(of_steps(R"({"repeat": 4, "steps": [{"repeat": 0, "steps": [{"sleep": "1 s"}]}]}, {"sleep": "2 s"})")
            .result.makespan == ms(2000));
}

TEST_CASE("parallel steps take as long as the longest, and their time is the longest one's") {
  const Run run = of_steps(
      R"({"parallel": [[{"sleep": "1 s"}, {"sleep": "0.5 s"}], [{"compute": "3 vCPU-s"}], [{"sleep": "2 s"}], []]},
         {"sleep": "0.25 s"})");
  CHECK(run.result.makespan == ms(3250));
  CHECK(run.time_in("compute") == ms(3000));
  CHECK(run.time_in("sleep") == ms(250));
}

TEST_CASE("a fan-out runs its steps that often at once") {
  const Run run = of_steps(R"({"fan_out": 50, "steps": [{"span": "part", "steps": [{"sleep": "1 s"}]}]})");
  CHECK(run.result.makespan == ms(1000));
  CHECK(run.metric("span.part.count") == 50);
}

TEST_CASE("a fan-out inside a repeat inside a fan-out") {
  const Run run = of_steps(
      R"({"fan_out": 3, "steps": [{"repeat": 4, "steps": [{"fan_out": 5, "steps": [
         {"span": "leaf", "steps": [{"sleep": "1 s"}]}]}]}]})");
  CHECK(run.result.makespan == ms(4000));
  CHECK(run.metric("span.leaf.count") == 3 * 4 * 5);
  CHECK(run.time_in("sleep") == ms(4000));
}

TEST_CASE("spans measure what is inside them, and the same name is one span") {
  const Run run = of_steps(
      R"({"span": "outer", "steps": [{"sleep": "1 s"}, {"span": "inner", "steps": [{"sleep": "2 s"}]}]},
         {"span": "inner", "steps": [{"sleep": "4 s"}]})");
  CHECK(run.metric("span.outer.mean") == 3.0);
  CHECK(run.metric("span.inner.count") == 2);
  CHECK(run.metric("span.inner.mean") == 3.0);
  CHECK(run.metric("span.inner.max") == 4.0);
}

const std::string callee = R"("reply": {"steps": [{"sleep": "2 s"}]})";

TEST_CASE("an invocation is waited for, and its phases are the caller's") {
  const Run run = simulate({.resources = function_with(R"("network": "100 MB/s")") + ", " +
                                         function_with(R"("invoke_overhead": "100 ms",
                                                          "cold_start": {"runtime_init": "200 ms"})",
                                                       "g", "512 MiB"),
                            .steps = R"({"sleep": "1 s"}, {"invoke": "reply", "payload": "10 MB"})",
                            .programs = callee,
                            .variant = R"("runs_on": "f", "programs_on": {"reply": "g"})"});
  CHECK(run.time_in("message") == ms(100));  // 10 MB over the caller's 100 MB/s
  CHECK(run.time_in("invoke") == ms(100));
  CHECK(run.time_in("cold_start") == ms(200));
  CHECK(run.time_in("sleep") == ms(1000 + 2000));
  CHECK(run.result.makespan == ms(3400));
  CHECK(run.used("gb_s", "f") == 1024 * 3400);  // the caller is billed while it waits
  CHECK(run.used("gb_s", "g") == 512 * 2000);
  CHECK(run.result.executions == 2);
  CHECK(run.result.requests == 1);
}

TEST_CASE("an asynchronous invocation is not waited for, but runs to its end") {
  const Run run = simulate({.resources = function_with() + ", " + function_with("", "g"),
                            .steps = R"({"sleep": "1 s"}, {"invoke": "reply", "mode": "async"})",
                            .programs = callee,
                            .variant = R"("runs_on": "f", "programs_on": {"reply": "g"})"});
  CHECK(run.result.makespan == ms(1000));
  CHECK(run.used("gb_s", "f") == 1024 * 1000);
  CHECK(run.used("gb_s", "g") == 1024 * 2000);
}

TEST_CASE("a throttled invocation fails the one that asked for it; an asynchronous one waits") {
  const auto run = [](const std::string& mode) {
    return simulate(
        {.resources = function_with(R"("concurrency": 1)") + ", " + function_with(R"("concurrency": 1)", "g"),
         .steps = R"({"invoke": "reply", "mode": ")" + mode + R"("}, {"sleep": "1 s"})",
         .programs = callee,
         .variant = R"("runs_on": "f", "programs_on": {"reply": "g"})"});
  };
  const Run waits = run("async");  // the caller itself holds the account's only slot, for 1 s
  CHECK(waits.result.completed == 1);
  CHECK(waits.result.makespan == ms(1000));
  CHECK(waits.used("gb_s", "g") == 1024 * 2000);
  const Run fails = run("sync");
  CHECK(fails.result.failed == 1);
  CHECK(fails.result.executions == 1);
  CHECK(fails.used("gb_s", "g") == 0);
}

TEST_CASE("an invoked program that fails fails its caller") {
  const Run run = simulate({.resources = function_with() + ", " + function_with(R"("lifetime": "1 s")", "g"),
                            .steps = R"({"invoke": "reply"}, {"sleep": "1 s"})",
                            .programs = callee,
                            .variant = R"("runs_on": "f", "programs_on": {"reply": "g"})"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.makespan == ms(1000));  // the caller stops where the answer failed
}

TEST_CASE("a fleet can invoke a function") {
  const Run run = simulate({.resources = fleet_with() + ", " + function_with(R"("invoke_overhead": "300 ms")", "g"),
                            .steps = R"({"repeat": 3, "steps": [{"invoke": "reply"}]})",
                            .programs = callee,
                            .variant = R"("runs_on": "f", "programs_on": {"reply": "g"})"});
  CHECK(run.result.makespan == ms(3 * 2300));
  CHECK(run.result.cold_starts == 1);
}

TEST_CASE("a program receives what it has sent") {
  const Run run = simulate({.resources = function_with() + R"(, "q": {"kind": "queue", "service": "sqs",
                                           "send_latency": "5 ms", "receive_latency": "7 ms"})",
                            .steps = R"({"send": 3, "to": "q"}, {"receive": 10, "from": "q"})"});
  CHECK(run.time_in("message") == ms(5 + 7));
  CHECK(run.used("request", "q") == 1 + 1 + 1);  // a send, a receive, a deletion
}

TEST_CASE("a program that waits for a message that nobody sends ends the run with its name") {
  // One is sent, and two are waited for.
  CHECK_THROWS_WITH(
      simulate({.resources = function_with() + R"(, "q": {"kind": "queue", "service": "sqs"})",
                .steps = R"({"send": 1, "to": "q"}, {"receive": 1, "from": "q"}, {"receive": 1, "from": "q"})"}),
      Catch::Contains("request"));
}

}  // namespace
