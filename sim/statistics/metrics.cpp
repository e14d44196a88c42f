#include "sim/statistics/metrics.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/statistics/metric_definitions.hpp"

namespace twostep::statistics {

namespace {

// "cost" of "cost.s3": what is of the same kind as an absent metric is most worth naming.
std::string_view group_of(std::string_view name) { return name.substr(0, name.find('.')); }

}  // namespace

void MetricSet::add(Metric metric) {
  if (find(metric.name) == nullptr) metrics_.push_back(std::move(metric));
}

const Metric* MetricSet::find(std::string_view name) const {
  const auto metric = std::ranges::find(metrics_, name, &Metric::name);
  return metric == metrics_.end() ? nullptr : &*metric;
}

const Metric& MetricSet::at(std::string_view name) const {
  if (const Metric* metric = find(name)) return *metric;
  std::vector<std::string_view> near;
  std::vector<std::string_view> every;
  for (const Metric& metric : metrics_) {
    every.push_back(metric.name);
    if (group_of(metric.name) == group_of(name)) near.push_back(metric.name);
  }
  throw NoSuchMetric(fmt::format("the run has no {}; it has {}", name, fmt::join(near.empty() ? every : near, ", ")));
}

MetricSet metrics_of(const observation::RunResult& result, const cost::Bill& whole, const cost::Bill& in_window) {
  const MetricInputs inputs{.result = result, .whole = whole, .in_window = in_window};
  MetricSet metrics;
  for (const MetricDefinition& definition : metric_definitions()) {
    for (const NamedValue& value : definition.values(inputs)) {
      metrics.add({.name = definition.metric_name(value.name),
                   .value = value.value,
                   .dimension = definition.dimension,
                   .unit = definition.unit});
    }
  }
  for (const observation::Gauge& gauge : result.gauges) {
    metrics.add({.name = gauge.name, .value = gauge.value, .dimension = scenario::Dimension::number, .unit = "1"});
  }
  return metrics;
}

}  // namespace twostep::statistics
