// What starts programs beside requests that go straight to them: gateways, topics, stores, queues, timers, workflows.
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
constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

std::string gateway(const std::string& figures) {
  return R"(, "gateway": {"kind": "http_gateway", "service": "api_gateway", )" + figures + "}";
}

std::string topic(const std::string& figures) {
  return R"("topic": {"kind": "topic", "service": "sns")" + figures + "}";
}

const std::string bucket = R"("bucket": {"kind": "object_store", "service": "s3"})";
const std::string queue = R"("jobs": {"kind": "queue", "service": "sqs"})";

TEST_CASE("a gateway adds its latency to a request, and bills it once for each started chunk") {
  const auto through = [](const std::string& size, const std::string& figures) {
    return simulate({.resources = function_with() + gateway(R"("latency": "20 ms")" + figures),
                     .steps = R"({"sleep": "1 s"})",
                     .workload = R"("via": "gateway", "size": ")" + size + "\""});
  };
  const Run run = through("1 KB", "");
  CHECK(run.result.makespan == ms(1'020));
  CHECK(run.time_in("invoke") == ms(20));
  CHECK(run.used("request", "gateway") == 1);
  CHECK(through("1025 KiB", R"(, "request_chunk": "512 KiB")").used("request", "gateway") == 3);
}

TEST_CASE("a gateway waits no longer than 29 s, and the function runs on and is billed") {
  const auto taking = [](const std::string& time) {
    return simulate({.resources = function_with() + gateway(R"("latency": "0 s")"),
                     .steps = R"({"sleep": ")" + time + "\"}",
                     .workload = R"("via": "gateway")"});
  };
  const Run in_time = taking("28.9 s");
  CHECK(in_time.result.completed == 1);
  const Run late = taking("40 s");
  CHECK(late.result.failed == 1);
  CHECK(late.result.makespan == s(29));
  CHECK(late.used("gb_s") == 1024 * 40'000);
}

TEST_CASE("of requests that come and go, a gateway gives up exactly those that take too long") {
  // Every second request finds the environment busy for 1 s and is throttled; a client that was given up asks again.
  const Run run = simulate({.resources = function_with() + gateway(R"("limit": "3 s")"),
                            .steps = R"({"sleep": {"uniform": {"low": "2 s", "high": "4 s"}}})",
                            .arrivals = R"("process": "deterministic", "rate": "10 /s", "count": 2000)",
                            .workload = R"("via": "gateway")"});
  CHECK(run.result.completed + run.result.failed == 2'000);
  // Half of them: 1,000, standard deviation sqrt(2,000 / 4) = 22.4.
  CHECK(static_cast<double>(run.result.failed) == Approx(1'000).margin(4 * 22.4));
  CHECK(run.metric("latency.max") <= 3.0);
}

TEST_CASE("what a gateway's function throttles is throttled") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 2)") + gateway(R"("latency": "0 s")"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 5)",
                            .workload = R"("via": "gateway")"});
  CHECK(run.result.completed == 2);
  CHECK(run.result.throttled == 3);
}

TEST_CASE("a message of a topic reaches every subscriber, and the request ends with the last of them") {
  const Run run = simulate(
      {.resources = function_with() + ", " + function_with("", "g") + ", " + topic(R"(, "delivery_latency": "100 ms")"),
       .steps = R"({"sleep": "1 s"})",
       .programs = R"("other": {"triggered_by": "topic", "steps": [{"sleep": "3 s"}]})",
       .workload = R"("via": "topic", "messages": 4)",
       .variant = R"("runs_on": "f", "programs_on": {"other": "g"})"});
  CHECK(run.result.requests == 1);
  CHECK(run.result.completed == 1);
  CHECK(run.result.executions == 4 * 2);
  CHECK(run.result.makespan == ms(3'100));
  CHECK(run.used("request", "topic") == 4);
  CHECK(run.metric("span.until_other.mean") == Approx(3.1));
}

TEST_CASE("a topic hands its messages to queues, whose consumers may be servers") {
  const Run run = simulate({.resources = function_with() + ", " + fleet_with("", "vm") + ", " + queue + ", " +
                                         topic(R"(, "queues": ["jobs"])"),
                            .steps = R"({"send": 3, "size": "70 KB", "to": "topic"})",
                            .programs = R"("work": {"triggered_by": "jobs", "steps": [{"sleep": "2 s"}]})",
                            .variant = R"("runs_on": "f", "programs_on": {"work": "vm"})"});
  CHECK(run.used("request", "topic") == 3 * 2);  // 70 KB are two chunks of 64 KiB
  CHECK(run.result.executions == 1 + 1);         // one worker takes the three messages in one batch
  CHECK(run.result.completed == 1);
}

TEST_CASE("an object that is written starts a function, and its latency is counted from the request on") {
  const Run run =
      simulate({.resources = function_with() + ", " + function_with(R"("asynchronous": {"dispatch": "500 ms"})", "g") +
                             ", " + bucket,
                .steps = R"({"sleep": "1 s"}, {"fan_out": 3, "steps": [{"put": "1 KB", "to": "bucket"}]})",
                .programs = R"("index": {"triggered_by": "bucket", "steps": [{"sleep": "2 s"}]})",
                .variant = R"("runs_on": "f", "programs_on": {"index": "g"})"});
  CHECK(run.result.executions == 1 + 3);
  CHECK(run.metric("span.until_index.count") == 3);
  CHECK(run.metric("span.until_index.max") == Approx(1 + 0.5 + 2));
  CHECK(run.result.makespan == s(1));  // the request itself ends when its object is written
}

TEST_CASE("messages that a program sends to a queue start the next program of a chain") {
  const std::string vm = fleet_with(R"("workers": 5)", "vm");
  const auto chain = [&](const std::string& runner, const std::string& resource) {
    return simulate({.resources = function_with() + ", " + resource + ", " + queue,
                     .steps = R"({"send": 5, "to": "jobs"})",
                     .programs = R"("work": {"triggered_by": "jobs", "steps": [{"sleep": "2 s"}]})",
                     .variant = R"("runs_on": "f", "programs_on": {"work": ")" + runner + "\"}"});
  };
  CHECK(chain("g", function_with(R"("event_source": {"batch": 1})", "g")).result.executions == 1 + 5);
  CHECK(chain("g", function_with(R"("event_source": {"batch": 10})", "g")).result.executions == 1 + 1);
  CHECK(chain("vm", vm).result.executions == 1 + 1);
}

TEST_CASE("a timer starts its program as long as the run lasts, and does not make it last longer") {
  const Run run = simulate(
      {.resources = function_with() + ", " + function_with("", "g") + R"(, "tick": {"kind": "timer", "every": "10 s"})",
       .steps = R"({"sleep": "35 s"})",
       .programs = R"("sweep": {"triggered_by": "tick", "steps": [{"sleep": "1 s"}]})",
       .variant = R"("runs_on": "f", "programs_on": {"sweep": "g"})"});
  CHECK(run.result.executions == 1 + 4);  // at 0, 10, 20 and 30 s
  CHECK(run.result.makespan == s(35));
}

TEST_CASE("a timer whose program takes longer than its period does not keep the run alive") {
  const Run run = simulate(
      {.resources = function_with() + ", " + function_with("", "g") + R"(, "tick": {"kind": "timer", "every": "10 s"})",
       .steps = R"({"sleep": "25 s"})",
       .programs = R"("sweep": {"triggered_by": "tick", "steps": [{"sleep": "12 s"}]})",
       .variant = R"("runs_on": "f", "programs_on": {"sweep": "g"})"});
  CHECK(run.result.executions == 1 + 3);  // at 0, 10 and 20 s; the last of them ends at 32 s
  CHECK(run.result.makespan == s(25));
}

TEST_CASE("an invocation is billed to its end, also when its message was given up meanwhile") {
  const Run run = simulate({.resources = function_with() + R"(, "dead": {"kind": "queue", "service": "sqs"},
                              "jobs": {"kind": "queue", "service": "sqs", "visibility_timeout": "10 s",
                                       "max_receives": 1, "dead_letter": "dead"})",
                            .steps = R"({"sleep": "60 s"})",
                            .workload = R"("via": "jobs")"});
  CHECK(run.result.dead_lettered == 1);
  CHECK(run.result.makespan == s(10));
  CHECK(run.result.executions == 1);
  CHECK(run.used("gb_s") == 1024 * 60'000);
}

TEST_CASE("a message that always comes back is dropped after four days, as by default at its provider") {
  const Run run = simulate(
      {.resources = function_with() + R"(, "jobs": {"kind": "queue", "service": "sqs", "visibility_timeout": "1 h"})",
       .steps = R"({"sleep": "1 s"})",
       .workload = R"("via": "jobs", "poisoned": "100 %")"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.executions == 4 * 24);  // one an hour
}

TEST_CASE("a topic's queue that nobody reads keeps no request waiting") {
  const Run run = simulate({.resources = function_with() + ", " + queue + ", " + topic(R"(, "queues": ["jobs"])"),
                            .steps = R"({"sleep": "1 s"})",
                            .workload = R"("via": "topic")"});
  CHECK(run.result.completed == 1);
  CHECK(run.used("request", "jobs") == 1);
}

TEST_CASE("an orchestrator bills each step that it enters, and takes its time for it") {
  const std::string functions = function_with() + ", " + function_with("", "g");
  const Run run = simulate(
      {.resources =
           functions + R"(, "flow": {"kind": "orchestrator", "service": "step_functions", "transition": "100 ms"})",
       .steps = R"({"invoke": "split"}, {"fan_out": 3, "steps": [{"invoke": "map"}]}, {"sleep": "1 s"})",
       .programs = R"("split": {"steps": [{"sleep": "2 s"}]}, "map": {"steps": [{"sleep": "4 s"}]})",
       .variant = R"("runs_on": "flow", "programs_on": {"split": "f", "map": "g"})"});
  CHECK(run.used("transition", "flow") == 1 + 1 + 3 + 1);
  // One after the other: split, the fan-out, one map of three at once, the sleep.
  CHECK(run.result.makespan == ms(100 + 2'000 + 100 + 100 + 4'000 + 100 + 1'000));
  CHECK(run.time_in("invoke") == ms(4 * 100));
  CHECK(run.result.executions == 1 + 1 + 3);
}

TEST_CASE("a workflow tries a failed function again, and each try is a transition") {
  const Run run =
      simulate({.resources = function_with() + R"(, "flow": {"kind": "orchestrator", "service": "step_functions"})",
                .steps = R"({"retry": 2, "backoff": "1 s", "jitter": "none", "steps": [{"invoke": "task"}]})",
                .programs = R"("task": {"steps": [{"sleep": "1 s"}, {"fail": "100 %"}]})",
                .variant = R"("runs_on": "flow", "programs_on": {"task": "f"})"});
  CHECK(run.result.failed == 1);
  CHECK(run.used("transition") == 3);
  CHECK(run.result.makespan == s(3 * 1 + 1 + 2));
}

std::string only_problem(const Parts& parts) {
  const auto problems = problems_with(parts);
  std::string all = std::to_string(problems.size()) + " problems";
  for (const std::string& problem : problems) all += "\n" + problem;
  return problems.size() == 1 ? problems.front() : all;
}

TEST_CASE("what cannot start a program is refused, with what could") {
  const auto triggered_by = [](const std::string& resource, const std::string& trigger, const std::string& runner) {
    return only_problem({.resources = function_with() + ", " + resource,
                         .steps = R"({"sleep": "1 s"})",
                         .programs = R"("other": {"triggered_by": ")" + trigger + R"(", "steps": [{"sleep": "1 s"}]})",
                         .variant = R"("runs_on": "f", "programs_on": {"other": ")" + runner + "\"}"});
  };
  CHECK_THAT(triggered_by(function_with("", "g"), "uploads", "g"),
             Catch::Contains("uploads") && Catch::Contains("is not bound in variant only"));
  CHECK_THAT(triggered_by(function_with("", "g"), "f", "g"), Catch::Contains("cannot trigger a program"));
  CHECK_THAT(triggered_by(fleet_with("", "vm") + ", " + bucket, "bucket", "vm"),
             Catch::Contains("on a fleet, whose workers poll queues"));
}

TEST_CASE("a chain that leads back to its own beginning is refused") {
  const std::string steps = GENERATE(R"({"put": "1 KB", "to": "bucket"})", R"({"send": 1, "to": "bucket"})");
  CHECK_THAT(only_problem({.resources = function_with() + ", " + function_with("", "g") + ", " + bucket,
                           .steps = R"({"put": "1 KB", "to": "bucket"})",
                           .programs = R"("index": {"triggered_by": "bucket", "steps": [)" + steps + "]}",
                           .variant = R"("runs_on": "f", "programs_on": {"index": "g"})"}),
             Catch::Contains("/programs/index/steps/0") && Catch::Contains("a cycle that never ends"));
}

TEST_CASE("an orchestrator does not compute") {
  CHECK_THAT(only_problem({.resources = R"("flow": {"kind": "orchestrator", "service": "step_functions"})",
                           .steps = R"({"compute": "1 vCPU-s"})",
                           .variant = R"("runs_on": "flow")"}),
             Catch::Contains("nothing that an orchestrator does"));
}

TEST_CASE("a queue's messages go to one program") {
  CHECK_THAT(only_problem({.resources = function_with() + ", " + function_with("", "g") + ", " + queue,
                           .steps = R"({"sleep": "1 s"})",
                           .programs = R"("other": {"triggered_by": "jobs", "steps": [{"sleep": "1 s"}]})",
                           .workload = R"("via": "jobs")",
                           .variant = R"("runs_on": "f", "programs_on": {"other": "g"})"}),
             Catch::Contains("whose messages go to main already"));
}

}  // namespace
