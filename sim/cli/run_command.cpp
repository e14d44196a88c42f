// `twostep run`: simulates scenarios, writes their results and prints them.
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/data_folder.hpp"
#include "sim/cli/invocation_parts.hpp"
#include "sim/cli/load.hpp"
#include "sim/cli/result_folders.hpp"
#include "sim/cli/simulate.hpp"
#include "sim/cli/simulation_options.hpp"
#include "sim/cli/trace_file.hpp"
#include "sim/cli/trace_parts.hpp"
#include "sim/cli/version.hpp"
#include "sim/page/page.hpp"
#include "sim/report/terminal.hpp"
#include "sim/report/write_files.hpp"

namespace twostep::cli {

namespace {

struct RunCommandOptions {
  ScenarioOptions scenarios;
  SimulationOptions simulation;
  TraceFileOptions trace;
  std::filesystem::path output = "results";
  bool invocations = false;
  bool report = false;
  bool quiet = false;
  bool json = false;
};

// Writes the files of the scenarios that have a report.
void write_results(const std::vector<Simulated>& simulated, ResultFolders& folders, bool invocations,
                   const std::optional<page::PageAssets>& page_assets) {
  for (std::size_t i = 0; i < simulated.size(); ++i) {
    if (!simulated[i].report) continue;
    report::OutputFolder& folder = folders.folder(i);
    if (invocations) join_invocations(folder.temporary_path(), simulated[i].report->variants.size());
    report::write_files(*simulated[i].report, folder);
    if (page_assets)
      folder.write("report.html", page::make_page({page::read_run(folder.temporary_path())}, *page_assets));
  }
}

// The timeline of the one scenario that has been run.
TraceSummary write_trace(const report::ScenarioReport& report, const std::filesystem::path& parts,
                         const observation::TraceWindow& window, TraceFile& trace) {
  nlohmann::ordered_json about{{"program", version_line()},
                               {"scenario", report.experiment.name},
                               {"variants", report.experiment.variants},
                               {"seed", report.seed},
                               {"window_from_s", window.from.in_seconds()}};
  if (window.to != SimTime::max()) about["window_to_s"] = window.to.in_seconds();
  return join_traces(parts, report.experiment.variants, trace.file(), std::move(about));
}

struct Written {
  std::vector<Simulated> simulated;
  std::vector<std::filesystem::path> folders;  // one a scenario
  TraceSummary trace{};
};

// From here until it returns, a signal makes it throw Interrupted: nothing is left half-written.
Written simulate_and_write(const LoadedScenarios& loaded, const RunCommandOptions& options, const std::string& run) {
  // What a page is made with is found missing before anything is run.
  const auto page_assets = options.report ? std::optional(page::load_page_assets(find_data_folder())) : std::nullopt;
  const Interrupts interrupts;
  ResultFolders folders(options.output, loaded, run);
  RunnerOptions runner{.simulation = options.simulation, .invocations_folders = {}, .progress = !options.quiet};
  if (options.invocations) runner.invocations_folders = folders.temporary_paths();
  std::optional<TraceFile> trace;
  if (!options.trace.file.empty()) {
    trace.emplace(options.trace.file, folders.final_paths().front());
    runner.trace_folder = folders.temporary_paths().front();
    runner.trace_window = options.trace.window;
  }
  Written written{.simulated = simulate(loaded, interrupts, runner), .folders = folders.final_paths()};
  write_results(written.simulated, folders, options.invocations, page_assets);
  const bool traced = trace && written.simulated.front().report;
  if (traced) {
    written.trace = write_trace(*written.simulated.front().report, runner.trace_folder, options.trace.window, *trace);
  }
  // None becomes visible before all are written.
  interrupts.throw_if_interrupted();
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    if (written.simulated[i].report) folders.folder(i).commit();
  }
  if (traced) trace->commit();
  return written;
}

void print_results(const Written& written, const std::filesystem::path& trace) {
  for (std::size_t i = 0; i < written.simulated.size(); ++i) {
    if (!written.simulated[i].report) continue;
    if (i > 0) print_out("\n");
    print_out(report::to_terminal(*written.simulated[i].report, terminal_style()));
    print_out(fmt::format("\nwritten to {}\n", written.folders[i].string()));
    if (!trace.empty()) print_out(fmt::format("timeline written to {}\n", trace.string()));
  }
}

ExitCode run(const Cloud& cloud, const RunCommandOptions& options) {
  const LoadOptions load_options = options.scenarios.load_options();
  scenario::Issues issues;
  const LoadedScenarios loaded = load_scenarios(cloud, options.scenarios.files, load_options, issues);
  if (!issues.empty()) return refuse(issues);
  if (!options.quiet) note_replaced_values(options.scenarios.files, load_options);

  const Written written = simulate_and_write(loaded, options, run_name(options.simulation.seed, load_options));
  if (options.json) print_out(dump_json(to_json(written.simulated)));
  if (!options.json && !options.quiet) print_results(written, options.trace.file);
  const std::string note = limit_note(written.trace);
  if (!options.quiet && !note.empty()) print_error("note: " + note);
  return report_errors(written.simulated);
}

}  // namespace

Command add_run(CLI::App& program, const Cloud& cloud) {
  CLI::App* app = program.add_subcommand("run", "Simulate scenarios, write their results and print them");
  const auto options = std::make_shared<RunCommandOptions>();
  add_scenario_options(*app, options->scenarios);
  add_simulation_options(*app, options->simulation);
  add_timeline_option(*app, options->simulation);
  add_trace_options(*app, options->trace, options->scenarios);
  app->add_option("-o,--output", options->output, "Write to DIR/<scenario>/<run>/ (results)")
      ->type_name("")
      ->option_text("DIR");
  app->add_flag("--invocations", options->invocations, "Write a row for every invocation, too");
  app->add_flag("--report", options->report, "Write the page report.html, too");
  app->add_flag("--json", options->json, "Print the reports as JSON instead of tables");
  app->add_flag("--quiet", options->quiet, "Print errors only");
  app->footer(R"(Examples:
  twostep run scenarios/paper/training.json
  twostep run training.json inference.json -o out --seed 7
  twostep run training.json --set iterations=900 --set /workload/jobs=2
  twostep run inference.json --trace inference.trace.json --trace-window "10 s..20 s"
  twostep run training.json --json | jq .reports[0])");
  return {app, [&cloud, options] { return run(cloud, *options); }};
}

}  // namespace twostep::cli
