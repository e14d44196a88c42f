// How a queue delivers: visibility timeouts, redrive, duplicates, FIFO order, limits, and what becomes of each message.
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

constexpr Duration seconds(std::int64_t n) { return Duration::seconds(n); }

std::string queue(const std::string& figures, const std::string& name = "q") {
  return ", \"" + name + R"(": {"kind": "queue", "service": "sqs")" + (figures.empty() ? "" : ", " + figures) + "}";
}

const std::string redrive = R"("visibility_timeout": "30 s", "max_receives": 3, "dead_letter": "dead")";

// Requests that arrive at once, through a queue "q", at a function that takes a second for each batch.
struct Case {
  std::string queue{};
  std::string event_source = R"("batch": 1)";
  int requests = 1;
  std::string workload{};
  std::string function{};
  std::string time = "1 s";
};

Parts parts_of(const Case& c) {
  return {
      .resources =
          function_with(R"("event_source": {)" + c.event_source + "}" + (c.function.empty() ? "" : ", " + c.function)) +
          queue(c.queue) + queue(c.queue.find("fifo") == std::string::npos ? "" : R"("order": "fifo")", "dead"),
      .steps = R"({"sleep": ")" + c.time + R"("})",
      .arrivals = R"("process": "batch", "count": )" + std::to_string(c.requests),
      .workload = R"("via": "q")" + (c.workload.empty() ? "" : ", " + c.workload)};
}
Run run_of(const Case& c) { return simulate(parts_of(c)); }

TEST_CASE("a message that keeps failing is received every 30 s, and dead-lettered after the third receive") {
  const Run run = run_of({.queue = redrive, .workload = R"("poisoned": "100 %")"});
  CHECK(run.result.executions == 3);  // from 0, 30 and 60 s on
  CHECK(run.result.dead_lettered == 1);
  CHECK(run.result.completed == 0);
  CHECK(run.result.makespan == seconds(90));  // when it would have been received the fourth time
  CHECK(run.metric("messages.dead_lettered") == 1);
  CHECK(run.metric("messages.redelivered") == 2);
  // A send; three receives; empty long polls of 20 s from 1 to 30, from 31 to 60, and from 61 to 90 s, the fourth of
  // which is under way when the run ends.
  CHECK(run.used("request", "q") == 1 + 3 + (1 + 1 + 2));
}

TEST_CASE("without a visibility timeout a message that fails has failed, and is deleted") {
  const Run run = run_of({.workload = R"("poisoned": "100 %")"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.executions == 1);
  CHECK(run.used("request", "q") == 1 + 1 + 1 + 1);  // send, receive, deletion, and the long poll after that
}

TEST_CASE("a batch with one message that cannot be processed comes back as a whole") {
  // The delay makes all ten one batch.
  const Run run = run_of({.queue = redrive + R"(, "delay": "1 s")",
                          .event_source = R"("batch": 10)",
                          .requests = 10,
                          .workload = R"("poisoned": "30 %")"});
  CHECK(run.result.executions == 3);
  CHECK(run.result.completed == 0);
  CHECK(run.result.dead_lettered == 10);
}

TEST_CASE("with partial failures only the messages that failed come back") {
  const Run run = run_of({.queue = redrive + R"(, "delay": "1 s")",
                          .event_source = R"("batch": 10, "partial_failures": true)",
                          .requests = 10,
                          .workload = R"("poisoned": "30 %")"});
  CHECK(run.result.executions == 3);
  CHECK(run.result.dead_lettered > 0);
  CHECK(run.result.dead_lettered < 10);
  CHECK(run.result.completed + run.result.dead_lettered == 10);
  CHECK(run.metric("latency.max") == 2.0);  // those that could be processed: a second of delay, and the first second
  CHECK(run.metric("messages.redelivered") == 2.0 * static_cast<double>(run.result.dead_lettered));
}

TEST_CASE("a worker of a fleet leaves what it cannot process to come back, too") {
  Parts parts = parts_of({.queue = redrive, .workload = R"("poisoned": "100 %")"});
  parts.resources = fleet_with() + queue(redrive) + queue("", "dead");
  const Run run = simulate(parts);
  CHECK(run.result.executions == 3);
  CHECK(run.result.dead_lettered == 1);
  CHECK(run.result.makespan == seconds(90));
}

TEST_CASE("a visibility timeout shorter than the processing delivers a message again while it is processed") {
  const Run run =
      run_of({.queue = R"("visibility_timeout": "2 s", "max_receives": 3, "dead_letter": "dead")", .time = "3 s"});
  // Received at 0, 2 and 4 s by three pollers; each deletion, at 3, 5 and 7 s, is too late or of an older receive.
  CHECK(run.result.dead_lettered == 1);
  CHECK(run.result.completed == 0);
  CHECK(run.result.makespan == seconds(6));
  CHECK(run.result.executions == 3);  // the last of them ends at 7 s, for a message that was given up
}

TEST_CASE("an invocation that is throttled returns its message") {
  const Run run = run_of({.queue = redrive, .requests = 2, .function = R"("reserved": 1)"});
  CHECK(run.result.completed == 2);
  CHECK(run.metric("latency.min") == 1.0);
  CHECK(run.metric("latency.max") == 31.0);  // received again after 30 s
  CHECK(run.time_in("queueing") == seconds(30));
}

TEST_CASE("a dead-letter queue can trigger a program, which then ends the request") {
  Parts parts = parts_of({.queue = redrive, .workload = R"("poisoned": "100 %")"});
  parts.resources += ", " + function_with("", "g");
  parts.programs = R"("inspect": {"triggered_by": "dead", "steps": [{"sleep": "5 s"}]})";
  parts.variant = R"("runs_on": "f", "programs_on": {"inspect": "g"})";
  const Run run = simulate(parts);
  CHECK(run.result.dead_lettered == 0);
  CHECK(run.result.failed == 1);  // its input is poisoned for whoever processes it
  CHECK(run.result.makespan == seconds(90 + 5));
}

TEST_CASE("a message that a program sends keeps the run alive until what it triggers has processed it") {
  const Run run = simulate({.resources = function_with() + ", " + function_with("", "g") + queue(""),
                            .steps = R"({"send": 3, "to": "q"})",
                            .programs = R"("next": {"triggered_by": "q", "steps": [{"sleep": "7 s"}]})",
                            .variant = R"("runs_on": "f", "programs_on": {"next": "g"})"});
  CHECK(run.result.completed == 1);
  CHECK(run.result.executions == 1 + 1);
  CHECK(run.used("gb_s", "g") == 7 * 1000 * 1024);  // 7 s of 1 GB
}

TEST_CASE("duplicates are delivered beside what was sent, and end no request") {
  const Run twice = run_of({.queue = R"("duplicates": "100 %")", .requests = 10});
  CHECK(twice.result.executions == 2 * 10);
  CHECK(twice.result.completed == 10);
  CHECK(twice.metric("messages.duplicated") == 10);
  // 10,000 messages: binomial, sd = sqrt(10000 * 0.25 * 0.75) = 43.3; four of them.
  const Run some = run_of({.queue = R"("duplicates": "25 %")", .workload = R"("messages": 10000)", .time = "1 ms"});
  CHECK(some.metric("messages.duplicated") == Approx(2500).margin(4 * 43.3));
}

TEST_CASE("messages of one group of a FIFO queue are processed one after the other, those of several side by side") {
  const auto makespan = [](const std::string& groups) {
    return run_of({.queue = R"("order": "fifo", "groups": )" + groups, .requests = 6}).result.makespan;
  };
  CHECK(makespan("1") == seconds(6));
  CHECK(makespan("2") == seconds(3));
  CHECK(makespan("3") == seconds(2));
  CHECK(makespan("6") == seconds(2));  // five pollers
}

TEST_CASE("a batch of a FIFO queue takes what is ready of a group, in order") {
  const Run run = run_of(
      {.queue = R"("order": "fifo", "groups": 1, "delay": "1 s")", .event_source = R"("batch": 4)", .requests = 6});
  CHECK(run.result.executions == 2);  // 4 and 2, one after the other
  CHECK(run.latency_sum() == seconds(4 * 2 + 2 * 3));
  CHECK(run.used("fifo_request", "q") == 6 + 2 + 2 + 2);  // sends, receives, deletions, and two polls at the end
  CHECK(run.used("request", "q") == 0);
}

TEST_CASE("a message that cannot be processed holds up its group of a FIFO queue until it is dead-lettered") {
  const auto makespan = [](const std::string& order) {
    return run_of({.queue = R"("visibility_timeout": "30 s", "max_receives": 1, "dead_letter": "dead")" + order,
                   .requests = 3,
                   .workload = R"("poisoned": "100 %")"})
        .result.makespan;
  };
  CHECK(makespan("") == seconds(30));  // all at once
  CHECK(makespan(R"(, "order": "fifo")") == seconds(3 * 30));
  CHECK(makespan(R"(, "order": "fifo", "groups": 3)") == seconds(30));
}

TEST_CASE("with partial failures, what is behind a failed message of its FIFO group comes back with it") {
  const auto run = [](const std::string& order) {
    return run_of({.queue = redrive + R"(, "delay": "1 s")" + order,
                   .event_source = R"("batch": 10, "partial_failures": true)",
                   .requests = 10,
                   .workload = R"("poisoned": "30 %")"});
  };
  const Run standard = run("");
  const Run fifo = run(R"(, "order": "fifo")");
  CHECK(fifo.result.completed + fifo.result.dead_lettered == 10);
  CHECK(fifo.metric("messages.redelivered") > standard.metric("messages.redelivered"));
}

TEST_CASE("no more messages are in flight than the limit allows") {
  const auto makespan = [](const std::string& limit) {
    return run_of({.queue = limit, .requests = 4}).result.makespan;
  };
  CHECK(makespan("") == seconds(1));
  CHECK(makespan(R"("in_flight_limit": 2)") == seconds(2));
  CHECK(makespan(R"("in_flight_limit": 1)") == seconds(4));
}

TEST_CASE("a message that is not processed within the retention is dropped, and its request fails") {
  const Run waited = run_of(
      {.queue = R"("retention": "5 s")", .event_source = R"("batch": 1, "pollers": 1)", .requests = 2, .time = "10 s"});
  CHECK(waited.result.completed == 1);
  CHECK(waited.result.failed == 1);
  CHECK(waited.result.makespan == seconds(10));
  CHECK(waited.metric("messages.expired") == 1);
  // Received at 0, 30 and 60 s; back at 90 s, it is older than 70 s.
  const Run failing =
      run_of({.queue = R"("visibility_timeout": "30 s", "retention": "70 s")", .workload = R"("poisoned": "100 %")"});
  CHECK(failing.result.failed == 1);
  CHECK(failing.result.executions == 3);
  CHECK(failing.result.makespan == seconds(90));
}

TEST_CASE("a delay keeps a message from being received") {
  const Run run = run_of({.queue = R"("delay": "5 s")", .requests = 3});
  CHECK(run.latency_sum() == seconds(3 * 6));
  CHECK(run.time_in("queueing") == seconds(3 * 5));
}

TEST_CASE("queues that make no sense are refused") {
  const auto problem = [](const std::string& figures, const std::string& more = "") {
    Parts parts = parts_of({.queue = figures});
    parts.resources += more;
    const auto problems = problems_with(parts);
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  CHECK_THAT(problem(R"("visibility_timeout": "0 s")"), Catch::Contains("as soon as it is received"));
  CHECK_THAT(problem(R"("visibility_timeout": "30 s", "max_receives": 3)"), Catch::Contains("where to"));
  CHECK_THAT(problem(R"("dead_letter": "dead")"), Catch::Contains("how many receives"));
  CHECK_THAT(problem(R"("max_receives": 3, "dead_letter": "dead")"), Catch::Contains("never come back"));
  CHECK_THAT(problem(R"("order": "fifo", "duplicates": "10 %")"), Catch::Contains("each message once"));
  CHECK_THAT(problem(R"("groups": 3)"), Catch::Contains("no message groups"));
  CHECK_THAT(problem(R"("duplicates": "150 %")"), Catch::Contains("duplicates"));
  CHECK_THAT(problem(R"("delay": "5 s", "retention": "5 s")"), Catch::Contains("before they can be received"));
  const std::string to = R"("visibility_timeout": "30 s", "max_receives": 3, "dead_letter": )";
  CHECK_THAT(problem(to + R"("daed")"), Catch::Contains("is no queue") && Catch::Contains("dead"));
  CHECK_THAT(problem(to + R"("f")"), Catch::Contains("is no queue"));
  CHECK_THAT(problem(to + R"("other")", queue(R"("order": "fifo")", "other")), Catch::Contains("another order"));
  CHECK_THAT(problem(to + R"("q")"), Catch::Contains("a cycle"));
}

std::string only_problem(const Parts& parts) {
  const auto problems = problems_with(parts);
  std::string all = std::to_string(problems.size()) + " problems";
  for (const std::string& problem : problems) all += "\n" + problem;
  return problems.size() == 1 ? problems.front() : all;
}

TEST_CASE("a queue for what is given up is named where it is written, and never the queue itself proposed") {
  const std::string jobs = R"("jobs": {"kind": "queue", "service": "sqs", "visibility_timeout": "1 s",
                                       "max_receives": 1, "dead_letter": "job"})";
  const Parts parts{
      .resources = function_with() + ", " + jobs, .steps = R"({"sleep": "1 s"})", .workload = R"("via": "jobs")"};
  CHECK_THAT(only_problem(parts), Catch::Contains("/resources/jobs/dead_letter") && !Catch::Contains("use jobs"));
  CHECK_THAT(only_problem({.resources = function_with(R"("asynchronous": {"dead_letter": "dea"})") + queue("", "dead"),
                           .steps = R"({"sleep": "1 s"})"}),
             Catch::Contains("/resources/f/asynchronous/dead_letter") && Catch::Contains("dead"));
}

TEST_CASE("what an event source has for streams is refused where it reads a queue, and the other way round") {
  const std::string stream = R"(, "s": {"kind": "stream", "service": "kinesis"})";
  const auto problem = [&](const std::string& source, const std::string& via) {
    return only_problem({.resources = function_with(R"("event_source": {)" + source + "}") + queue("", "q") + stream,
                         .steps = R"({"sleep": "1 s"})",
                         .workload = R"("via": ")" + via + "\""});
  };
  CHECK_THAT(problem(R"("retries": 2)", "q"),
             Catch::Contains("/resources/f/event_source") && Catch::Contains("which are of streams"));
  CHECK(problem(R"("retries": 2)", "s") == "0 problems");
  const std::string grows = R"("pollers_per_minute": 60, "max_pollers": 9)";
  CHECK_THAT(problem(grows, "s"), Catch::Contains("which is of queues"));
  CHECK(problem(grows, "q") == "0 problems");
}

TEST_CASE("what would wait for ever is refused: events for a function that may not run, messages that nobody sends") {
  CHECK_THAT(only_problem({.resources = function_with(R"("reserved": 0)"),
                           .steps = R"({"sleep": "1 s"})",
                           .workload = R"("mode": "async")"}),
             Catch::Contains("/resources/f/reserved") && Catch::Contains("waits until it may"));
  CHECK(problems_with({.resources = function_with(R"("reserved": 0)"), .steps = R"({"sleep": "1 s"})"}).empty());
  const std::string receive = R"({"receive": 1, "from": "q"})";
  CHECK_THAT(only_problem({.resources = function_with() + queue("", "q"), .steps = receive}),
             Catch::Contains("/programs/main/steps/0") && Catch::Contains("nothing sends to"));
  CHECK(problems_with({.resources = function_with() + queue("", "q"), .steps = R"({"send": 1, "to": "q"}, )" + receive})
            .empty());
}

}  // namespace
