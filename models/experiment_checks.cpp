#include "models/experiment_checks.hpp"

#include <algorithm>

#include "models/bindings.hpp"
#include "models/phase.hpp"
#include "models/program/walk.hpp"
#include "sim/scenario/nearest_word.hpp"
#include "sim/statistics/metric_definitions.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Place;

namespace {

std::vector<std::string> spans_of(const Scenario& scenario) {
  std::vector<std::string> spans;
  for (const auto& [name, program] : scenario.programs) {
    if (!program.value.triggered_by.all.empty()) spans.push_back("until_" + name);
    for_each_step(program.value.steps, [&spans](const Step& step) {
      if (const auto* span = std::get_if<SpanStep>(&step.body)) spans.push_back(span->span);
    });
  }
  return spans;
}

// What may stand in a family of metrics, where a scenario tells; else nothing.
std::vector<std::string> members_of(const std::string& pattern, const Scenario& scenario) {
  if (pattern.find("<phase>") != std::string::npos) return phase_names();
  if (pattern.starts_with("span.<name>")) return spans_of(scenario);
  std::vector<std::string> resources;
  if (pattern.find(".resource.<name>") != std::string::npos) {
    for (const auto& [name, resource] : scenario.resources) resources.push_back(name);
  }
  return resources;
}

void check_metric(const Scenario& scenario, const Place& place, const std::string& metric, Issues& issues) {
  const statistics::MetricDefinition* definition = statistics::find_metric_definition(metric);
  if (definition == nullptr) {
    issues.add(place, metric, "is no metric", statistics::metric_suggestion(metric));
    return;
  }
  const std::vector<std::string> known = members_of(definition->pattern, scenario);
  if (known.empty()) return;
  std::vector<std::string> metrics;
  for (const std::string& name : known) metrics.push_back(definition->metric_name(name));
  if (std::find(metrics.begin(), metrics.end(), metric) != metrics.end()) return;
  issues.add(place, metric, "is no metric of this scenario", scenario::suggestion(metric, metrics));
}

void check_dimension(const scenario::Expectation& expectation, Issues& issues) {
  const statistics::MetricDefinition* metric = statistics::find_metric_definition(expectation.metric);
  if (metric == nullptr || metric->dimension == expectation.is.dimension) return;
  issues.add(expectation.place, expectation.is.text, "is not what " + expectation.metric + " is measured in",
             "write " + std::string(scenario::to_text(metric->dimension)));
}

}  // namespace

void check_experiment(const Scenario& scenario, const scenario::Node& document, Issues& issues) {
  const std::vector<std::string>& variants = scenario.experiment.variants;
  const auto check = [&](const Place& place, const std::string& name) {
    if (find_variant(scenario, name) == nullptr)
      issues.add(place, name, "is no variant", scenario::suggestion(name, variants));
  };
  const scenario::Node* baseline = document.find("baseline");
  if (baseline != nullptr) check(baseline->place(), scenario.experiment.baseline);
  for (const scenario::Expectation& expectation : scenario.experiment.expect) {
    check(expectation.place, expectation.of);
    check_metric(scenario, expectation.place, expectation.metric, issues);
    if (!expectation.over) {
      check_dimension(expectation, issues);
      continue;
    }
    check(expectation.place, expectation.over->variant);
    if (!expectation.over->metric.empty()) check_metric(scenario, expectation.place, expectation.over->metric, issues);
  }
}

}  // namespace twostep::models
