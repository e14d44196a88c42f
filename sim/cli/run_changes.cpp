#include "sim/cli/run_changes.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "sim/report/compare_baseline.hpp"
#include "sim/statistics/confidence.hpp"
#include "sim/statistics/metric_definitions.hpp"

namespace twostep::cli {

namespace {

using page::RunFiles;
using page::RunView;
using page::VariantView;

// A figure of one run; nothing where the run does not define it.
using Figure = std::function<std::optional<double>(const RunView&)>;

std::optional<double> mean_of(const std::vector<double>& values) {
  if (values.empty()) return std::nullopt;
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::vector<double> values_of(const ComparedRuns& side, const Figure& figure) {
  std::vector<double> values;
  for (const RunFiles& run : side.runs) {
    if (const std::optional<double> value = figure(run.view)) values.push_back(*value);
  }
  return values;
}

// A side in which not every run defines the figure has no mean that could be compared.
void fill_in(FigureChange& change, const ComparedRuns& before, const ComparedRuns& after, const Figure& figure) {
  const std::vector<double> first = values_of(before, figure);
  const std::vector<double> second = values_of(after, figure);
  if (first.size() == before.runs.size()) change.before = mean_of(first);
  if (second.size() == after.runs.size()) change.after = mean_of(second);
  const auto finite = [](const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  };
  const bool replicated = before.runs.size() > 1 && after.runs.size() > 1;
  if (!replicated || !change.before || !change.after || !finite(first) || !finite(second)) return;
  const bool pairs = before.seeds() == after.seeds();
  change.half_width =
      (pairs ? statistics::difference_of_pairs(first, second) : statistics::difference_of_means(first, second))
          .half_width;
}

bool is_shown(const FigureChange& change, bool all) {
  if (!change.before && !change.after) return false;
  if (all || !change.before || !change.after) return true;
  return report::relative_difference(*change.before, *change.after) > report::baseline_tolerance;
}

// In the order of the definitions; those that none names, a model's gauges, come last.
std::size_t rank_of(const std::string& metric) {
  const auto& definitions = statistics::metric_definitions();
  const statistics::MetricDefinition* found = statistics::find_metric_definition(metric);
  return found == nullptr ? definitions.size() : static_cast<std::size_t>(found - definitions.data());
}

// Metrics that the variant has in any run, with their units.
std::vector<std::pair<std::string, std::string>> metrics_of(const ComparedRuns& before, const ComparedRuns& after,
                                                            const std::string& variant) {
  std::map<std::string, std::string> units;
  for (const ComparedRuns* side : {&before, &after}) {
    for (const RunFiles& run : side->runs) {
      const VariantView* found = run.view.find(variant);
      if (found == nullptr) continue;
      for (const auto& [name, metric] : found->metrics) units.emplace(name, metric.unit);
    }
  }
  std::vector<std::pair<std::string, std::string>> metrics(units.begin(), units.end());
  std::ranges::sort(metrics, {}, [](const auto& metric) { return std::pair(rank_of(metric.first), metric.first); });
  return metrics;
}

std::string line_name(const page::BillLineView& line) {
  return fmt::format("{} {}.{}", line.resource, line.service, line.meter);
}

// Of a bill's lines, in the order in which they first come.
std::vector<std::string> bill_lines_of(const ComparedRuns& before, const ComparedRuns& after,
                                       const std::string& variant) {
  std::vector<std::string> names;
  for (const ComparedRuns* side : {&before, &after}) {
    for (const RunFiles& run : side->runs) {
      const VariantView* found = run.view.find(variant);
      if (found == nullptr) continue;
      for (const page::BillLineView& line : found->bill) {
        if (std::ranges::find(names, line_name(line)) == names.end()) names.push_back(line_name(line));
      }
    }
  }
  return names;
}

// What the variant paid for a line of that name; nothing, not zero, where its bill has none.
std::optional<double> amount_of(const RunView& run, const std::string& variant, const std::string& name) {
  const VariantView* found = run.find(variant);
  std::optional<double> amount;
  if (found == nullptr) return amount;
  for (const page::BillLineView& line : found->bill) {
    if (line_name(line) == name) amount = amount.value_or(0) + line.amount;
  }
  return amount;
}

void add_variant(RunChanges& changes, const ComparedRuns& before, const ComparedRuns& after, const std::string& variant,
                 bool all) {
  for (const auto& [metric, unit] : metrics_of(before, after, variant)) {
    FigureChange change{.variant = variant, .figure = metric, .unit = unit};
    fill_in(change, before, after, [&variant, &name = metric](const RunView& run) -> std::optional<double> {
      const VariantView* found = run.find(variant);
      return found == nullptr ? std::nullopt : found->metric(name);
    });
    if (is_shown(change, all)) changes.metrics.push_back(std::move(change));
  }
  for (const std::string& name : bill_lines_of(before, after, variant)) {
    FigureChange change{.variant = variant, .figure = name, .unit = "USD"};
    fill_in(change, before, after, [&](const RunView& run) { return amount_of(run, variant, name); });
    if (is_shown(change, all)) changes.costs.push_back(std::move(change));
  }
}

void add_fact(std::vector<TextChange>& facts, const std::string& what, const std::string& before,
              const std::string& after) {
  if (before != after) facts.push_back({.what = what, .before = before, .after = after});
}

std::map<std::string, std::string> versions_of(const RunFiles& run) {
  std::map<std::string, std::string> versions;
  const nlohmann::json manifest = nlohmann::json::parse(run.manifest, nullptr, false);
  if (!manifest.is_object() || !manifest.contains("versions")) return versions;
  for (const auto& [name, version] : manifest["versions"].items()) {
    versions[name] = version.is_string() ? version.get<std::string>() : version.dump();
  }
  return versions;
}

void add_facts(RunChanges& changes, const ComparedRuns& before, const ComparedRuns& after) {
  const RunFiles& first = before.first();
  const RunFiles& second = after.first();
  add_fact(changes.facts, "scenario", first.view.scenario, second.view.scenario);
  add_fact(changes.facts, "catalogue", first.view.catalogue, second.view.catalogue);
  add_fact(changes.facts, "seed", fmt::format("{}", fmt::join(before.seeds(), ", ")),
           fmt::format("{}", fmt::join(after.seeds(), ", ")));
  const std::map<std::string, std::string> old_versions = versions_of(first);
  std::map<std::string, std::string> new_versions = versions_of(second);
  for (const auto& [name, version] : old_versions) {
    add_fact(changes.facts, "version of " + name, version, new_versions[name]);
    new_versions.erase(name);
  }
  for (const auto& [name, version] : new_versions) add_fact(changes.facts, "version of " + name, "", version);
}

// The scenario as it was run, value by value.
void add_scenario(RunChanges& changes, const RunFiles& before, const RunFiles& after) {
  const auto flat = [](const RunFiles& run) {
    const nlohmann::json scenario = nlohmann::json::parse(run.view.resolved_scenario, nullptr, false);
    return scenario.is_discarded() ? nlohmann::json::object() : scenario.flatten();
  };
  const nlohmann::json first = flat(before);
  const nlohmann::json second = flat(after);
  std::set<std::string> pointers;
  for (const nlohmann::json* side : {&first, &second}) {
    for (const auto& [pointer, value] : side->items()) pointers.insert(pointer);
  }
  const auto text = [](const nlohmann::json& side, const std::string& pointer) {
    const auto found = side.find(pointer);
    return found == side.end() ? std::string() : found->dump();
  };
  for (const std::string& pointer : pointers) {
    add_fact(changes.scenario, pointer, text(first, pointer), text(second, pointer));
  }
}

void add_notices(RunChanges& changes, const ComparedRuns& side) {
  for (const RunFiles& run : side.runs) {
    for (const std::string& notice : run.notices) {
      changes.notices.push_back(fmt::format("{}: {}", run.folder.string(), notice));
    }
  }
}

}  // namespace

std::optional<double> FigureChange::relative() const {
  if (!before || !after) return std::nullopt;
  if (*before == *after) return 0;
  if (*before == 0) return std::nullopt;
  return (*after - *before) / std::abs(*before);
}

std::optional<bool> FigureChange::is_significant() const {
  if (!half_width || !before || !after) return std::nullopt;
  return statistics::DifferenceInterval{.difference = *after - *before, .half_width = *half_width}.is_significant();
}

bool RunChanges::none() const {
  return facts.empty() && scenario.empty() && only_before.empty() && only_after.empty() && metrics.empty() &&
         costs.empty();
}

RunChanges changes_between(const ComparedRuns& before, const ComparedRuns& after, bool all) {
  RunChanges changes{.runs_before = before.runs.size(),
                     .runs_after = after.runs.size(),
                     .same_seeds = before.seeds() == after.seeds(),
                     .different_scenarios = before.first().view.scenario != after.first().view.scenario};
  add_facts(changes, before, after);
  add_scenario(changes, before.first(), after.first());
  for (const VariantView& variant : before.first().view.variants) {
    if (after.first().view.find(variant.name) == nullptr) {
      changes.only_before.push_back(variant.name);
    } else {
      add_variant(changes, before, after, variant.name, all);
    }
  }
  for (const VariantView& variant : after.first().view.variants) {
    if (before.first().view.find(variant.name) == nullptr) changes.only_after.push_back(variant.name);
  }
  add_notices(changes, before);
  add_notices(changes, after);
  return changes;
}

}  // namespace twostep::cli
