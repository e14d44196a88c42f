// Simulating: loaded scenarios become reports: run, billed, measured, and compared with what was published.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/cli/exit_code.hpp"
#include "sim/cli/interrupts.hpp"
#include "sim/cli/load.hpp"
#include "sim/cli/runner.hpp"
#include "sim/report/scenario_report.hpp"

namespace twostep::cli {

// What came of one scenario: a report, or errors that say why there is none.
struct Simulated {
  std::optional<report::ScenarioReport> report;
  std::vector<std::string> errors;
};

// An entry a scenario; one that fails stops no other. Throws what simulate_all() throws.
[[nodiscard]] std::vector<Simulated> simulate(const LoadedScenarios& scenarios, const Interrupts& interrupts,
                                              const RunnerOptions& options);

// {"reports": [...], "errors": [...]}: what --json prints.
[[nodiscard]] nlohmann::ordered_json to_json(const std::vector<Simulated>& simulated);

// Prints what failed to standard error; the exit code is run_failed when anything did.
[[nodiscard]] ExitCode report_errors(const std::vector<Simulated>& simulated);

}  // namespace twostep::cli
