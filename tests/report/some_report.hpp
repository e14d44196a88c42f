// Reports with small round figures, for tests of what is shown of one.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/report/scenario_report.hpp"

namespace twostep::tests {

inline scenario::Expectation expected(std::string metric, std::string of, scenario::Quantity is, double within) {
  return {.metric = std::move(metric),
          .of = std::move(of),
          .over = {},
          .is = std::move(is),
          .within = scenario::Percent{within},
          .source = "CIDR 2019, section 3.1",
          .quoted = "",
          .calibrates = "",
          .note = "",
          .place = {}};
}

// One job: 1,300 s on a server for $0.10/h, and 27,492 s in 31 executions of a function with 640 MiB.
inline report::ScenarioReport training_report() {
  using scenario::Dimension;
  const cost::PriceList prices{.catalogue = "aws-us-east-1-2018-12",
                               .prices = {{"lambda.gb_s", {16'666'700'000, "GB-s"}},
                                          {"lambda.request", {200'000'000'000'000, "1M requests"}},
                                          {"ec2.m4.large_hour", {100'000'000'000'000, "h"}}}};
  const auto job = [](std::string variant, std::int64_t seconds, std::uint64_t executions) {
    observation::RunResult result{.variant = std::move(variant),
                                  .makespan = Duration::seconds(seconds),
                                  .window = Duration::seconds(seconds),
                                  .requests = 1,
                                  .completed = 1,
                                  .executions = executions,
                                  .phase_names = {"queueing", "boot", "fetch", "compute"},
                                  .events = 1};
    result.latency.add(static_cast<double>(seconds));
    return result;
  };
  observation::RunResult server = job("ec2", 1'300, 1);
  server.phases = {Duration::zero(), Duration::seconds(40), Duration::seconds(360), Duration::seconds(900)};
  server.usage = {{"trainer", "ec2", "m4.large_hour", "h", 3'600, 1'300}};
  server.usage_in_window = server.usage;
  server.gauges = {{"instances", 1}};
  observation::RunResult function = job("lambda", 27'492, 31);
  function.phases = {Duration::zero(), Duration::zero(), Duration::seconds(22'182), Duration::seconds(5'310)};
  function.cold_starts = 31;
  function.usage = {{"train", "lambda", "gb_s", "GB-s", 1'024'000, 27'492'000LL * 640},
                    {"train", "lambda", "request", "request", 1, 31}};
  function.usage_in_window = function.usage;

  report::ScenarioReport report{.catalogue = prices.catalogue, .seed = 1};
  report.experiment.name = "training";
  report.experiment.question = "Where should a model be trained on 90 GB of reviews?";
  report.experiment.catalogue = prices.catalogue;
  report.experiment.baseline = "ec2";
  report.experiment.variants = {"ec2", "lambda"};
  report.variants.push_back(report::make_variant_report(server, prices, {}));
  report.variants.push_back(report::make_variant_report(function, prices, {"lambda.memory: 128 MiB -> 640 MiB"}));

  auto& expect = report.experiment.expect;
  expect.push_back(expected("makespan", "lambda", {27'900, Dimension::duration, "465 min"}, 0.04));
  expect.push_back(expected("makespan", "lambda", {21, Dimension::number, "21"}, 0.04));
  expect.back().over = scenario::Ratio{"ec2", "makespan"};
  expect.push_back(expected("makespan", "ec2", {1'260, Dimension::duration, "1260 s"}, 0.01));
  expect.back().calibrates = "the step";
  expect.push_back(expected("cost", "lambda", {7.3, Dimension::number, "7.3"}, 0));
  expect.back().over = scenario::Ratio{"ec2", "cost"};
  expect.back().within = std::nullopt;
  expect.back().quoted = "both costs were rounded to cents first";
  report.resolved_scenario = {{"name", "training"}, {"parameters", {{"iterations", 9'000}}}};
  report.libraries = {{"simgrid", "3.32"}};
  report::conclude(report);
  return report;
}

// `count` requests a variant that wait, compute and send for different times; two services; a span and a bandwidth.
inline report::ScenarioReport serving_report(std::vector<std::string> variants = {"functions", "servers"},
                                             std::int64_t count = 1'000) {
  const cost::PriceList prices{
      .catalogue = "aws-us-east-1-2018-12",
      .prices = {{"lambda.request", {200'000'000'000'000, "1M requests"}}, {"sqs.request", {400'000'000, "request"}}}};
  report::ScenarioReport report{.catalogue = prices.catalogue, .seed = 7};
  report.experiment.name = "inference";
  report.experiment.question = "How long does a prediction take?";
  report.experiment.baseline = variants.back();
  report.experiment.variants = variants;
  std::int64_t factor = static_cast<std::int64_t>(variants.size());
  for (const std::string& variant : variants) {
    observation::RunResult result{.variant = variant,
                                  .makespan = Duration::seconds(110),
                                  .window = Duration::seconds(100),
                                  .requests = static_cast<std::uint64_t>(count),
                                  .completed = static_cast<std::uint64_t>(count),
                                  .executions = static_cast<std::uint64_t>(count),
                                  .cold_starts = 2,
                                  .phase_names = {"queueing", "compute", "message", "sleep"},
                                  .gauges = {{"instances", 290}, {"concurrency.mean", 1.25}}};
    for (std::int64_t i = 0; i < count; ++i) {
      const observation::PhaseTimes phases{Duration::nanoseconds(i * 7'919 % 1'000'000),
                                           Duration::milliseconds(10) * factor, Duration::microseconds(300)};
      result.phases += phases;
      result.latency.add(observation::total(phases).in_seconds());
      result.bandwidth.add(67.25e6);
    }
    result.spans.emplace_back("classify", result.latency);
    result.usage = {{"classify", "lambda", "request", "request", 1, count},
                    {"requests", "sqs", "request", "request", 1, count * factor}};
    result.usage_in_window = result.usage;
    report.variants.push_back(report::make_variant_report(result, prices, {}));
    --factor;
  }
  report::conclude(report);
  return report;
}

}  // namespace twostep::tests
