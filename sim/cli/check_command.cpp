// `twostep check`: simulates scenarios and tells whether their asserted expectations hold.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/junit.hpp"
#include "sim/cli/load.hpp"
#include "sim/cli/simulate.hpp"
#include "sim/cli/simulation_options.hpp"
#include "sim/observation/checked_file.hpp"
#include "sim/report/terminal.hpp"

namespace twostep::cli {

namespace {

struct CheckOptions {
  ScenarioOptions scenarios;
  SimulationOptions simulation;
  std::filesystem::path junit;
  bool quiet = false;
  bool json = false;
};

std::size_t count_of(const std::vector<Simulated>& simulated, statistics::Verdict verdict) {
  std::size_t count = 0;
  for (const Simulated& one : simulated) {
    if (!one.report) continue;
    count += static_cast<std::size_t>(
        std::ranges::count(one.report->expectations, verdict, &statistics::ExpectationOutcome::verdict));
  }
  return count;
}

void print_outcomes(const std::vector<Simulated>& simulated) {
  for (const Simulated& one : simulated) {
    if (!one.report) continue;
    print_out(one.report->experiment.name + "\n" + report::expectations_to_terminal(*one.report, terminal_style()) +
              "\n");
  }
  // Where nothing ran there is nothing to count: the errors follow.
  if (std::ranges::none_of(simulated, [](const Simulated& one) { return one.report.has_value(); })) return;
  std::string counts =
      fmt::format("{} expectations hold, {} off, {} only quoted", count_of(simulated, statistics::Verdict::holds),
                  count_of(simulated, statistics::Verdict::off), count_of(simulated, statistics::Verdict::quoted));
  if (const std::size_t aged = count_of(simulated, statistics::Verdict::aged); aged > 0)
    counts += fmt::format(", {} of another catalogue", aged);
  print_out(counts + "\n");
}

void write_junit(const std::filesystem::path& path, const LoadedScenarios& loaded,
                 const std::vector<Simulated>& simulated) {
  std::vector<TestSuite> suites;
  for (std::size_t i = 0; i < simulated.size(); ++i) {
    suites.push_back({.scenario = loaded[i]->experiment().name, .expectations = {}, .errors = simulated[i].errors});
    if (simulated[i].report) suites.back().expectations = simulated[i].report->expectations;
  }
  const std::string text = to_junit(suites);
  // Under its name all at once; but what is no file (a pipe, /dev/stdout) is written as it stands.
  const bool in_place = std::filesystem::exists(path) && !std::filesystem::is_regular_file(path);
  std::filesystem::path written = path;
  if (!in_place) written += ".partial";
  try {
    observation::CheckedFile file(written);
    file.write(text);
    file.close();
    if (!in_place) std::filesystem::rename(written, path);
  } catch (...) {
    std::error_code ignored;
    if (!in_place) std::filesystem::remove(written, ignored);
    throw;
  }
}

// A signal makes it throw Interrupted.
std::vector<Simulated> simulate_interruptibly(const LoadedScenarios& loaded, const CheckOptions& options) {
  const Interrupts interrupts;
  return simulate(loaded, interrupts,
                  {.simulation = options.simulation, .invocations_folders = {}, .progress = !options.quiet});
}

ExitCode check(const Cloud& cloud, const CheckOptions& options) {
  scenario::Issues issues;
  const LoadOptions load_options = options.scenarios.load_options();
  const LoadedScenarios loaded = load_scenarios(cloud, options.scenarios.files, load_options, issues);
  if (!issues.empty()) return refuse(issues);
  if (!options.quiet) note_replaced_values(options.scenarios.files, load_options);

  const std::vector<Simulated> simulated = simulate_interruptibly(loaded, options);
  if (!options.junit.empty()) write_junit(options.junit, loaded, simulated);
  if (options.json) print_out(dump_json(to_json(simulated)));
  if (!options.json && !options.quiet) print_outcomes(simulated);
  const ExitCode failed = report_errors(simulated);
  if (failed != ExitCode::done) return failed;
  return count_of(simulated, statistics::Verdict::off) > 0 ? ExitCode::expectation_failed : ExitCode::done;
}

}  // namespace

Command add_check(CLI::App& program, const Cloud& cloud) {
  CLI::App* app = program.add_subcommand("check", "Tell whether what scenarios expect holds; exit code 1 when not");
  const auto options = std::make_shared<CheckOptions>();
  add_scenario_options(*app, options->scenarios);
  add_simulation_options(*app, options->simulation);
  app->add_option("--junit", options->junit, "Write the outcomes as JUnit XML, too")
      ->type_name("")
      ->option_text("FILE");
  app->add_flag("--json", options->json, "Print the reports as JSON instead of tables");
  app->add_flag("--quiet", options->quiet, "Print errors only");
  app->footer(
      "Quoted expectations are shown and never fail. With another catalogue than a\n"
      "scenario's own, its expectations are shown as then and now, and none fails.\n"
      "No result folder is written.\n\n"
      "Examples:\n"
      "  twostep check scenarios/paper/*.json\n"
      "  twostep check scenarios/paper/*.json --catalogue aws-us-east-1-2025\n"
      "  twostep check training.json --seed 7 --junit training.xml");
  return {app, [&cloud, options] { return check(cloud, *options); }};
}

}  // namespace twostep::cli
