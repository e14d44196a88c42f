// Runner: simulates every variant of the loaded scenarios, each in a process of its own, several at a time.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/cli/interrupts.hpp"
#include "sim/cli/load.hpp"
#include "sim/cli/simulation_options.hpp"
#include "sim/observation/run_result.hpp"
#include "sim/observation/trace_window.hpp"

namespace twostep::cli {

// What came of the variants of one scenario: a result each, in the scenario's order, unless there are errors.
struct SimulatedScenario {
  std::vector<observation::RunResult> results;
  std::vector<std::string> errors;  // "training, lambda: was ended by signal 9 (Killed)"
};

struct RunnerOptions {
  SimulationOptions simulation;
  // One folder a scenario, for the rows per invocation: see invocation_parts.hpp. Empty: none wanted.
  std::vector<std::filesystem::path> invocations_folders;
  // Where the timelines of the first scenario's variants go: see trace_parts.hpp. Empty: none wanted.
  std::filesystem::path trace_folder{};
  observation::TraceWindow trace_window{};
  bool progress = true;
};

// The answer has an entry a scenario. The same seed gives the same results for any number of jobs.
// Throws Interrupted, and std::system_error when the system has no room for another process.
[[nodiscard]] std::vector<SimulatedScenario> simulate_all(const LoadedScenarios& scenarios,
                                                          const Interrupts& interrupts, const RunnerOptions& options);

}  // namespace twostep::cli
