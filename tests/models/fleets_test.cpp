#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

TEST_CASE("a booting instance is launched, boots, and is billed from when it runs") {
  const auto run = [](const std::string& time) {
    return simulate({.resources = fleet_with(R"("at_start": "booting", "launch": "6 s", "boot": "20 s")"),
                     .steps = R"({"sleep": ")" + time + "\"}"});
  };
  const Run short_run = run("10 s");
  CHECK(short_run.result.makespan == ms(36'000));
  CHECK(short_run.time_in("boot") == ms(26'000));
  CHECK(short_run.time_in("sleep") == ms(10'000));
  CHECK(short_run.used("m5.large_hour") == 60);          // 6 s to 36 s are 30 s: the minimum
  CHECK(run("100 s").used("m5.large_hour") == 120);      // 6 s to 126 s
  CHECK(run("100.001 s").used("m5.large_hour") == 121);  // the next second
  CHECK(run("100 s").bill.total.pico == 3'200'000'000);  // $0.096/h * 120 s / 3600 s
}

TEST_CASE("an instance that runs at the start is billed from time zero, by the fleet's own step and minimum") {
  const auto billed = [](const std::string& figures) {
    return simulate({.resources = fleet_with(figures), .steps = R"({"sleep": "90.5 s"})"}).used("m5.large_hour");
  };
  CHECK(billed("") == 91);
  CHECK(billed(R"("billing_quantum": "60 s")") == 120);
  CHECK(billed(R"("billing_minimum": "3600 s")") == 3600);
  CHECK(billed(R"("instances": 3)") == 3 * 91);
}

TEST_CASE("workers of an instance share its vCPUs") {
  const auto makespan = [](int workers, int threads) {
    return simulate({.resources = fleet_with(R"("workers": )" + std::to_string(workers)),
                     .steps = R"({"compute": "1 vCPU-s", "threads": )" + std::to_string(threads) + "}",
                     .arrivals = R"("process": "batch", "count": )" + std::to_string(workers)})
        .result.makespan;
  };
  CHECK(makespan(1, 1) == ms(1000));
  CHECK(makespan(1, 2) == ms(500));
  CHECK(makespan(1, 8) == ms(500));   // 2 vCPUs at the most
  CHECK(makespan(2, 1) == ms(1000));  // a vCPU for each
  CHECK(makespan(2, 2) == ms(1000));  // 2 vCPU-s on 2 vCPUs
  CHECK(makespan(3, 1) == ms(1500));  // 3 vCPU-s on 2 vCPUs
}

TEST_CASE("a worker that starts later takes its share from the first") {
  const Run run = simulate({.resources = fleet_with(R"("workers": 2)"),
                            .steps = R"({"compute": "1 vCPU-s", "threads": 2})",
                            .arrivals = R"("process": "deterministic", "rate": "4 /s", "count": 2)"});
  // From 0.25 s: the first alone on 2 vCPUs, half of it done at 0.5 s; then one vCPU each: the first ends at 1 s. The
  // second has 0.5 vCPU-s left, alone on 2 vCPUs: 1.25 s.
  CHECK(run.result.makespan == ms(1250));
  CHECK(run.time_in("compute") == ms(750 + 750));
}

TEST_CASE("parallel work of one worker shares the vCPUs of its instance") {
  const Run run =
      simulate({.resources = fleet_with(), .steps = R"({"fan_out": 4, "steps": [{"compute": "1 vCPU-s"}]})"});
  CHECK(run.result.makespan == ms(2000));  // 4 vCPU-s on 2 vCPUs
}

TEST_CASE("requests wait for a worker first come first served") {
  const Run run = simulate({.resources = fleet_with(),
                            .steps = R"({"sleep": "2 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 3)"});
  // Begin at 1, 3 and 5 s; arrived at 1, 2 and 3 s.
  CHECK(run.time_in("queueing") == ms(0 + 1000 + 2000));
  CHECK(run.metric("latency.max") == 4.0);
  CHECK(run.metric("latency.p50") == 3.0);
  CHECK(run.result.makespan == ms(7000));
}

TEST_CASE("a fleet grows by an instance for each request that finds all workers busy, up to its limit") {
  const Run run = simulate({.resources = fleet_with(R"("grow_to": 3)"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 5)"});
  CHECK(run.metric("instances") == 3);
  CHECK(run.result.makespan == ms(2000));  // 3 at once, then 2
  CHECK(run.time_in("queueing") == ms(2 * 1000));
}

TEST_CASE("an added instance serves after its launch and boot") {
  const Run run = simulate({.resources = fleet_with(R"("grow_to": 2, "launch": "1 s", "boot": "5 s")"),
                            .steps = R"({"sleep": "10 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 2)"});
  // The second arrives at 2 s, finds the only worker busy until 11 s, and is served from 2 + 1 + 5 = 8 s to 18 s.
  CHECK(run.result.makespan == ms(18'000));
  CHECK(run.time_in("boot") == ms(6000));
  CHECK(run.used("m5.large_hour") == 60 + 60);  // 0 to 18 s, and 3 to 18 s
}

TEST_CASE("a message between instances takes a latency and the sender's NIC") {
  const auto makespan = [](const std::string& sender, const std::string& receiver, int count) {
    return simulate({.resources = fleet_with(R"("workers": 2, "network": )" + sender) + ", " +
                                  fleet_with(R"("message_latency": "1 ms", "network": )" + receiver, "other"),
                     .steps = R"({"message": "10 MB", "to": "other"})",
                     .arrivals = R"("process": "batch", "count": )" + std::to_string(count)})
        .result.makespan;
  };
  CHECK(makespan(R"("100 MB/s")", R"("1000 MB/s")", 1) == ms(1 + 100));
  CHECK(makespan(R"("1000 MB/s")", R"("100 MB/s")", 1) == ms(1 + 100));  // the receiver's NIC
  CHECK(makespan(R"("100 MB/s")", R"("1000 MB/s")", 2) == ms(1 + 200));  // both over one NIC
}

TEST_CASE("a message from one zone to another is billed in both") {
  // Four messages go round two instances: the second and the fourth are in the other zone. 2 * 10 MB out, 2 * 10 MB in.
  const Run run =
      simulate({.resources = fleet_with(R"("zones": 2)") + ", " + fleet_with(R"("zones": 2, "instances": 2)", "other"),
                .steps = R"({"repeat": 4, "steps": [{"message": "10 MB", "to": "other"}]})"});
  CHECK(run.used("zone_gb") == 40'000'000);
  CHECK(run.metric("cost.ec2") == Approx(0.04 * 0.01));  // $0.01 a GB; all of it takes no time
}

TEST_CASE("functions and instances can send to the same fleet") {
  const Run run =
      simulate({.resources = fleet_with(R"("network": "100 MB/s")") + ", " +
                             fleet_with(R"("message_latency": "1 ms", "network": "100 MB/s")", "other") + ", " +
                             function_with(R"("network": "50 MB/s", "host": {"network": "50 MB/s"})", "g"),
                .steps = R"({"message": "10 MB", "to": "other"}, {"invoke": "reply"})",
                .programs = R"("reply": {"steps": [{"message": "10 MB", "to": "other"}]})",
                .variant = R"("runs_on": "f", "programs_on": {"reply": "g"})"});
  CHECK(run.result.makespan == ms(1 + 100 + 1 + 200));
}

TEST_CASE("a message to a client takes the client's latency and the sender's NIC") {
  const Run run = simulate(
      {.resources = fleet_with(R"("network": "1 MB/s")") + R"(, "c": {"kind": "client", "message_latency": "0.25 ms"})",
       .steps = R"({"message": "1 KB", "to": "c"}, {"send": 3, "size": "1 KB", "to": "c"})"});
  CHECK(run.time_in("message") == Duration::microseconds(250 + 1000 + 250 + 3000));
}

TEST_CASE("requests sent to a fleet over the network pay the message first") {
  const Run run = simulate({.resources = fleet_with(R"("network": "1 MB/s", "message_latency": "0.25 ms")"),
                            .steps = R"({"sleep": "1 s"})",
                            .workload = R"("via": "door", "messages": 10, "size": "1 KB")",
                            .variant = R"("runs_on": "f", "bind": {"door": "f"})"});
  CHECK(run.time_in("message") == Duration::microseconds(250 + 10'000));
  CHECK(run.latency_sum() == Duration::microseconds(1'000'000 + 250 + 10'000));
}

TEST_CASE("workers poll a queue one batch at a time") {
  const Run run =
      simulate({.resources = fleet_with() +
                             R"(, "q": {"kind": "queue", "service": "sqs", "receive_latency": "5 ms", "batch": 1})",
                .steps = R"({"sleep": "1 s"})",
                .arrivals = R"("process": "batch", "count": 3)",
                .workload = R"("via": "q")"});
  CHECK(run.result.makespan == ms(3 * 1005));
  CHECK(run.time_in("message") == ms(3 * 5));
  CHECK(run.time_in("queueing") == ms(0 + 1005 + 2010));
}

TEST_CASE("a fleet grows when messages wait and no worker polls") {
  const Run run = simulate(
      {.resources = fleet_with(R"("grow_to": 2)") + R"(, "q": {"kind": "queue", "service": "sqs", "batch": 1})",
       .steps = R"({"sleep": "2 s"})",
       .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 2)",
       .workload = R"("via": "q")"});
  CHECK(run.metric("instances") == 2);
  CHECK(run.result.makespan == ms(4000));  // 1 to 3 s and 2 to 4 s
}

TEST_CASE("load steps run once on an instance") {
  const Run run = simulate({.resources = fleet_with(),
                            .steps = R"({"load": [{"sleep": "2 s"}]}, {"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 2)"});
  CHECK(run.result.makespan == ms(2000 + 1000 + 1000));
}

TEST_CASE("the worker that has been free longest serves the next request") {
  const Run run = simulate({.resources = fleet_with(R"("instances": 2)"),
                            .steps = R"({"load": [{"sleep": "2 s"}]}, {"sleep": "1 s"})",
                            .arrivals = R"("process": "closed", "count": 4)"});
  CHECK(run.result.makespan == ms(2 * (2000 + 1000) + 2 * 1000));  // each instance loads once, in turn
  CHECK(run.metric("latency.p50") == 1.0);
  CHECK(run.latency_sum() == ms(3000 + 3000 + 1000 + 1000));
}

}  // namespace
