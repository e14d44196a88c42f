#include "sim/page/replications.hpp"

#include <functional>

#include <fmt/format.h>

#include "sim/page/axis_unit.hpp"
#include "sim/page/verdict.hpp"
#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

using Figure = std::function<std::optional<double>(const VariantView&)>;

std::optional<statistics::ConfidenceInterval> interval_of(const std::vector<const RunView*>& runs,
                                                          const std::string& variant, const Figure& figure) {
  std::vector<double> values;
  for (const RunView* run : runs) {
    const VariantView* found = run->find(variant);
    const std::optional<double> value = found == nullptr ? std::nullopt : figure(*found);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  if (values.size() < 2) return std::nullopt;
  return statistics::confidence_interval(values);
}

std::string with_half_width(const std::optional<statistics::ConfidenceInterval>& interval, const std::string& unit) {
  if (!interval) return "";
  if (unit == "x")
    return fmt::format("{} ± {}", report::ratio_text(interval->mean), report::number_text(interval->half_width));
  return fmt::format("{} ± {}", text_of(interval->mean, unit), text_of(interval->half_width, unit));
}

}  // namespace

Replications replications_of(const std::vector<const RunView*>& runs) {
  Replications all;
  for (const RunView* run : runs) all.seeds.push_back(run->seed);
  if (runs.size() < 2) return all;
  const RunView& shown_run = *runs.front();
  const auto metric = [](const std::string& name) { return [name](const VariantView& v) { return v.metric(name); }; };
  for (const VariantView& variant : shown_run.variants) {
    all.variants.push_back({.label = variant.label,
                            .name = variant.name,
                            .time = interval_of(runs, variant.name, metric(shown_run.compared_time)),
                            .cost = interval_of(runs, variant.name, metric(shown_run.compared_cost)),
                            .slower = interval_of(runs, variant.name, [](const VariantView& v) { return v.slower; }),
                            .dearer = interval_of(runs, variant.name, [](const VariantView& v) { return v.dearer; })});
  }
  return all;
}

DataTable table_of(const Replications& replications, const RunView& run) {
  DataTable table{.caption = fmt::format("Means of {} runs, with the half width of their 95 % confidence intervals "
                                         "(Student's t)",
                                         replications.seeds.size()),
                  .columns = {{"variant"},
                              {metric_words(run.compared_time), true},
                              {"slower", true},
                              {metric_words(run.compared_cost), true},
                              {"dearer", true}}};
  for (const ReplicatedVariant& variant : replications.variants) {
    table.rows.push_back({variant.label, with_half_width(variant.time, "s"), with_half_width(variant.slower, "x"),
                          with_half_width(variant.cost, "USD"), with_half_width(variant.dearer, "x")});
  }
  return table;
}

}  // namespace twostep::page
