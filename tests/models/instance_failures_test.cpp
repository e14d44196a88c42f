// What ends instances, what becomes of their work, and what they are paid for: crashes, spot interruptions, outages.
#include <cmath>

#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration s(std::int64_t n) { return Duration::seconds(n); }

const std::string balancer = R"(, "b": {"kind": "load_balancer", "service": "elb"})";
const std::string outage = R"("outages": [{"zone": 1, "from": "10 s", "lasts": "20 s"}])";

TEST_CASE("a zone's instances are lost with what they serve, and others take over") {
  // One instance in each of two zones, a request of 15 s on each: that of zone 1 fails at 10 s.
  const Run run = simulate({.resources = fleet_with(R"("instances": 2, "zones": 2, "boot": "5 s", )" + outage),
                            .steps = R"({"sleep": "15 s"})",
                            .arrivals = R"("process": "batch", "count": 3)"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.completed == 2);
  CHECK(run.metric("instances.in_outage") == 1);
  CHECK(run.metric("instances.launched") == 3);
  // The third request waits for the replacement, in zone 2: launched at 10 s, ready at 15 s, when the other is free
  // too.
  CHECK(run.result.makespan == s(30));
  CHECK(run.metric("fleet.lost") == 1);
}

TEST_CASE("nothing is launched in a zone that is out") {
  // The only zone comes back at 30 s; its instance boots for 5 s. A request of 1 s came at 20 s.
  const Run run = simulate({.resources = fleet_with(R"("boot": "5 s", )" + outage),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "3 /min", "count": 1)"});
  CHECK(run.result.makespan == s(36));
  CHECK(run.time_in("boot") == s(15));
  CHECK(run.used("m5.large_hour") == 60 + 60);  // 10 s, and 6 s: the minimum for each
}

TEST_CASE("what waits at a lost instance behind a load balancer is lost too, and counted once") {
  const Run run = simulate({.resources = fleet_with(outage) + balancer,
                            .steps = R"({"sleep": "15 s"})",
                            .arrivals = R"("process": "batch", "count": 3)",
                            .workload = R"("via": "door")",
                            .variant = R"("runs_on": "f", "bind": {"door": "b"})"});
  CHECK(run.result.failed == 3);
  CHECK(run.metric("fleet.lost") == 3);
  CHECK(run.result.makespan == s(10));
  CHECK(run.result.in_flight == 0);
}

TEST_CASE("a request fails when its instance dies, whatever it is doing") {
  const auto makespan = [](const std::string& steps, const std::string& resources = "") {
    const Run run = simulate({.resources = fleet_with(R"("workers": 3, )" + outage) + resources,
                              .steps = steps,
                              .arrivals = R"("process": "batch", "count": 3)"});
    CHECK(run.result.failed == 3);
    return run.result.makespan;
  };
  CHECK(makespan(R"({"sleep": "1 min"})") == s(10));
  CHECK(makespan(R"({"compute": "40 vCPU-s"})") == s(10));  // three share two vCPUs
  CHECK(makespan(R"({"fan_out": 3, "steps": [{"sleep": "1 min"}]})") == s(10));
  CHECK(makespan(R"({"message": "1 KB", "to": "c"})", R"(, "c": {"kind": "client", "message_latency": "1 min"})") ==
        s(10));
}

TEST_CASE("nobody stops early for a death that nobody foresees") {
  // Iterations of 4 s: two are done at 8 s, the third is cut at 10 s, and nothing is saved.
  const Run run = simulate({.resources = fleet_with(outage),
                            .steps = R"({"repeat": 10, "at_lifetime": "stop_early", "steps": [{"sleep": "4 s"}],
                                         "save": [{"span": "saved", "steps": [{"sleep": "1 ms"}]}]})"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.makespan == s(10));
  CHECK(run.metric("span.saved.count") == 0);
}

TEST_CASE("a client whose request was lost goes on at once") {
  // Requests of 6 s from one client: 0 to 6 s, lost at 10 s, then one waits until 30 s and ends at 36 s.
  const Run run = simulate({.resources = fleet_with(outage),
                            .steps = R"({"sleep": "6 s"})",
                            .arrivals = R"("process": "closed", "count": 3)"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.completed == 2);
  CHECK(run.result.makespan == s(36));
  CHECK(run.time_in("boot") == s(20));  // from 10 s to 30 s
}

TEST_CASE("instances crash at exponential times, and each is replaced") {
  // Ten instances with a mean of 100 s to a crash over 10,000 s: a Poisson number with mean 1,000; five standard
  // deviations are 158.
  const Run run = simulate({.resources = fleet_with(R"("instances": 10, "mtbf": "100 s")"),
                            .steps = R"({"sleep": "0.1 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "10 /s", "lasts": "10000 s")"});
  CHECK(std::abs(run.metric("instances.crashed") - 1000) < 158);
  CHECK(run.metric("instances.launched") == 10 + run.metric("instances.crashed"));
  CHECK(run.metric("instances.mean") == Approx(10).epsilon(1e-9));
  // One of them is busy at any time: a hundred of the crashes hit a request.
  CHECK(std::abs(static_cast<double>(run.result.failed) - 100) < 50);
  CHECK(run.result.requests == run.result.completed + run.result.failed);
}

TEST_CASE("a spot instance takes no new work after its notice, and two minutes later what is left is lost") {
  // One interruption a second: each instance gets notice at once, nearly.
  const auto run_of = [](const std::string& time) {
    return simulate({.resources = fleet_with(R"("purchase": "spot", "interruptions": "1 /s", "notice": "2 min")"),
                     .steps = R"({"sleep": ")" + time + "\"}",
                     .arrivals = R"("process": "batch", "count": 1)"});
  };
  CHECK(run_of("110 s").result.completed == 1);
  const Run lost = run_of("140 s");
  CHECK(lost.result.failed == 1);
  CHECK(lost.result.makespan > s(120));
  CHECK(lost.result.makespan < s(130));
  CHECK(lost.metric("instances.interrupted") > 50);
  CHECK(lost.used("m5.large_spot_hour") > 0);
  CHECK(lost.used("m5.large_hour") == 0);
}

TEST_CASE("a spot instance stays until it is taken back, though it has nothing to do any more") {
  // One instance a second gets notice, and stays for 10 s: ten of those on average, and the one that serves.
  const Run run = simulate({.resources = fleet_with(R"("workers": 10, "purchase": "spot", "interruptions": "1 /s",
                                                       "notice": "10 s")"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "5 /s", "lasts": "1000 s")"});
  // A Poisson number of mean 10 over a hundred times 10 s: 10 +- 5 * sqrt(10 / 100), less 0.05 for the first 10 s.
  CHECK(std::abs(run.metric("instances.mean") - 11) < 1.6);
  CHECK(run.result.failed == 0);
}

TEST_CASE("what is shorter than the notice is never lost to interruptions") {
  const Run run = simulate({.resources = fleet_with(R"("instances": 5, "purchase": "spot", "interruptions": "6 /h")"),
                            .steps = R"({"sleep": "5 s"})",
                            .arrivals = R"("process": "poisson", "rate": "0.8 /s", "lasts": "5 h")"});
  CHECK(run.result.failed == 0);
  // 5 instances * 5 h * 6 /h = 150; five standard deviations are 61.
  CHECK(std::abs(run.metric("instances.interrupted") - 150) < 61);
}

TEST_CASE("reserved instances are billed for the whole run, running or not, and those beyond them by their time") {
  // Two reserved, one of which runs until 10 s only; from 30 s on three run.
  const Run run = simulate({.resources = fleet_with(R"("instances": 2, "purchase": "reserved", "autoscaling": {
      "policy": "schedule", "times": [["0 s", 2], ["10 s", 1], ["30 s", 3]]})"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 99)"});
  CHECK(run.used("m5.large_reserved_hour") == 2 * 100);
  CHECK(run.used("m5.large_hour") == 70);  // from 30 s to 100 s
  CHECK(run.bill.total.in_dollars() == Approx(200 * 0.060 / 3600 + 70 * 0.096 / 3600).epsilon(1e-9));
}

TEST_CASE("messages that a dead instance had are received again") {
  // The instance dies at 10 s with the third message of 4 s; that comes back at 8 + 30 = 38 s, the fourth waits for the
  // instance that comes at 30 s.
  const Run run =
      simulate({.resources = fleet_with(outage) +
                             R"(, "q": {"kind": "queue", "service": "sqs", "batch": 1, "visibility_timeout": "30 s"})",
                .steps = R"({"sleep": "4 s"})",
                .arrivals = R"("process": "batch", "count": 4)",
                .workload = R"("via": "q")"});
  CHECK(run.result.completed == 4);
  CHECK(run.result.makespan == s(42));
  CHECK(run.metric("messages.redelivered") == 1);
}

TEST_CASE("failures are refused where they cannot be") {
  const auto problems = [](const std::string& fleet) {
    std::string all;
    for (const std::string& problem :
         problems_with(Parts{.resources = fleet_with(fleet), .steps = R"({"sleep": "1 s"})"})) {
      all += problem + "\n";
    }
    return all;
  };
  using Catch::Contains;
  CHECK_THAT(problems(R"("interruptions": "1 /h")"), Contains("/resources/f/interruptions") && Contains("spot"));
  CHECK_THAT(problems(R"("mtbf": "0 s")"), Contains("/resources/f/mtbf"));
  CHECK_THAT(problems(R"("zones": 2, "outages": [{"zone": 3, "from": "1 s", "lasts": "1 s"}])"),
             Contains("/resources/f/outages") && Contains("from 1 to 2"));
  CHECK_THAT(problems(R"("purchase": "borrowed")"), Contains("on_demand"));
}

}  // namespace
