#include "sim/cli/runner.hpp"

#include <span>
#include <utility>

#include <fmt/format.h>

#include "sim/cli/forked_tasks.hpp"
#include "sim/cli/invocation_parts.hpp"
#include "sim/cli/progress_line.hpp"
#include "sim/cli/shared_progress.hpp"
#include "sim/cli/trace_parts.hpp"
#include "sim/observation/run_result_io.hpp"

namespace twostep::cli {

namespace {

Task task_for(const LoadedScenario& scenario, std::size_t variant, RunOptions options) {
  return [&scenario, variant, options = std::move(options)] {
    nlohmann::json result = observation::json_of(scenario.run(variant, options));
    options.progress->finish();
    return result;
  };
}

std::size_t count_variants(const LoadedScenarios& scenarios) {
  std::size_t count = 0;
  for (const auto& scenario : scenarios) count += scenario->experiment().variants.size();
  return count;
}

std::vector<Task> tasks_for(const LoadedScenarios& scenarios, const RunnerOptions& options,
                            std::span<observation::RunProgress> progress) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < scenarios.size(); ++i) {
    for (std::size_t variant = 0; variant < scenarios[i]->experiment().variants.size(); ++variant) {
      RunOptions run{.seed = options.simulation.seed,
                     .invocations_file = {},
                     .timeline_step = options.simulation.timeline_step,
                     .progress = &progress[tasks.size()]};
      if (!options.invocations_folders.empty())
        run.invocations_file = invocation_part(options.invocations_folders[i], variant);
      if (!options.trace_folder.empty() && i == 0) {
        run.trace =
            trace_part(options.trace_folder, options.trace_window, scenarios[i]->experiment().variants, variant);
      }
      tasks.push_back(task_for(*scenarios[i], variant, std::move(run)));
    }
  }
  return tasks;
}

// Takes the children's results of one scenario, in the order of its variants.
SimulatedScenario collect(const scenario::Experiment& experiment, std::span<const ChildResult> children) {
  SimulatedScenario simulated;
  for (std::size_t variant = 0; variant < children.size(); ++variant) {
    const ChildResult& child = children[variant];
    if (child.value) {
      simulated.results.push_back(observation::run_result_of(*child.value));
    } else {
      simulated.errors.push_back(fmt::format("{}, {}: {}", experiment.name, experiment.variants[variant], child.error));
    }
  }
  return simulated;
}

}  // namespace

std::vector<SimulatedScenario> simulate_all(const LoadedScenarios& scenarios, const Interrupts& interrupts,
                                            const RunnerOptions& options) {
  SharedProgress shared(count_variants(scenarios));
  const std::vector<Task> tasks = tasks_for(scenarios, options, shared.runs());
  std::vector<ChildResult> children;
  {
    ProgressLine progress(shared.runs(), options.progress);
    children =
        run_forked(tasks, interrupts,
                   {.jobs = options.simulation.jobs, .on_progress = [&](std::size_t ended) { progress.show(ended); }});
  }
  std::vector<SimulatedScenario> simulated;
  std::size_t first = 0;
  for (const auto& scenario : scenarios) {
    const std::size_t variants = scenario->experiment().variants.size();
    simulated.push_back(collect(scenario->experiment(), std::span(children).subspan(first, variants)));
    first += variants;
  }
  return simulated;
}

}  // namespace twostep::cli
