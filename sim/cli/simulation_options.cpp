#include "sim/cli/simulation_options.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <thread>

#include "sim/cli/load.hpp"

namespace twostep::cli {

namespace {

constexpr std::size_t most_jobs = 1024;

// For CLI11, which takes -1 for the largest number there is: empty when the text is a seed.
std::string check_seed(const std::string& text) {
  std::uint64_t seed = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, seed);
  return error == std::errc() && stopped == end
             ? ""
             : scenario::in_quotes(text) + " is not a whole number from 0 to 2^64 - 1";
}

std::size_t cores() { return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, most_jobs); }

// For CLI11: empty when the text is a duration above zero.
std::string check_step(const std::string& text) {
  const std::optional<Duration> step = parse_duration(text);
  return step && *step > Duration::zero()
             ? ""
             : scenario::in_quotes(text) + " is not a duration above zero, as in \"100 ms\" or \"1 min\"";
}

// For CLI11: empty when the text is a part of simulated time.
std::string check_window(const std::string& text) {
  return observation::parse_trace_window(text)
             ? ""
             : scenario::in_quotes(text) +
                   R"( is not a span of simulated time, as in "10 s..20 s", "10 s.." or "..1 min")";
}

// For CLI11: empty when the text is an override, else what is wrong with it.
std::string check_override(const std::string& text) {
  return parse_override(text) ? ""
                              : scenario::in_quotes(text) + " is not of the form NAME=VALUE or /json/pointer=VALUE";
}

}  // namespace

LoadOptions ScenarioOptions::load_options() const {
  LoadOptions options{.overrides = {}, .lenient = lenient, .catalogue = catalogue};
  options.overrides.reserve(sets.size());
  for (const std::string& set : sets) options.overrides.push_back(parse_override(set).value());
  return options;
}

void add_scenario_options(CLI::App& app, ScenarioOptions& options) {
  app.add_option("SCENARIO", options.files, "Scenario files")->required()->type_name("")->option_text("...");
  app.add_option("--set", options.sets, "Change a parameter, or what is at a JSON pointer")
      ->allow_extra_args(false)
      ->type_name("")
      ->option_text("NAME=VALUE ...")
      ->check(CLI::Validator(check_override, ""));
  app.add_option("--catalogue", options.catalogue, "Take figures and prices from this catalogue")
      ->type_name("")
      ->option_text("NAME");
  app.add_flag("--lenient", options.lenient, "Leave out the rows of traces that are wrong, and say how many");
}

void add_simulation_options(CLI::App& app, SimulationOptions& options) {
  options.jobs = cores();
  app.add_option("--seed", options.seed, "Seed of all randomness (1)")
      ->type_name("")
      ->option_text("N")
      ->check(CLI::Validator(check_seed, ""));
  app.add_option("--jobs", options.jobs, "Variants simulated at a time (as many as cores)")
      ->type_name("")
      ->option_text("N")
      ->check(CLI::Range(std::size_t{1}, most_jobs));
}

void add_timeline_option(CLI::App& app, SimulationOptions& options) {
  app.add_option_function<std::string>(
         "--timeline-step", [&options](const std::string& text) { options.timeline_step = parse_duration(text); },
         "Sample time series at this step (1 s, growing)")
      ->type_name("")
      ->option_text("DURATION")
      ->check(CLI::Validator(check_step, ""));
}

void add_trace_options(CLI::App& app, TraceFileOptions& options, const ScenarioOptions& scenarios) {
  CLI::Option* file = app.add_option("--trace", options.file, "Write a timeline for ui.perfetto.dev, too")
                          ->type_name("")
                          ->option_text("FILE");
  CLI::Option* window =
      app.add_option_function<std::string>(
             "--trace-window",
             [&options](const std::string& text) { options.window = observation::parse_trace_window(text).value(); },
             "Show this part of simulated time in it")
          ->type_name("")
          ->option_text("FROM..TO")
          ->check(CLI::Validator(check_window, ""));
  app.final_callback([file, window, &options, &scenarios] {
    if (window->count() > 0 && file->count() == 0)
      throw CLI::ValidationError("--trace-window", "there is no timeline without --trace FILE");
    if (file->count() == 0) return;
    if (options.file.empty()) throw CLI::ValidationError("--trace", "the name of a file is empty");
    if (scenarios.files.size() > 1) {
      throw CLI::ValidationError(
          "--trace", "a timeline shows one scenario, and these are " + std::to_string(scenarios.files.size()));
    }
  });
}

std::string dump_json(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace twostep::cli
