// Streams: what a shard takes in, the order in which it is read, and what becomes of a batch that fails.
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

// Requests that arrive at once, through a stream "s", at a function that takes a second for each batch.
struct Case {
  std::string stream{};
  std::string event_source = R"("batch": 1)";
  int requests = 1;
  std::string workload{};
  std::string arrivals{};
};

Parts parts_of(const Case& c) {
  return {.resources = function_with(R"("event_source": {)" + c.event_source + "}") +
                       R"(, "s": {"kind": "stream", "service": "kinesis", "shard_choice": "round_robin")" +
                       (c.stream.empty() ? "" : ", " + c.stream) + R"(}, "lost": {"kind": "queue", "service": "sqs"})",
          .steps = R"({"sleep": "1 s"})",
          .arrivals = c.arrivals.empty() ? R"("process": "batch", "count": )" + std::to_string(c.requests) : c.arrivals,
          .workload = R"("via": "s")" + (c.workload.empty() ? "" : ", " + c.workload)};
}
Run run_of(const Case& c) { return simulate(parts_of(c)); }

// A program that puts records into a stream that nobody reads.
Run producer(const std::string& stream, const std::string& steps) {
  return simulate({.resources = function_with() + R"(, "s": {"kind": "stream", "service": "kinesis", )" + stream + "}",
                   .steps = steps});
}

TEST_CASE("records of a shard are processed one batch after the other, those of several shards side by side") {
  const auto makespan = [](const std::string& shards, const std::string& event_source) {
    return run_of({.stream = R"("shards": )" + shards, .event_source = event_source, .requests = 6}).result.makespan;
  };
  CHECK(makespan("1", R"("batch": 1)") == seconds(6));
  CHECK(makespan("2", R"("batch": 1)") == seconds(3));
  CHECK(makespan("6", R"("batch": 1)") == seconds(1));
  // The first record is read as it arrives; then the other five.
  CHECK(makespan("1", R"("batch": 10)") == seconds(2));
}

TEST_CASE("a shard may be read in several lanes, each in order") {
  const Run one = run_of({.event_source = R"("batch": 1)", .requests = 100});
  const Run ten = run_of({.event_source = R"("batch": 1, "parallelisation": 10)", .requests = 100});
  CHECK(one.result.makespan == seconds(100));
  // 100 records over ten lanes by key: the fullest has 10 and about two standard deviations, sqrt(100 * 0.1 * 0.9) = 3.
  CHECK(ten.result.makespan >= seconds(10));
  CHECK(ten.result.makespan <= seconds(22));
  CHECK(ten.metric("concurrency.peak") == 10);
}

TEST_CASE("a shard is looked at in intervals while it is empty") {
  const Run run = run_of({.stream = R"("poll_interval": "1 s", "receive_latency": "5 ms")",
                          .arrivals = R"("process": "deterministic", "rate": "48 /min", "count": 2)"});
  // At 1.25 s, seen at 2 s; at 2.5 s, while the first is processed until 3.005 s, and taken then.
  CHECK(run.time_in("queueing") == Duration::milliseconds(750 + 505));
  CHECK(run.time_in("message") == Duration::milliseconds(5 + 5));
}

TEST_CASE("a batch of a shard waits for its window to fill, and no longer than until it is full") {
  const auto run = [](const std::string& window) {
    return run_of({.event_source = R"("batch": 3, "window": ")" + window + "\"",
                   .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 3)"});
  };
  CHECK(run("10 s").result.executions == 1);
  CHECK(run("10 s").latency_sum() == seconds(3 + 2 + 1));  // full at 3 s, processed until 4 s
  const Run short_window = run("1.5 s");                   // 1 and 2 s at 2.5 s; 3 s at 5 s
  CHECK(short_window.result.executions == 2);
  CHECK(short_window.latency_sum() == Duration::milliseconds(2500 + 1500 + 3000));
}

TEST_CASE("a batch that fails is tried again before anything later of its shard, and then given up") {
  const Run run = run_of({.event_source = R"("batch": 1, "retries": 2, "retry_wait": "4 s", "on_failure": "lost")",
                          .requests = 2,
                          .workload = R"("poisoned": "100 %")"});
  // Each is tried from 0, 5 and 10 s on, and given up at 11 s: 22 s for both.
  CHECK(run.result.executions == 6);
  CHECK(run.result.dead_lettered == 2);
  CHECK(run.result.makespan == seconds(22));
  CHECK(run.used("request", "lost") == 2);
  CHECK(run.metric("records.given_up") == 2);
  CHECK(run.metric("records.oldest_s") == 22);
}

TEST_CASE("without a queue for failures a batch that is given up is dropped, and its requests fail") {
  const Run run = run_of({.event_source = R"("batch": 1, "retries": 0)", .workload = R"("poisoned": "100 %")"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.makespan == seconds(1));
}

TEST_CASE("a batch is given up when its records would be too old") {
  const auto executions = [](const std::string& stream, const std::string& event_source) {
    return run_of({.stream = stream, .event_source = event_source, .workload = R"("poisoned": "100 %")"})
        .result.executions;
  };
  // Failed at 1, 3, 5, 7 s; the next attempts begin at 2, 4, 6, 8 s.
  CHECK(executions("", R"("batch": 1, "max_age": "5 s")") == 3);
  CHECK(executions(R"("retention": "7 s")", R"("batch": 1)") == 4);
}

TEST_CASE("with partial failures a batch goes on from the first record that failed") {
  const auto run = [](const std::string& partial) {
    return run_of({.event_source = R"("batch": 10, "window": "1 s", "retries": 0)" + partial,
                   .requests = 10,
                   .workload = R"("poisoned": "15 %")"});
  };
  CHECK(run("").result.failed == 10);
  const Run partial = run(R"(, "partial_failures": true)");
  CHECK(partial.result.completed > 0);  // those before the first that cannot be processed
  CHECK(partial.result.completed + partial.result.failed == 10);
  CHECK(partial.metric("latency.max") == 1.0);
}

TEST_CASE("a shard takes in so many records and bytes a second, and throttles the put beyond") {
  // 4,000 records at 2,000 /s in two seconds: a burst of 1,000, and 1,000 a second: at the k-th put, at k / 2000 s,
  // 1000 + k / 2 have been permitted. The burst lasts until k = 2000; of the other 2,000 every second one is taken.
  const auto throttled = [](const std::string& stream, const std::string& workload) {
    return run_of({.stream = stream,
                   .event_source = R"("batch": 10000)",
                   .workload = workload,
                   .arrivals = R"("process": "deterministic", "rate": "2000 /s", "count": 4000)"})
        .result.throttled;
  };
  CHECK(static_cast<double>(throttled("", R"("size": "100 B")")) == Approx(1000).margin(2));
  CHECK(throttled(R"("shards": 2)", R"("size": "100 B")") == 0);
  // 2 KB each are 4 MB/s: a burst of 500 records, and 500 a second, after which 1000 + 500 have been taken in.
  CHECK(static_cast<double>(throttled("", R"("size": "2 KB")")) == Approx(4000 - 1500).margin(2));
}

TEST_CASE("a put that is throttled fails its step, which may be tried again") {
  const std::string put = R"({"send": 600, "size": "100 B", "to": "s"})";
  CHECK(producer(R"("put_batch": 600)", put).result.completed == 1);
  CHECK(producer(R"("put_batch": 600)", put + ", " + put).result.failed == 1);  // 1,200 at once
  // However long it takes in nothing before: the burst is that of one second.
  const std::string pause = R"(, {"sleep": "1 min"}, )";
  CHECK(producer(R"("put_batch": 600)", put + pause + put).result.completed == 1);
  CHECK(producer(R"("put_batch": 600)", put + pause + put + ", " + put).result.failed == 1);
  const Run run = producer(R"("put_batch": 600)",
                           put + R"(, {"retry": 3, "backoff": "1 s", "jitter": "none", "steps": [)" + put + "]}");
  CHECK(run.result.completed == 1);
  CHECK(run.result.makespan == seconds(1));
  CHECK(run.metric("records.throttled") == 600);
  CHECK(run.used("put_unit", "s") == 1200);  // what is throttled is not billed
}

TEST_CASE("a stream is billed by the shard-hour and by the started 25 KiB of each record") {
  const Run run = producer(R"("shards": 4, "shard_choice": "round_robin", "put_latency": "1800 s")",
                           R"({"send": 8, "size": "25601 B", "to": "s"})");
  CHECK(run.used("put_unit", "s") == 8 * 2);
  CHECK(run.used("shard_hour", "s") == 4 * 1'800'000);  // in shard-milliseconds
  // $0.015 * 2 shard-hours, and 16 units at $0.014 a million, beside the function's bill: 1800 s at 1 GB, and a
  // request.
  CHECK(run.bill.total.pico == 30'000'000'000 + 16 * 14'000 + 1800 * 16'666'700LL + 200'000);
}

TEST_CASE("a stream can start a program beside its workload, with what another sends") {
  const Run run =
      simulate({.resources = function_with() + ", " + function_with(R"("event_source": {"batch": 2})", "g") +
                             R"(, "s": {"kind": "stream", "service": "kinesis"})",
                .steps = R"({"send": 6, "to": "s"})",
                .programs = R"("next": {"triggered_by": "s", "steps": [{"sleep": "7 s"}]})",
                .variant = R"("runs_on": "f", "programs_on": {"next": "g"})"});
  CHECK(run.result.completed == 1);
  // The first as it comes, then two, two and the last.
  CHECK(run.used("gb_s", "g") == 4 * 7 * 1000 * 1024);
}

TEST_CASE("streams that make no sense are refused") {
  const auto problem = [](const Case& c, const std::string& runner = "") {
    Parts parts = parts_of(c);
    if (!runner.empty()) parts.resources += ", " + runner, parts.variant = R"("runs_on": "vm")";
    const auto problems = problems_with(parts);
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  CHECK_THAT(problem({.stream = R"("shards": 0)"}), Catch::Contains("shards"));
  CHECK_THAT(problem({.stream = R"("put_unit": "0 B")"}), Catch::Contains("no bytes"));
  CHECK_THAT(problem({.stream = R"("shard_records": "0 /s")"}), Catch::Contains("no records"));
  CHECK_THAT(problem({.stream = R"("retention": "0 s")"}), Catch::Contains("not kept"));
  CHECK_THAT(problem({.event_source = R"("retry_wait": "0 s")"}), Catch::Contains("without end"));
  CHECK_THAT(problem({.event_source = R"("on_failure": "los")"}), Catch::Contains("is no queue"));
  CHECK_THAT(problem({}, fleet_with("", "vm")), Catch::Contains("on a fleet"));
}

}  // namespace
