// `twostep validate`: tells everything that is wrong with scenario files, and runs nothing.
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/load.hpp"
#include "sim/cli/simulation_options.hpp"

namespace twostep::cli {

namespace {

struct ValidateOptions {
  ScenarioOptions scenarios;
  bool json = false;
  bool quiet = false;
};

nlohmann::ordered_json json_of(const scenario::Issues& issues) {
  auto rows = nlohmann::ordered_json::array();
  for (const scenario::ValidationIssue& issue : issues.all()) {
    rows.push_back({{"file", issue.place.file ? *issue.place.file : ""},
                    {"line", issue.place.line},
                    {"pointer", issue.place.pointer},
                    {"value", issue.value},
                    {"problem", issue.problem},
                    {"fits", issue.fits}});
  }
  return {{"valid", issues.empty()}, {"issues", rows}};
}

ExitCode validate(const Cloud& cloud, const ValidateOptions& options) {
  scenario::Issues issues;
  const LoadedScenarios loaded =
      load_scenarios(cloud, options.scenarios.files, options.scenarios.load_options(), issues);
  if (options.json) print_out(dump_json(json_of(issues)));
  if (!issues.empty()) {
    if (!options.json) {
      print_issues(issues);
      print_error(count_issues(issues));
    }
    return ExitCode::invalid_input;
  }
  if (options.json || options.quiet) return ExitCode::done;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    const scenario::Experiment& experiment = loaded[i]->experiment();
    print_out(fmt::format("{}: valid: {}, {} variant{}\n", options.scenarios.files[i].string(), experiment.name,
                          experiment.variants.size(), experiment.variants.size() == 1 ? "" : "s"));
  }
  return ExitCode::done;
}

}  // namespace

Command add_validate(CLI::App& program, const Cloud& cloud) {
  CLI::App* app = program.add_subcommand("validate", "Tell everything that is wrong with scenario files; run nothing");
  const auto options = std::make_shared<ValidateOptions>();
  add_scenario_options(*app, options->scenarios);
  app->add_flag("--json", options->json, "Print the problems as JSON");
  app->add_flag("--quiet", options->quiet, "Print problems only");
  app->footer("Examples:\n  twostep validate scenarios/paper/*.json\n  twostep validate training.json --json");
  return {app, [&cloud, options] { return validate(cloud, *options); }};
}

}  // namespace twostep::cli
