// RunResult: everything that one variant's run observed, as plain values; bills, metrics and reports are made from it.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "sim/observation/function_use.hpp"
#include "sim/observation/phase_times.hpp"
#include "sim/observation/quantile_sketch.hpp"
#include "sim/observation/timeline.hpp"
#include "sim/observation/usage.hpp"
#include "sim/units.hpp"

namespace twostep::observation {

// A number that a model measured beside the common ones: "instances" (peak), "concurrency.mean", "throttled".
struct Gauge {
  std::string name{};
  double value = 0;
};

struct RunResult {
  std::string variant{};

  // Time.
  Duration makespan{};  // from time zero, when the first resource is asked for, to the end of the last request
  Duration window{};    // the part of the run that is measured: after the warm-up, up to the end of the workload (or of
                        // the run)

  // Requests that arrived in the window: each is in the end one of the next five.
  std::uint64_t requests = 0;
  std::uint64_t completed = 0;
  std::uint64_t failed = 0;
  std::uint64_t throttled = 0;
  std::uint64_t dead_lettered = 0;
  std::uint64_t in_flight = 0;  // when the run ended
  // Invocations of programs that started, in the whole run, and how many of them had a cold start.
  std::uint64_t executions = 0;
  std::uint64_t cold_starts = 0;

  QuantileSketch latency{};  // response time of completed requests in the window, seconds
  std::vector<std::pair<std::string, QuantileSketch>> spans{};  // named spans of programs, seconds
  QuantileSketch bandwidth{};  // of each read of a store: bytes / time in transfer, bytes per second

  std::vector<std::string> phase_names{};  // what the entries of `phases` mean
  PhaseTimes phases{};                  // summed over the completed requests in the window; equals the sum of latencies
  std::vector<std::string> programs{};  // names for InvocationRecord::program
  std::vector<std::string> platforms{};  // names for InvocationRecord::resource

  std::vector<Usage> usage{};            // of the whole run, with the provider's rounding and minimum
  std::vector<Usage> usage_in_window{};  // of the window alone, as it accrues: what an hour of steady load costs
  std::vector<Gauge> gauges{};
  std::vector<FunctionUse> functions{};  // one for each function that was deployed

  Timeline timeline{};  // what the models sampled of themselves; without series where they sampled nothing

  std::uint64_t events = 0;  // events the engine ran (for speed reports)
};

}  // namespace twostep::observation
