// A run result with small round figures, for tests of what is computed from one.
#pragma once

#include <vector>

#include "sim/cost/bill.hpp"
#include "sim/observation/run_result.hpp"

namespace twostep::tests {

// 10 requests in a window of 20 s, of which 8 completed after 1, 2, ... 8 s: 36 s in all, 27 of them computing.
inline observation::RunResult some_run(std::string variant = "lambda") {
  observation::RunResult result{.variant = std::move(variant),
                                .makespan = Duration::seconds(25),
                                .window = Duration::seconds(20),
                                .requests = 10,
                                .completed = 8,
                                .failed = 1,
                                .throttled = 1,
                                .executions = 16,
                                .cold_starts = 4,
                                .phase_names = {"queueing", "compute", "sleep"},
                                .programs = {"classify"},
                                .platforms = {"requests"},
                                .gauges = {{"instances", 3}, {"queue.length.peak", 7}},
                                .events = 1'000};
  for (int i = 1; i <= 8; ++i) result.latency.add(i);
  result.phases[0] = Duration::seconds(9);
  result.phases[1] = Duration::seconds(27);
  result.bandwidth.add(40e6);
  result.bandwidth.add(60e6);
  observation::QuantileSketch span;
  for (const double sample : {0.1, 0.3}) span.add(sample);
  result.spans.emplace_back("first.fetch", span);
  // Requests at $0.20 a million: 5,000,000 are $1, 15,000,000 are $3. 2 h at $0.10 are $0.20.
  result.usage = {{"classify", "lambda", "request", "request", 1, 5'000'000},
                  {"requests", "sqs", "request", "request", 1, 15'000'000},
                  {"trainer", "ec2", "m4.large_hour", "h", 3'600, 7'200}};
  result.usage_in_window = {{"classify", "lambda", "request", "request", 1, 2'500'000},
                            {"requests", "sqs", "request", "request", 1, 7'500'000}};
  return result;
}

inline cost::PriceList some_prices() {
  return {.catalogue = "test-2018",
          .prices = {{"lambda.request", {200'000'000'000'000, "1M requests"}},
                     {"sqs.request", {200'000'000'000'000, "1M requests"}},
                     {"ec2.m4.large_hour", {100'000'000'000'000, "h"}}}};
}

}  // namespace twostep::tests
