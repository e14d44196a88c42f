// Event sources: how many pollers carry messages of a queue to a function, and how they fill batches.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::function_with;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

struct Case {
  std::string event_source{};
  std::string time = "1 s";
  std::string arrivals = R"("process": "batch", "count": 1)";
  std::string messages = "1";
};

Run run_of(const Case& c) {
  return simulate({.resources = function_with(R"("event_source": {)" + c.event_source + "}") +
                                R"(, "q": {"kind": "queue", "service": "sqs"})",
                   .steps = R"({"sleep": ")" + c.time + R"("})",
                   .arrivals = c.arrivals,
                   .workload = R"("via": "q", "messages": )" + c.messages});
}

const std::string growing = R"("batch": 1, "pollers": 5, "pollers_per_minute": 60, "max_pollers": 1000)";

TEST_CASE("100,000 messages of 500 ms take 312 s with 5 pollers and 60 more a minute, one each second") {
  const Run run = run_of({.event_source = growing, .time = "500 ms", .messages = "100000"});
  // A poller processes 2 messages a second. By the whole second T, the first five have processed 5 * 2T, and the one
  // added at k = 1, 2, ... T - 1 s 2 (T - k): together 10 T + T (T - 1) = T^2 + 9 T, which is
  //   99,520 for T = 311, and 99,836 half a second later: 5 * 623 + sum of (623 - 2k), k = 1 to 311;
  //   100,152 for T = 312: the last message ends at 312 s, 5.2 minutes.
  // (Continuously, 2 (5 + t) a second makes t^2 + 10 t = 100,000: t = -5 + sqrt(100,025) = 311.3 s.)
  CHECK(run.result.executions == 100'000);
  CHECK(run.result.makespan == ms(312'000));
  CHECK(run.metric("concurrency.peak") == 5 + 311);
}

TEST_CASE("100,000 messages of 500 ms take 341 s when the 60 pollers come at once, each minute") {
  const Run run = run_of({.event_source = growing + R"(, "poller_step": 60)", .time = "500 ms", .messages = "100000"});
  // In the minute j = 0, 1, ... 120 (5 + 60 j): 600 + 7,800 + 15,000 + 22,200 + 29,400 = 75,000 in five minutes. Then
  // 305 pollers process the other 25,000 in 25,000 / 305 = 81.97, so 82 rounds of 0.5 s: 300 + 41 s, 5.7 minutes.
  // The 5.5 minutes that are quoted for this case lie between the two.
  CHECK(run.result.makespan == ms(341'000));
  CHECK(run.metric("concurrency.peak") == 305);
}

TEST_CASE("pollers are added no faster than messages wait, and no more than there may be") {
  const Run few = run_of({.event_source = growing, .time = "2 s", .messages = "8"});
  // Five at 0; one each at 1 s and, since two are left, the sixth at 1 s; the others are free again at 2 s.
  CHECK(few.metric("concurrency.peak") == 6);
  // Five at 0 and one at 1 s; at 2 s nothing waits. When the last message is done at 3.5 s, all six poll.
  const Run none_waits = run_of({.event_source = growing, .time = "2500 ms", .messages = "6"});
  CHECK(none_waits.used("request", "q") == 6 + 6 + 6 + 6);
  const Run capped = run_of(
      {.event_source = R"("batch": 1, "pollers": 1, "pollers_per_minute": 60, "max_pollers": 3)", .messages = "100"});
  CHECK(capped.metric("concurrency.peak") == 3);
  // One from 0, two from 1, three from 2 s on: 1 + 2 + 3 * 33 >= 100, after 2 + 33 s.
  CHECK(capped.result.makespan == ms(35'000));
}

TEST_CASE("pollers that were added end when a long poll brings nothing, and come again") {
  const Run run = run_of({.event_source = R"("batch": 1, "pollers": 1, "pollers_per_minute": 60, "max_pollers": 3)",
                          .time = "10 s",
                          .arrivals = R"("process": "deterministic", "rate": "1 /h", "count": 2)",
                          .messages = "10"});
  // At 1 h: A, which has polled since 0, takes four messages, until 40 s later; B comes after 1 s and takes three,
  // until 31 s; C comes after 2 s, until 32 s. B and C find nothing for 20 s and end; A polls until the next hour. Then
  // the same again, but that the run ends when A is done, while all three poll.
  const int empty = 3600 / 20 + (1 + 1) + (3600 - 40) / 20 + (1 + 1 + 1);
  CHECK(run.used("request", "q") == 20 + 20 + 20 + empty);  // sends, receives, deletions
  CHECK(run.result.makespan == ms((2 * 3600 + 40) * 1000));
}

TEST_CASE("without growth a poller starts when it is first needed, and stays") {
  const Run run = run_of({.event_source = R"("batch": 1, "pollers": 2)",
                          .arrivals = R"("process": "deterministic", "rate": "1 /h", "count": 2)",
                          .messages = "2"});
  // Nobody polls for the first hour; two for 3599 s, 179 long polls of 20 s; and after it for no time.
  CHECK(run.used("request", "q") == 4 + 4 + 4 + 2 * 179 + 2);
}

TEST_CASE("a batch waits for the window to fill, and no longer than until it is full") {
  const auto run = [](const std::string& window) {
    return run_of({.event_source = R"("batch": 5, "pollers": 1, "window": ")" + window + "\"",
                   .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 5)"});
  };
  const Run full = run("10 s");  // messages come at 1 to 5 s, and are all processed from 5 to 6 s
  CHECK(full.result.executions == 1);
  CHECK(full.latency_sum() == ms((5 + 4 + 3 + 2 + 1) * 1000));
  CHECK(full.time_in("queueing") == ms((4 + 3 + 2 + 1) * 1000));
  CHECK(full.used("request", "q") == 5 + 5 + 1 + 1);  // five receives, and the long poll when it is over
  // From 1 to 3.5 s three messages, processed until 4.5 s; then the fourth, for which the fifth comes; until 7 s.
  const Run short_window = run("2.5 s");
  CHECK(short_window.result.executions == 2);
  CHECK(short_window.latency_sum() == ms(3500 + 2500 + 1500 + 4000 + 3000));
  CHECK(run("0 s").result.executions == 5);
}

TEST_CASE("event sources that make no sense are refused") {
  const auto problem = [](const std::string& event_source) {
    const auto problems = problems_with(
        {.resources = function_with(R"("event_source": {)" + event_source + "}"), .steps = R"({"sleep": "1 s"})"});
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  CHECK_THAT(problem(R"("max_pollers": 10)"), Catch::Contains("pollers_per_minute"));
  CHECK_THAT(problem(R"("pollers_per_minute": 60)"), Catch::Contains("max_pollers"));
  CHECK_THAT(problem(R"("pollers": 5, "pollers_per_minute": 60, "max_pollers": 4)"), Catch::Contains("at least"));
  CHECK_THAT(problem(R"("on_failure": "f")"), Catch::Contains("is no queue"));
}

}  // namespace
