// Options that several subcommands share: which scenarios, changed how, and how they are simulated.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "sim/cli/cloud.hpp"

namespace twostep::cli {

struct ScenarioOptions {
  std::vector<std::filesystem::path> files;
  std::vector<std::string> sets;  // each NAME=VALUE, checked while parsing
  bool lenient = false;
  std::string catalogue;

  [[nodiscard]] LoadOptions load_options() const;
};

struct SimulationOptions {
  std::uint64_t seed = 1;
  std::size_t jobs = 1;
  std::optional<Duration> timeline_step;  // positive; bound by add_timeline_option() alone
};

// The options are bound to `options`, which must outlive the parsing.
void add_scenario_options(CLI::App& app, ScenarioOptions& options);
void add_simulation_options(CLI::App& app, SimulationOptions& options);
// --timeline-step, for subcommands that write result folders.
void add_timeline_option(CLI::App& app, SimulationOptions& options);

// A timeline of events, for subcommands that can write one.
struct TraceFileOptions {
  std::filesystem::path file;  // empty: none is wanted
  observation::TraceWindow window;
};
// --trace and --trace-window. They are for one of `scenarios`, which must outlive the parsing, too.
void add_trace_options(CLI::App& app, TraceFileOptions& options, const ScenarioOptions& scenarios);

// JSON as it is printed: indented, one line end at the end, text that is no UTF-8 replaced.
[[nodiscard]] std::string dump_json(const nlohmann::ordered_json& json);

}  // namespace twostep::cli
