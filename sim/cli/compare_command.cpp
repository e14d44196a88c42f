// `twostep compare`: what changed between two runs of a scenario.
#include <filesystem>
#include <memory>

#include "sim/cli/command.hpp"
#include "sim/cli/compared_runs.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/run_changes.hpp"
#include "sim/cli/simulation_options.hpp"

namespace twostep::cli {

namespace {

struct CompareOptions {
  std::filesystem::path before;
  std::filesystem::path after;
  bool all = false;
  bool json = false;
};

ExitCode compare(const CompareOptions& options) {
  const ComparedRuns before = read_compared_runs(options.before);
  const ComparedRuns after = read_compared_runs(options.after);
  const RunChanges changes = changes_between(before, after, options.all);
  print_out(options.json ? dump_json(to_json(changes, before, after))
                         : to_terminal(changes, before, after, terminal_style().colour));
  return ExitCode::done;
}

}  // namespace

Command add_compare(CLI::App& program) {
  CLI::App* app = program.add_subcommand("compare", "Show what changed between two runs of a scenario");
  const auto options = std::make_shared<CompareOptions>();
  app->add_option("BEFORE", options->before, "Folder of a run, or one that holds runs with several seeds")
      ->required()
      ->type_name("");
  app->add_option("AFTER", options->after, "The same of what it is compared with")->required()->type_name("");
  app->add_flag("--all", options->all, "Show figures that did not change, too");
  app->add_flag("--json", options->json, "Print as JSON instead of tables");
  app->footer(
      "Figures that differ by less than 1e-9 of their value count as equal.\n\n"
      "Examples:\n"
      "  twostep compare results/training/seed-1 results/training/seed-1-3f2a91c0\n"
      "  twostep compare before/inference after/inference --json");
  return {app, [options] { return compare(*options); }};
}

}  // namespace twostep::cli
