// What becomes of programs that take longer than a function may run.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

// 10 iterations of 3 s in executions of at most 10 s.
Run ten_iterations(const std::string& at_lifetime, const std::string& figures = "") {
  return simulate({.resources = function_with(R"("lifetime": "10 s")" + figures),
                   .steps = R"({"repeat": 10, "at_lifetime": )" + at_lifetime +
                            R"(, "steps": [{"span": "iteration", "steps": [{"sleep": "3 s"}]}]})"});
}

TEST_CASE("an execution that reaches its lifetime fails, and its environment is not used again") {
  const Run run = simulate({.resources = function_with(R"("lifetime": "10 s")"),
                            .steps = R"({"repeat": 20, "steps": [{"sleep": "3 s"}]})",
                            .arrivals = R"("process": "closed", "count": 2)"});
  CHECK(run.result.failed == 2);
  CHECK(run.result.completed == 0);
  CHECK(run.result.executions == 2);
  CHECK(run.result.cold_starts == 2);
  CHECK(run.used("gb_s") == 2 * 1024 * 10'000);  // billed up to the lifetime
  CHECK(run.result.makespan == ms(20'000));
}

TEST_CASE("a program that ends a nanosecond before its lifetime completes") {
  const auto completed = [](const std::string& time) {
    return simulate({.resources = function_with(R"("lifetime": "10 s")"), .steps = R"({"sleep": ")" + time + "\"}"})
        .result.completed;
  };
  CHECK(completed("9.999999999 s") == 1);
  CHECK(completed("10 s") == 0);
}

TEST_CASE("a repeat that stops early begins no iteration that would not fit") {
  const Run run = ten_iterations(R"("stop_early")");
  // Each execution runs 3 iterations (a fourth would end at 12 s > 10 s): 3 + 3 + 3 + 1.
  CHECK(run.result.executions == 4);
  CHECK(run.result.cold_starts == 1);
  CHECK(run.result.completed == 1);
  CHECK(run.result.makespan == ms(10 * 3000));
  CHECK(run.used("gb_s") == 1024 * 30'000);
  CHECK(run.used("request") == 4);
  CHECK(run.metric("span.iteration.count") == 10);
}

TEST_CASE("each early stop runs the save steps, and the end does not") {
  const Run run = ten_iterations(R"("stop_early", "save": [{"sleep": "0.5 s"}])");
  CHECK(run.result.makespan == ms(10 * 3000 + 3 * 500));
}

TEST_CASE("each execution of a repeat pays the invocation overhead again") {
  const Run run = ten_iterations(R"("stop_early")", R"(, "invoke_overhead": "300 ms")");
  CHECK(run.result.makespan == ms(10 * 3000 + 4 * 300));
  CHECK(run.time_in("invoke") == ms(4 * 300));
}

TEST_CASE("a killed repeat loses the unfinished iteration, and finishes the same number of them") {
  const Run run = ten_iterations(R"("killed")");
  // 3 iterations and 1 s of a fourth, three times over; then the tenth in a fourth execution.
  CHECK(run.result.executions == 4);
  CHECK(run.result.cold_starts == 4);  // a killed environment is not used again
  CHECK(run.result.makespan == ms(3 * 10'000 + 3000));
  CHECK(run.used("gb_s") == 1024 * 33'000);
  CHECK(run.metric("span.iteration.count") == 10);
  CHECK(run.result.completed == 1);
}

TEST_CASE("a repeat whose iteration does not fit into a lifetime fails instead of going on for ever") {
  const std::string how = GENERATE(R"("killed")", R"("stop_early")");
  const Run run = simulate({.resources = function_with(R"("lifetime": "10 s")"),
                            .steps = R"({"repeat": 2, "at_lifetime": )" + how + R"(, "steps": [{"sleep": "11 s"}]})"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.executions == 1);
}

TEST_CASE("a read that cannot end within the lifetime lasts until its end") {
  const Run run = simulate({.resources = function_with(R"("lifetime": "15 s")") +
                                         R"(, "s": {"kind": "object_store", "service": "s3",
                                                    "get_latency": "1 s", "connection_bandwidth": "10 MB/s"})",
                            .steps = R"({"get": "90 MB", "from": "s"}, {"get": "90 MB", "from": "s"})"});
  // The first ends at 1 + 9 = 10 s; the second would at 20 s.
  CHECK(run.result.failed == 1);
  CHECK(run.used("gb_s") == 1024 * 15'000);
  CHECK(run.used("get") == 2);
  CHECK(run.result.makespan == ms(15'000));
}

TEST_CASE("a read whose first byte would come after the lifetime lasts until its end") {
  const Run run = simulate({.resources = function_with(R"("lifetime": "15 s")") +
                                         R"(, "s": {"kind": "object_store", "service": "s3", "get_latency": "20 s"})",
                            .steps = R"({"get": "1 KB", "from": "s"})"});
  CHECK(run.result.failed == 1);
  CHECK(run.result.makespan == ms(15'000));
}

TEST_CASE("a read that cannot end within the lifetime takes no bandwidth from one that can") {
  // 200 MB would take 20 s by themselves; beside them 50 MB would get half of 10 MB/s.
  const Run run =
      simulate({.resources = function_with(R"("lifetime": "15 s", "host": {"network": "10 MB/s"})") +
                             R"(, "s": {"kind": "object_store", "service": "s3", "connection_bandwidth": "10 MB/s"})",
                .steps = R"({"parallel": [[{"get": "200 MB", "from": "s"}], [{"get": "50 MB", "from": "s"}]]})"});
  CHECK(run.result.failed == 1);
  CHECK(run.metric("bandwidth.max") == Approx(10e6).epsilon(1e-9));
}

TEST_CASE("no execution is billed for more than its lifetime") {
  // Two reads of 100 MB at once over a host's 10 MB/s take 20 s, though each alone would fit into 15 s.
  const Run run = simulate({.resources = function_with(R"("lifetime": "15 s", "host": {"network": "10 MB/s"})") +
                                         R"(, "s": {"kind": "object_store", "service": "s3"})",
                            .steps = R"({"get": "100 MB", "from": "s"})",
                            .arrivals = R"("process": "batch", "count": 2)"});
  CHECK(run.result.failed == 2);
  CHECK(run.used("gb_s") <= 2 * 1024 * 15'000);
  CHECK(run.result.bandwidth.count() == 0);  // what was cut off says nothing of bandwidth
}

TEST_CASE("parallel work in one environment shares its vCPU") {
  const Run run =
      simulate({.resources = function_with(), .steps = R"({"fan_out": 4, "steps": [{"compute": "1 vCPU-s"}]})"});
  CHECK(run.result.makespan == ms(4000));  // 4 vCPU-s / 1 vCPU
}

}  // namespace
