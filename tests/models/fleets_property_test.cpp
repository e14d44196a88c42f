// What holds for every fleet, however it scales and whatever happens to it.
#include <rapidcheck.h>

#include <cmath>

#include <catch2/catch.hpp>

#include "sim/observation/run_result_io.hpp"
#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::fleet_with;
using twostep::tests::Parts;
using twostep::tests::Run;
using twostep::tests::Sample;
using twostep::tests::scenario_text;
using twostep::tests::simulate;

std::string number_between(int low, int high) { return std::to_string(*rc::gen::inRange(low, high + 1)); }

template <class... Texts>
std::string one_of(const Texts&... texts) {
  return *rc::gen::element<std::string>(std::string(texts)...);
}

std::string made_up_autoscaling() {
  const std::string times = R"([["0 s", 2], [")" + number_between(1, 20) + R"( s", 6], ["30 s", 1]])";
  const std::string limits = R"("min": 1, "max": 20, "period": ")" + number_between(1, 5) + R"( s", "warm_up": ")" +
                             number_between(0, 3) + R"( s", "cooldown": ")" + number_between(0, 3) + " s\"";
  return one_of(
      "",
      R"(, "autoscaling": {"policy": "target_tracking", "utilisation": "60 %", "above_for": "2 s", "below_for": "4 s", )" +
          limits + "}",
      R"(, "autoscaling": {"policy": "target_tracking", "requests": "1 /s", "above_for": "2 s", "below_for": "4 s", )" +
          limits + "}",
      R"(, "autoscaling": {"policy": "step", "steps": [{"above": "70 %", "add": 3}, {"below": "40 %", "remove": 2}], )" +
          limits + "}",
      R"(, "autoscaling": {"policy": "schedule", "repeats": ")" + one_of("0 s", "40 s") + R"(", "times": )" + times +
          "}");
}

std::string made_up_failures() {
  return one_of("", R"(, "mtbf": ")" + number_between(5, 60) + " s\"",
                R"(, "purchase": "spot", "interruptions": "200 /h", "notice": ")" + number_between(0, 10) + " s\"") +
         one_of("", R"(, "zones": 2, "outages": [{"zone": 2, "from": "5 s", "lasts": "10 s"},
                                                {"zone": 1, "from": ")" +
                        number_between(6, 20) + R"( s", "lasts": "7 s"}])");
}

// A fleet behind nothing, behind a load balancer, or behind a queue.
Parts made_up_fleet() {
  const std::string fleet =
      fleet_with(R"("instances": 2, "workers": )" + number_between(1, 3) + R"(, "launch": "0.3 s", "boot": ")" +
                 number_between(0, 3) + R"( s", "at_start": ")" + one_of("running", "booting") + "\"" +
                 one_of("", R"(, "queue_limit": )" + number_between(0, 5)) +
                 one_of("", R"(, "containers": {"per_instance": 2, "start": "1 s"})") + made_up_autoscaling() +
                 made_up_failures());
  return {.resources = fleet + R"(, "b": {"kind": "load_balancer", "service": "elb", "latency": "1 ms", "policy": ")" +
                       one_of("round_robin", "least_outstanding", "two_random_choices") +
                       R"("}, "q": {"kind": "queue", "service": "sqs", "batch": 2, "long_poll": "3 s"})",
          .steps = one_of(R"({"sleep": {"exponential": {"mean": "1 s"}}})",
                          R"({"compute": {"exponential": {"mean": "1 vCPU-s"}}}, {"sleep": "100 ms"})",
                          R"({"fan_out": 2, "steps": [{"compute": "500 vCPU-ms"}]}, {"sleep": "1 s"})"),
          .arrivals = one_of(R"("process": "poisson", "rate": "3 /s", "lasts": "40 s")",
                             R"("process": "closed", "clients": 6, "think_time": "0.2 s", "count": 100)",
                             R"("process": "batch", "count": 30)"),
          .workload = R"("via": "door")",
          .variant = R"("runs_on": "f", "bind": {"door": ")" + one_of("f", "b", "q") + "\"}"};
}

TEST_CASE("every request of a fleet ends exactly once, and its phases add up") {
  REQUIRE(rc::check([] {
    const Run run = simulate(made_up_fleet());
    const auto& result = run.result;
    RC_ASSERT(result.requests > 0U);
    RC_ASSERT(result.in_flight == 0U);
    RC_ASSERT(result.requests == result.completed + result.failed + result.throttled + result.dead_lettered);
    RC_ASSERT(result.latency.count() == result.completed);
    std::int64_t phases = 0;
    for (const twostep::Duration phase : result.phases) {
      RC_ASSERT(phase >= twostep::Duration::zero());
      phases += phase.ns;
    }
    const double latencies = result.latency.sum() * 1e9;
    RC_ASSERT(std::abs(static_cast<double>(phases) - latencies) <= 1e-9 * latencies);
  }));
}

TEST_CASE("no fleet uses more workers than it has, and none is billed less than it ran") {
  REQUIRE(rc::check([] {
    const Run run = simulate(made_up_fleet());
    RC_ASSERT(run.metric("utilisation") >= 0);
    RC_ASSERT(run.metric("utilisation") <= 1 + 1e-9);
    RC_ASSERT(std::isfinite(run.bill.total.in_dollars()));
    std::int64_t billed = 0;
    for (const auto& usage : run.result.usage) {
      RC_ASSERT(usage.quantity > 0);
      if (usage.service == "ec2") billed += usage.quantity;
    }
    for (const auto& usage : run.result.usage_in_window) RC_ASSERT(usage.quantity > 0);
    for (const auto& gauge : run.result.gauges) {
      RC_ASSERT(std::isfinite(gauge.value));
      RC_ASSERT(gauge.value >= 0);
      const double seconds = run.result.makespan.in_seconds();
      if (gauge.name == "instances.mean") RC_ASSERT(static_cast<double>(billed) >= gauge.value * seconds - 1e-6);
    }
  }));
}

TEST_CASE("a fleet does the same for the same seed") {
  REQUIRE(rc::check([] {
    const Sample sample = Sample::of_text(scenario_text(made_up_fleet()));
    RC_ASSERT(to_cbor(sample.run("only", 3).result) == to_cbor(sample.run("only", 3).result));
  }));
}

}  // namespace
