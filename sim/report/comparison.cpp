#include "sim/report/comparison.hpp"

#include <algorithm>

namespace twostep::report {

namespace {

std::optional<double> ratio_of(const VariantReport& variant, const VariantReport& baseline, const std::string& metric) {
  const statistics::Metric* own = variant.metrics.find(metric);
  const statistics::Metric* other = baseline.metrics.find(metric);
  if (own == nullptr || other == nullptr || other->value == 0) return std::nullopt;
  return own->value / other->value;
}

}  // namespace

bool is_one_job(const ScenarioReport& report) {
  return std::ranges::all_of(report.variants, [](const VariantReport& v) { return v.result.requests <= 1; });
}

ComparedMetrics compared_metrics(const ScenarioReport& report) {
  if (is_one_job(report)) return {.time = "makespan", .cost = "cost"};
  return {.time = "latency.mean", .cost = "cost_per_request"};
}

Comparison compare_with_baseline_variant(const ScenarioReport& report, const VariantReport& variant) {
  const VariantReport* baseline = report.find_variant(report.experiment.baseline);
  if (baseline == nullptr) return {};
  const ComparedMetrics metrics = compared_metrics(report);
  return {.slower = ratio_of(variant, *baseline, metrics.time), .dearer = ratio_of(variant, *baseline, metrics.cost)};
}

}  // namespace twostep::report
