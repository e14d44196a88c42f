#include "sim/observation/run_result_io.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

using namespace twostep;
using namespace twostep::observation;

namespace {

RunResult full_result() {
  RunResult result{.variant = "lambda </script> \u202e 🚀",
                   .makespan = Duration::max(),
                   .window = Duration::nanoseconds(-1),
                   .requests = std::numeric_limits<std::uint64_t>::max(),
                   .completed = 2,
                   .failed = 3,
                   .throttled = 4,
                   .executions = 5,
                   .cold_starts = 6,
                   .phase_names = {"queueing", "compute"},
                   .programs = {"train"},
                   .platforms = {"trainer"},
                   .gauges = {{"instances", 0.1}, {"unlimited", HUGE_VAL}},
                   .events = 7};
  for (int i = 0; i < 5'000; ++i) result.latency.add(1.0 / (i + 3));
  result.bandwidth.add(0.1 + 0.2);
  result.spans.emplace_back("first", result.bandwidth);
  result.spans.emplace_back("empty", QuantileSketch{});
  for (std::size_t i = 0; i < max_phases; ++i)
    result.phases[i] = Duration::nanoseconds(static_cast<std::int64_t>(i) << 40);
  result.usage = {{"train", "lambda", "gb_s", "GB-s", 1'024'000, std::numeric_limits<std::int64_t>::max()}};
  result.usage_in_window = {{"q", "sqs", "request", "request", 1, 10}, {"q", "sqs", "request", "request", 1, 11}};
  result.timeline = Timeline(Duration::seconds(60));
  result.timeline.add_series("environments", "1");
  result.timeline.add_row({0}, std::vector{290.0});
  return result;
}

}  // namespace

TEST_CASE("a run result crosses a pipe unchanged") {
  const RunResult result = full_result();
  const RunResult back = run_result_from_cbor(to_cbor(result));
  CHECK(json_of(back) == json_of(result));
  CHECK(to_cbor(back) == to_cbor(result));
  CHECK(back.variant == result.variant);
  CHECK(back.makespan == Duration::max());
  CHECK(back.requests == std::numeric_limits<std::uint64_t>::max());
  CHECK(back.latency.sum() == result.latency.sum());
  CHECK(back.latency.quantile(0.9) == result.latency.quantile(0.9));
  CHECK(back.spans.at(0).second.mean() == 0.1 + 0.2);
  CHECK(back.spans.at(1).first == "empty");
  CHECK(back.phases == result.phases);
  CHECK(back.usage.at(0).quantity == std::numeric_limits<std::int64_t>::max());
  CHECK(back.usage_in_window.at(1).quantity == 11);
  CHECK(back.gauges.at(0).value == 0.1);
  CHECK(std::isinf(back.gauges.at(1).value));
  CHECK(back.timeline.step() == Duration::seconds(60));
  CHECK(back.timeline.value(0, 0) == 290);
  CHECK(back.events == 7);
}

TEST_CASE("an empty run result crosses a pipe unchanged") {
  const RunResult back = run_result_from_cbor(to_cbor(RunResult{}));
  CHECK(json_of(back) == json_of(RunResult{}));
}

TEST_CASE("a result that broke off in the pipe is refused") {
  std::vector<std::uint8_t> bytes = to_cbor(full_result());
  for (const std::size_t length : {std::size_t{0}, std::size_t{1}, bytes.size() / 2, bytes.size() - 1}) {
    CHECK_THROWS_AS(run_result_from_cbor(std::span(bytes).first(length)), nlohmann::json::exception);
  }
  bytes.push_back(0);
  CHECK_THROWS_AS(run_result_from_cbor(bytes), nlohmann::json::exception);
  nlohmann::json other = json_of(full_result());
  other["phases_ns"].push_back(1);
  CHECK_THROWS_AS(run_result_of(other), std::invalid_argument);
}
