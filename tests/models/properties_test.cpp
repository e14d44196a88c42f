// What holds for every scenario, over made-up ones.
#include <rapidcheck.h>

#include <cmath>

#include <catch2/catch.hpp>

#include "sim/observation/run_result_io.hpp"
#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::Run;
using twostep::tests::Sample;
using twostep::tests::scenario_text;
using twostep::tests::simulate;

std::string number_between(int low, int high) { return std::to_string(*rc::gen::inRange(low, high + 1)); }

template <class... Texts>
std::string one_of(Texts... texts) {
  return *rc::gen::element<std::string>(std::string(texts)...);
}

std::string milliseconds(int low, int high) {
  const std::string mean = number_between(low, high) + " ms";
  return one_of("\"" + mean + "\"", R"({"exponential": {"mean": ")" + mean + "\"}}",
                R"({"uniform": {"low": "0 s", "high": ")" + mean + "\"}}");
}

// One to four steps; those inside others are simple.
std::string made_up_steps(int depth);
std::string made_up_step(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 14 : 9)) {
    case 0:
      return R"({"sleep": )" + milliseconds(1, 500) + "}";
    case 1:
      return R"({"compute": ")" + number_between(1, 300) + R"( vCPU-ms", "threads": )" + number_between(1, 4) + "}";
    case 2:
      return R"({"get": ")" + number_between(0, 3'000'000) + R"( B", "from": "bucket"})";
    case 3:
      return R"({"put": ")" + number_between(0, 300'000) + R"( B", "to": "table"})";
    case 4:
      return R"({"send": )" + number_between(1, 30) + R"(, "to": "out"})";
    case 5:
      return R"({"scan": ")" + number_between(1, 3'000'000) + R"( B", "from": "table"})";
    case 6:
      return R"({"invoke": "helper", "mode": ")" + one_of("sync", "async") + "\"}";
    case 7:
      return R"({"fail": 0.)" + number_between(1, 9) + R"(, "with": ")" + one_of("error", "crash") + "\"}";
    case 8:
      return R"({"send": )" + number_between(1, 3) + R"(, "to": "wire"})";
    case 9:
      return R"({"repeat": )" + number_between(0, 4) + R"(, "steps": [)" + made_up_steps(depth - 1) + "]}";
    case 10:
      return R"({"retry": )" + number_between(1, 3) + R"(, "steps": [)" + made_up_steps(depth - 1) + "]}";
    case 11:
      return R"({"fan_out": )" + number_between(1, 4) + R"(, "steps": [)" + made_up_steps(depth - 1) + "]}";
    case 12:
      return R"({"span": "part", "steps": [)" + made_up_steps(depth - 1) + "]}";
    default:
      return R"({"parallel": [[)" + made_up_steps(depth - 1) + "], [" + made_up_steps(depth - 1) + "]]}";
  }
}

std::string made_up_steps(int depth) {
  std::string steps = made_up_step(depth);
  for (int more = *rc::gen::inRange(0, 3); more > 0; --more) steps += ", " + made_up_step(depth);
  return steps;
}

std::string made_up_arrivals() {
  const std::string count = number_between(1, 40);
  return one_of(R"("process": "batch", "count": )" + count,
                R"("process": "deterministic", "rate": "5 /s", "count": )" + count,
                R"("process": "poisson", "rate": "5 /s", "count": )" + count,
                R"("process": "closed", "clients": 3, "think_time": "0.1 s", "count": )" + count);
}

// What the functions of an account have in common.
std::string made_up_account() {
  return R"("concurrency": )" + number_between(2, 60) +
         R"(, "host": {"memory": "4 GiB", "network": "20 MB/s", "count": 2, "packing": ")" +
         one_of("first_fit", "best_fit", "spread", "one_per_host") + R"("}, "keep_alive": )" +
         one_of("\"" + number_between(0, 3) + " s\"", R"({"policy": "none"})",
                R"({"policy": "hybrid_histogram", "bin": "1 s", "range": "1 h"})",
                R"({"policy": "least_recently_used", "memory": "8 GiB"})",
                R"({"policy": "greedy_dual", "memory": "8 GiB"})") +
         one_of("", R"(, "scaling": {"burst": 5, "rate": "2 /s"})");
}

// Straight, or through what is before functions (and, a queue alone, before servers).
std::string made_up_way(bool on_function) {
  const std::string poisoned = R"("poisoned": 0.)" + number_between(0, 3);
  const std::string messages = R"(, "messages": )" + number_between(1, 25);
  if (!on_function) return one_of(poisoned, R"("via": "in", )" + poisoned + messages);
  return one_of(poisoned, R"("mode": "async", )" + poisoned, R"("via": "in", )" + poisoned + messages,
                R"("via": "news", )" + poisoned + messages, R"("via": "gateway", )" + poisoned);
}

// Functions or servers.
Parts made_up_scenario() {
  const std::string account = made_up_account();
  const bool on_function = *rc::gen::inRange(0, 2) == 0;
  const std::string runner =
      on_function
          ? function_with(account + R"(, "lifetime": ")" + number_between(1, 20) +
                          R"( s", "cold_start": {"runtime_init": )" + milliseconds(1, 400) +
                          R"(}, "network": "10 MB/s", "invocations_per_environment": )" + number_between(1, 3) +
                          R"(, "reuse": ")" + one_of("newest", "oldest", "random") + R"(", "at_limit": ")" +
                          one_of("reject", "queue") + R"(", "asynchronous": {"retries": )" + number_between(0, 2) +
                          R"(, "backoff": "1 s", "max_age": "5 s")" + one_of("", R"(, "dead_letter": "out")") + "}")
          : fleet_with(R"("workers": )" + number_between(1, 3) + R"(, "grow_to": )" + number_between(0, 4) +
                       R"(, "at_start": ")" + one_of("running", "booting") + R"(", "launch": "1 s", "boot": )" +
                       milliseconds(1, 3000) + R"(, "network": "10 MB/s")");
  return {.resources = runner + ", " + function_with(account + R"(, "invoke_overhead": "20 ms")", "g") +
                       R"(, "bucket": {"kind": "object_store", "profile": "s3"},
                          "table": {"kind": "key_value_store", "profile": "dynamodb"},
                          "in": {"kind": "queue", "profile": "sqs"}, "out": {"kind": "queue", "profile": "sqs"},
                          "news": {"kind": "topic", "profile": "sns"},
                          "wire": {"kind": "topic", "profile": "sns", "queues": ["out"]},
                          "gateway": {"kind": "http_gateway", "profile": "api-gateway", "limit": "2 s"})",
          .steps = made_up_steps(2),
          .programs = R"("helper": {"steps": [{"sleep": "30 ms"}]})",
          .arrivals = made_up_arrivals(),
          .workload = made_up_way(on_function),
          .variant = R"("runs_on": "f", "programs_on": {"helper": "g"})"};
}

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
                   .arrivals = one_of(R"("process": "batch", "count": )" + count,
                                      R"("process": "poisson", "rate": "5 /s", "count": )" + count)});
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
    const bool needs_function = parts.workload.find("async") != std::string::npos ||
                                parts.workload.find("news") != std::string::npos ||
                                parts.workload.find("gateway") != std::string::npos;
    parts.resources += ", " + fleet_with("", "h");
    parts.variants = std::string(R"("another": {"runs_on": ")") + (needs_function ? "f" : "h") +
                     R"(", "programs_on": {"helper": "g"}})";
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
