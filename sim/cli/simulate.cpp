#include "sim/cli/simulate.hpp"

#include <exception>
#include <utility>

#include <fmt/format.h>

#include "sim/cli/console.hpp"
#include "sim/cli/version.hpp"
#include "sim/report/report_json.hpp"

namespace twostep::cli {

namespace {

report::ScenarioReport report_of(const LoadedScenario& scenario, std::uint64_t seed,
                                 std::vector<observation::RunResult> results) {
  report::ScenarioReport report{.experiment = scenario.experiment(),
                                .catalogue = scenario.prices().catalogue,
                                .seed = seed,
                                .resolved_scenario = scenario.resolved(),
                                .libraries = library_versions()};
  for (std::size_t variant = 0; variant < results.size(); ++variant) {
    report.variants.push_back(
        report::make_variant_report(std::move(results[variant]), scenario.prices(), scenario.overridden(variant)));
  }
  conclude(report);
  return report;
}

}  // namespace

std::vector<Simulated> simulate(const LoadedScenarios& scenarios, const Interrupts& interrupts,
                                const RunnerOptions& options) {
  std::vector<SimulatedScenario> runs = simulate_all(scenarios, interrupts, options);
  std::vector<Simulated> simulated(scenarios.size());
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    simulated[i].errors = std::move(runs[i].errors);
    if (!simulated[i].errors.empty()) continue;
    try {
      simulated[i].report = report_of(*scenarios[i], options.simulation.seed, std::move(runs[i].results));
    } catch (const std::exception& error) {
      simulated[i].errors.push_back(fmt::format("{}: {}", scenarios[i]->experiment().name, error.what()));
    }
  }
  return simulated;
}

nlohmann::ordered_json to_json(const std::vector<Simulated>& simulated) {
  nlohmann::ordered_json json{{"reports", nlohmann::ordered_json::array()},
                              {"errors", nlohmann::ordered_json::array()}};
  for (const Simulated& one : simulated) {
    if (one.report) json["reports"].push_back(report::to_json(*one.report));
    for (const std::string& error : one.errors) json["errors"].push_back(error);
  }
  return json;
}

ExitCode report_errors(const std::vector<Simulated>& simulated) {
  ExitCode exit_code = ExitCode::done;
  for (const Simulated& one : simulated) {
    for (const std::string& error : one.errors) {
      print_error("twostep: " + error);
      exit_code = ExitCode::run_failed;
    }
  }
  return exit_code;
}

}  // namespace twostep::cli
