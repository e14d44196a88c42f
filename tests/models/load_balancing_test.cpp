// Load balancers: where they send requests, whom they turn away, and what they cost.
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

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

std::string balancer(const std::string& figures) {
  return R"("b": {"kind": "load_balancer", "service": "elb", )" + figures + "}";
}

// Requests of 1 s through a load balancer to a fleet.
Parts balanced(const std::string& fleet, const std::string& policy, const std::string& arrivals,
               const std::string& steps = R"({"sleep": "1 s"})") {
  return {.resources = fleet_with(fleet) + ", " + balancer(R"("policy": ")" + policy + "\""),
          .steps = steps,
          .arrivals = arrivals,
          .workload = R"("via": "door")",
          .variant = R"("runs_on": "f", "bind": {"door": "b"})"};
}

TEST_CASE("round robin gives each instance its turn, whether it is free or not") {
  // Two instances, four requests at time zero: two each, one after the other.
  const Run run = simulate(balanced(R"("instances": 2)", "round_robin", R"("process": "batch", "count": 4)"));
  CHECK(run.result.makespan == ms(2000));
  CHECK(run.time_in("queueing") == ms(0 + 0 + 1000 + 1000));
}

TEST_CASE("round robin sends behind a long request what least outstanding sends elsewhere") {
  // The first execution of each instance takes 5 s, the others 1 s. Arrivals at 1, 2, 3 and 4 s; a is the first
  // instance. Round robin: a from 1 to 6 s, b from 2 to 7 s, a from 6 to 7 s, b from 7 to 8 s.
  const std::string arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 4)";
  const std::string steps = R"({"sleep": "1 s", "cold": "5 s"})";
  const Run in_turn = simulate(balanced(R"("instances": 2)", "round_robin", arrivals, steps));
  CHECK(in_turn.result.makespan == ms(8000));
  CHECK(in_turn.time_in("queueing") == ms(3000 + 3000));
  // With three instances and least outstanding: a from 1, b from 2, c from 3 s; at 4 s all have one: a, for longest.
  const Run least = simulate(balanced(R"("instances": 3)", "least_outstanding", arrivals, steps));
  CHECK(least.time_in("queueing") == ms(2000));  // from 4 to 6 s
}

TEST_CASE("least outstanding finds the free instance") {
  // A request every 600 ms takes 1 s: at most two at once, for which there are two instances.
  const Run run = simulate(balanced(R"("instances": 2)", "least_outstanding",
                                    R"("process": "deterministic", "rate": "100 /min", "count": 20)"));
  CHECK(run.time_in("queueing") == ms(0));
  CHECK(run.result.completed == 20);
}

TEST_CASE("two random choices are better than round robin, and worse than least outstanding") {
  const auto queueing = [](const std::string& policy) {
    return simulate(balanced(R"("instances": 10)", policy, R"("process": "poisson", "rate": "9 /s", "count": 20000)",
                             R"({"sleep": {"exponential": {"mean": "1 s"}}})"))
        .time_in("queueing");
  };
  const Duration round_robin = queueing("round_robin");
  const Duration two = queueing("two_random_choices");
  const Duration least = queueing("least_outstanding");
  CHECK(two < round_robin);
  CHECK(least < two);
}

TEST_CASE("an instance's queue takes so many requests and no more") {
  // One instance, one worker, two places: of five at time zero, three are served in turn.
  const Run run =
      simulate(balanced(R"("instances": 1, "queue_limit": 2)", "round_robin", R"("process": "batch", "count": 5)"));
  CHECK(run.result.completed == 3);
  CHECK(run.result.throttled == 2);
  CHECK(run.metric("fleet.turned_away") == 2);
  CHECK(run.result.makespan == ms(3000));
  // Two instances have two queues: 2 * (1 + 2) of ten.
  const Run two = simulate(
      balanced(R"("instances": 2, "queue_limit": 2)", "least_outstanding", R"("process": "batch", "count": 10)"));
  CHECK(two.result.completed == 6);
}

TEST_CASE("without a load balancer the queue's limit is for the whole fleet") {
  const Run run = simulate({.resources = fleet_with(R"("instances": 2, "queue_limit": 3)"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 10)"});
  CHECK(run.result.completed == 2 + 3);
  CHECK(run.result.throttled == 5);
  const Run none = simulate({.resources = fleet_with(R"("instances": 2, "queue_limit": 0)"),
                             .steps = R"({"sleep": "1 s"})",
                             .arrivals = R"("process": "batch", "count": 10)"});
  CHECK(none.result.completed == 2);
}

TEST_CASE("a load balancer turns everything away while no instance serves") {
  // Instances serve from 20 s on; requests come at 6, 12, 18, 24 and 30 s.
  const Run run = simulate(balanced(R"("at_start": "booting", "boot": "20 s")", "round_robin",
                                    R"("process": "deterministic", "rate": "10 /min", "count": 5)"));
  CHECK(run.result.throttled == 3);
  CHECK(run.result.completed == 2);
}

TEST_CASE("the way through a load balancer and the network is part of a request's messages") {
  const Run run = simulate({.resources = fleet_with(R"("network": "1 MB/s", "message_latency": "0.25 ms")") + ", " +
                                         balancer(R"("latency": "2 ms")"),
                            .steps = R"({"sleep": "1 s"})",
                            .workload = R"("via": "door", "messages": 3, "size": "1 KB")",
                            .variant = R"("runs_on": "f", "bind": {"door": "b"})"});
  CHECK(run.time_in("message") == Duration::microseconds(2000 + 250 + 3000));
  CHECK(run.latency_sum() == Duration::microseconds(2000 + 250 + 3000 + 1'000'000));
}

TEST_CASE("a load balancer is billed by started hours and by the largest dimension of each hour") {
  const auto bill = [](const std::string& arrivals, const std::string& size) {
    return simulate({.resources = fleet_with(R"("workers": 1000)") + ", " + balancer(R"("policy": "round_robin")"),
                     .steps = R"({"sleep": "0.1 s"})",
                     .arrivals = arrivals,
                     .workload = R"("via": "door", "size": ")" + size + "\"",
                     .variant = R"("runs_on": "f", "bind": {"door": "b"})"});
  };
  // 5 /s for 90 min and a last answer: two started hours. 18,000 new connections in the first hour are 18,000 / (25 *
  // 3600) = 0.2 units, 9,000 in half of the second 0.1. Open are 0.5 on average: nothing against 3,000.
  const Run connections = bill(R"("process": "deterministic", "rate": "5 /s", "count": 27000)", "1 KB");
  CHECK(connections.used("load_balancer_hour") == 2 * 3600);
  CHECK(connections.used("lcu_hour") == 300'000);  // millionths
  CHECK(connections.metric("cost.elb") == Approx(2 * 0.0225 + 0.3 * 0.008).epsilon(1e-9));
  // 1,800 requests of 1 MB in 6 min are 1.8 GB: 1.8 units.
  const Run bytes = bill(R"("process": "deterministic", "rate": "5 /s", "count": 1800)", "1 MB");
  CHECK(bytes.used("lcu_hour") == 1'800'000);
}

TEST_CASE("connections that stay open are billed as active ones") {
  // 3,600 requests of 20 min, all at once: 3,600 * 1,200 s open in the hour are 1,200 on average, 0.4 units of 3,000;
  // as new connections they are 3,600 / 90,000 = 0.04.
  const Run run = simulate(
      balanced(R"("workers": 3600)", "round_robin", R"("process": "batch", "count": 3600)", R"({"sleep": "20 min"})"));
  CHECK(run.used("lcu_hour") == 400'000);
}

TEST_CASE("a load balancer stands before fleets alone, and a fleet behind it gets requests from nowhere else") {
  const auto problems = [](const Parts& parts) {
    std::string all;
    for (const std::string& problem : problems_with(parts)) all += problem + "\n";
    return all;
  };
  Parts parts = balanced("", "round_robin", R"("process": "batch", "count": 1)");
  CHECK(problems(parts).empty());
  parts.resources = function_with() + ", " + balancer(R"("policy": "round_robin")");
  CHECK_THAT(problems(parts),
             Catch::Contains("/workload: b is a load balancer") && Catch::Contains("which is no fleet"));
  parts = balanced("", "round_robin", "");
  parts.workloads = R"([{"program": "main", "via": "door", "arrivals": {"process": "batch", "count": 1}},
                        {"program": "main", "arrivals": {"process": "batch", "count": 1}}])";
  CHECK_THAT(problems(parts), Catch::Contains("/workload/0: b stands before fleet f, which gets requests another way"));
  parts = balanced("", "fastest", R"("process": "batch", "count": 1)");
  CHECK_THAT(problems(parts), Catch::Contains("/resources/b/policy") && Catch::Contains("round_robin"));
}

}  // namespace
