// What a run samples of itself over time, against what it counts in the end.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::SimTime;
using twostep::observation::Timeline;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

double sampled(const Timeline& timeline, const std::string& name, std::size_t row) {
  for (std::size_t i = 0; i < timeline.series().size(); ++i) {
    if (timeline.series()[i].name == name) return timeline.value(row, i);
  }
  throw std::runtime_error("no series " + name);
}

TEST_CASE("environments are starting, then busy, then idle, then gone") {
  // Cold for 2 s, active for 3 s, idle for 4 s; a second request at 20 s keeps the run going.
  const Run run = simulate({.resources = function_with(R"("keep_alive": "4 s", "cold_start": {"runtime_init": "2 s"})"),
                            .steps = R"({"sleep": "3 s"})",
                            .workloads = R"([{"program": "main", "arrivals": {"process": "batch", "count": 1}},
                                             {"program": "main", "arrivals":
                                                 {"process": "deterministic", "rate": "3 /min", "count": 1}}])"});
  const Timeline& timeline = run.result.timeline;
  const auto at = [&](const std::string& name, std::size_t second) { return sampled(timeline, name, second); };
  REQUIRE(timeline.time(8) == SimTime{} + twostep::Duration::seconds(8));
  CHECK(at("environments.starting", 1) == 1);
  CHECK(at("environments.busy", 1) == 0);
  CHECK(at("environments.busy", 4) == 1);
  CHECK(at("environments.idle", 4) == 0);
  CHECK(at("environments.idle", 8) == 1);
  CHECK(at("environments.alive", 8) == 1);
  CHECK(at("environments.alive", 12) == 0);
  CHECK(at("requests.in_flight", 4) == 1);
  CHECK(at("requests.in_flight", 8) == 0);
}

TEST_CASE("requests have arrived when they are sent, not when the platform has led them to a function") {
  // One every 0.4 s, of which the platform takes 1.5 s for each and the function 0.1 s. After 3 s there were those at
  // 0.4, 0.8 .. 2.8 s, of which those up to 1.2 s have ended (by 2.8 s); 7 - 3 are in flight.
  const Run run = simulate({.resources = function_with(R"("invoke_overhead": "1500 ms")"),
                            .steps = R"({"sleep": "100 ms"})",
                            .arrivals = R"("process": "deterministic", "rate": "2.5 /s", "count": 10)"});
  const Timeline& timeline = run.result.timeline;
  CHECK(sampled(timeline, "requests.arrived", 0) == 0);
  CHECK(sampled(timeline, "requests.arrived", 1) == 2);  // at 0.4 and 0.8 s
  CHECK(sampled(timeline, "environments.busy", 1) == 0);
  CHECK(sampled(timeline, "requests.arrived", 3) == 7);
  CHECK(sampled(timeline, "requests.in_flight", 3) == 4);
  CHECK(sampled(timeline, "requests.arrived", 5) == 10);
  CHECK(run.result.requests == 10);
  CHECK(run.result.makespan == twostep::Duration::milliseconds(4'000 + 1'600));
}

TEST_CASE("the last row is the end of the run: every request has ended, and what was spent is the bill") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 3)"),
                            .steps = R"({"sleep": "1500 ms"})",
                            .arrivals = R"("process": "batch", "count": 5)"});
  const Timeline& timeline = run.result.timeline;
  const std::size_t last = timeline.rows() - 1;
  CHECK(timeline.time(last) - SimTime{} == run.result.makespan);
  CHECK(sampled(timeline, "requests.arrived", last) == 5);
  CHECK(sampled(timeline, "requests.throttled", last) == 2);
  CHECK(sampled(timeline, "requests.in_flight", last) == 0);
  CHECK(sampled(timeline, "spend", last) == Approx(run.bill.total.in_dollars()).epsilon(1e-12));
}

TEST_CASE("what a server costs is spent evenly while it runs") {
  // $0.096 an hour: after 30 s of 60 s, half of $0.0016.
  const Run run = simulate({.resources = fleet_with(), .steps = R"({"sleep": "60 s"})"});
  const Timeline& timeline = run.result.timeline;
  CHECK(sampled(timeline, "spend", 30) == Approx(0.0008).epsilon(1e-9));
  CHECK(sampled(timeline, "instances", 30) == 1);
  CHECK(sampled(timeline, "workers.busy", 30) == 1);
}

TEST_CASE("a NIC is used in full while it limits a transfer, and in part by what a transfer takes") {
  const std::string bucket = R"(, "bucket": {"kind": "object_store", "service": "s3"})";
  // 30 MB at 10 MB/s take 3 s; then 3 s without any.
  const Run full = simulate({.resources = fleet_with(R"("network": "10 MB/s")") + bucket,
                             .steps = R"({"get": "30 MB", "from": "bucket"}, {"sleep": "3 s"})"});
  CHECK(sampled(full.result.timeline, "nic.utilisation", 2) == Approx(1));
  CHECK(sampled(full.result.timeline, "nic.utilisation", 5) == Approx(0).margin(1e-9));
  // Three environments of 2 MB/s each on a host of 10 MB/s: 60 %.
  const Run shared =
      simulate({.resources = function_with(R"("network": "2 MB/s", "host": {"network": "10 MB/s"})") + bucket,
                .steps = R"({"get": "10 MB", "from": "bucket"})",
                .arrivals = R"("process": "batch", "count": 3)"});
  CHECK(sampled(shared.result.timeline, "nic.utilisation", 2) == Approx(0.6));
}

}  // namespace
