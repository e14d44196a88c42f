// What holds for every scenario, over made-up ones.
#include <rapidcheck.h>

#include <cmath>

#include <catch2/catch.hpp>

#include "sim/observation/run_result_io.hpp"
#include "tests/models/made_up_scenario.hpp"

namespace {

using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::made_up_scenario;
using twostep::tests::milliseconds;
using twostep::tests::number_between;
using twostep::tests::Parts;
using twostep::tests::Run;
using twostep::tests::Sample;
using twostep::tests::scenario_text;
using twostep::tests::simulate;

TEST_CASE("the phases of all completed requests add up to their response times") {
  REQUIRE(rc::check([] {
    const Run run = simulate(made_up_scenario());
    std::int64_t phases = 0;
    for (const twostep::Duration phase : run.result.phases) phases += phase.ns;
    const double latencies = run.result.latency.sum() * 1e9;
    RC_ASSERT(std::abs(static_cast<double>(phases) - latencies) <= 1e-9 * latencies);
  }));
}

TEST_CASE("every request ends as completed, failed, throttled or dead-lettered, and none is left") {
  REQUIRE(rc::check([] {
    const Run run = simulate(made_up_scenario());
    RC_ASSERT(run.result.requests > 0U);
    RC_ASSERT(run.result.in_flight == 0U);
    RC_ASSERT(run.result.requests ==
              run.result.completed + run.result.failed + run.result.throttled + run.result.dead_lettered);
    RC_ASSERT(run.result.latency.count() == run.result.completed);
  }));
}

TEST_CASE("the lines of a bill add up to its total, and no usage is negative") {
  REQUIRE(rc::check([] {
    const Run run = simulate(made_up_scenario());
    for (const auto* bill : {&run.bill, &run.window_bill}) {
      std::int64_t sum = 0;
      for (const auto& line : bill->lines) sum += line.amount.pico;
      RC_ASSERT(sum == bill->total.pico);
    }
    for (const auto& usage : run.result.usage) RC_ASSERT(usage.quantity > 0);
    for (const auto& usage : run.result.usage_in_window) RC_ASSERT(usage.quantity > 0);
  }));
}

TEST_CASE("every metric is a number, and none that counts or lasts is negative") {
  REQUIRE(rc::check([] {
    const Run run = simulate(made_up_scenario());
    for (const auto& metric : run.metrics.all()) {
      RC_ASSERT(std::isfinite(metric.value));
      RC_ASSERT(metric.value >= 0);
    }
  }));
}

// One function or fleet that requests come to directly, of which none fails; the run ends with the last of them.
Run made_up_service(const std::string& runner) {
  const std::string count = number_between(1, 40);
  return simulate({.resources = runner,
                   .steps = R"({"sleep": )" + milliseconds(1, 900) + "}",
                   .arrivals = R"("process": "poisson", "rate": "5 /s", "count": )" + count});
}

TEST_CASE("environments are busy for as long as all services take together") {
  REQUIRE(rc::check([] {
    const Run run = made_up_service(
        function_with(R"("concurrency": )" + number_between(1, 40) + R"(, "keep_alive": ")" + number_between(0, 3) +
                      R"( s", "cold_start": {"runtime_init": )" + milliseconds(1, 400) + "}"));
    const double busy_ns = run.result.functions.front().active_ns;
    const double served_ns = static_cast<double>((run.latency_sum() - run.time_in("cold_start")).ns);
    RC_ASSERT(std::abs(busy_ns - served_ns) <= 1e-6 * busy_ns);
  }));
}

TEST_CASE("workers are busy for as long as all services take together") {
  REQUIRE(rc::check([] {
    const std::string workers = number_between(1, 3);
    const Run run =
        made_up_service(fleet_with(R"("instances": )" + number_between(1, 3) + R"(, "workers": )" + workers));
    const double busy_s =
        run.metric("utilisation") * run.metric("instances") * std::stod(workers) * run.result.makespan.in_seconds();
    const double served_s = (run.latency_sum() - run.time_in("queueing")).in_seconds();
    RC_ASSERT(std::abs(busy_s - served_s) <= 1e-6 * served_s);
  }));
}

TEST_CASE("the same seed gives the same result, bit for bit") {
  REQUIRE(rc::check([] {
    const Sample sample = Sample::of_text(scenario_text(made_up_scenario()));
    RC_ASSERT(to_cbor(sample.run("only", 7).result) == to_cbor(sample.run("only", 7).result));
  }));
}

TEST_CASE("another variant changes nothing in this one") {
  REQUIRE(rc::check([] {
    Parts parts = made_up_scenario();
    const Run alone = simulate(parts);
    parts.resources += ", " + fleet_with("", "h");
    parts.variants = std::string(R"("another": {"runs_on": ")") + (needs_function(parts) ? "f" : "h") +
                     R"(", "programs_on": {"helper": "g", "index": "i"}})";
    const Run beside = simulate(parts);
    RC_ASSERT(to_cbor(alone.result) == to_cbor(beside.result));
  }));
}

TEST_CASE("a stopped or killed repeat takes the executions that arithmetic says") {
  REQUIRE(rc::check([] {
    const std::int64_t step_ms = *rc::gen::inRange(1, 1000);
    const std::int64_t lifetime_ms = *rc::gen::inRange(1001, 5000);
    const std::int64_t iterations = *rc::gen::inRange(1, 60);
    const bool killed = *rc::gen::arbitrary<bool>();
    const Run run = simulate({.resources = function_with(R"("lifetime": ")" + std::to_string(lifetime_ms) + " ms\""),
                              .steps = R"({"repeat": )" + std::to_string(iterations) + R"(, "at_lifetime": ")" +
                                       (killed ? "killed" : "stop_early") + R"(", "steps": [{"sleep": ")" +
                                       std::to_string(step_ms) + R"( ms"}]})"});
    // An execution finishes the iterations that end before its lifetime does: the largest k with k * step < lifetime.
    const std::int64_t each = (lifetime_ms - 1) / step_ms;
    const std::int64_t executions = (iterations + each - 1) / each;
    RC_ASSERT(run.result.completed == 1U);
    RC_ASSERT(static_cast<std::int64_t>(run.result.executions) == executions);
    const std::int64_t lost = killed ? (executions - 1) * (lifetime_ms - each * step_ms) : 0;
    RC_ASSERT(run.result.makespan.ns == (iterations * step_ms + lost) * 1'000'000);
  }));
}

}  // namespace
