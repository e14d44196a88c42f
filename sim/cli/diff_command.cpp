// `twostep diff`: compares two result folders.
#include <filesystem>
#include <memory>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/report/compare_baseline.hpp"

namespace twostep::cli {

namespace {

struct DiffOptions {
  std::filesystem::path baseline;
  std::filesystem::path actual;
};

ExitCode diff(const DiffOptions& options) {
  const std::vector<report::BaselineDifference> differences =
      report::compare_with_baseline(options.baseline, options.actual);
  for (const report::BaselineDifference& difference : differences) print_out(to_text(difference) + "\n");
  return differences.empty() ? ExitCode::done : ExitCode::expectation_failed;
}

}  // namespace

Command add_diff(CLI::App& program) {
  CLI::App* app = program.add_subcommand("diff", "Compare two result folders; exit code 1 when they differ");
  const auto options = std::make_shared<DiffOptions>();
  app->add_option("BASELINE", options->baseline, "Folder of results to compare with")
      ->required()
      ->type_name("")
      ->check(CLI::ExistingDirectory);
  app->add_option("ACTUAL", options->actual, "Folder of results to compare")
      ->required()
      ->type_name("")
      ->check(CLI::ExistingDirectory);
  app->footer(
      "Numbers may differ by 1e-9 of their value, all other text must be equal.\n\n"
      "Examples:\n  twostep diff results/baselines/training results/training/seed-1");
  return {app, [options] { return diff(*options); }};
}

}  // namespace twostep::cli
