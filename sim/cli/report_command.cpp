// `twostep report`: makes the page of runs from the files that they wrote.
#include <unistd.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/data_folder.hpp"
#include "sim/observation/checked_file.hpp"
#include "sim/page/page.hpp"
#include "sim/page/page_refused.hpp"

namespace twostep::cli {

namespace {

namespace fs = std::filesystem;

struct ReportOptions {
  std::vector<fs::path> folders;
  fs::path output;
};

// Runs of one scenario that differ in their seeds alone: they share a page.
using SameScenario = std::vector<page::RunFiles>;

bool are_replications(const page::RunFiles& a, const page::RunFiles& b) {
  return a.view.scenario == b.view.scenario && !a.scenario_hash.empty() && a.scenario_hash == b.scenario_hash &&
         a.view.seed != b.view.seed;
}

void add(std::vector<SameScenario>& scenarios, page::RunFiles files) {
  for (SameScenario& runs : scenarios) {
    bool fits = true;
    for (const page::RunFiles& run : runs) fits = fits && are_replications(run, files);
    if (!fits) continue;
    runs.push_back(std::move(files));
    return;
  }
  scenarios.emplace_back().push_back(std::move(files));
}

// Every folder is read, and everything that is wrong is told, before a page is written.
std::vector<SameScenario> read_runs(const std::vector<fs::path>& folders, bool& refused) {
  std::vector<SameScenario> scenarios;
  for (const fs::path& folder : folders) {
    try {
      add(scenarios, page::read_run(folder));
    } catch (const page::PageRefused& reason) {
      print_error(fmt::format("twostep: {}", reason.what()));
      refused = true;
    }
  }
  return scenarios;
}

// Under its name only once all of it is on the disk.
void write_whole(const fs::path& path, const std::string& content) {
  const fs::path temporary =
      path.parent_path() / fmt::format(".{}.partial-{}.html", path.filename().string(), ::getpid());
  try {
    observation::CheckedFile file(temporary);
    file.write(content);
    file.sync();
    file.close();
    fs::rename(temporary, path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw;
  }
}

ExitCode report(const ReportOptions& options) {
  const page::PageAssets assets = page::load_page_assets(find_data_folder());
  bool refused = false;
  const std::vector<SameScenario> scenarios = read_runs(options.folders, refused);
  if (!options.output.empty() && scenarios.size() > 1) {
    print_error(fmt::format("twostep: --output names one file, but these runs make {} pages", scenarios.size()));
    refused = true;
  }
  if (refused) {
    print_error("nothing was written");
    return ExitCode::invalid_input;
  }
  for (const SameScenario& runs : scenarios) {
    const fs::path path = options.output.empty() ? runs.front().folder / "report.html" : options.output;
    write_whole(path, page::make_page(runs, assets));
    print_out(fmt::format("written to {}\n", path.string()));
  }
  return ExitCode::done;
}

}  // namespace

Command add_report(CLI::App& program) {
  CLI::App* app = program.add_subcommand("report", "Make the HTML page of runs from their result folders");
  const auto options = std::make_shared<ReportOptions>();
  app->add_option("RUN_DIR", options->folders, "Folders that runs wrote")
      ->required()
      ->type_name("")
      ->option_text("...");
  app->add_option("-o,--output", options->output, "Write to FILE (RUN_DIR/report.html)")
      ->type_name("")
      ->option_text("FILE");
  app->footer(
      "A page is one file, which a browser opens without a network. Runs of a scenario with different\n"
      "seeds share one, which shows the first and tells how sure its figures are.\n\n"
      "Examples:\n"
      "  twostep report results/training/seed-1\n"
      "  twostep report results/inference/seed-* -o inference.html");
  return {app, [options] { return report(*options); }};
}

}  // namespace twostep::cli
