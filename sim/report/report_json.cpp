#include "sim/report/report_json.hpp"

#include <optional>
#include <string>

#include "sim/report/comparison.hpp"
#include "sim/report/distributions_json.hpp"

namespace twostep::report {

namespace {

using nlohmann::ordered_json;

ordered_json or_null(const std::optional<double>& value) {
  return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json bill_json(const cost::Bill& bill) {
  ordered_json lines = ordered_json::array();
  for (const cost::BillLine& line : bill.lines) {
    lines.push_back({{"resource", line.resource},
                     {"service", line.service},
                     {"meter", line.meter},
                     {"quantity", line.units()},
                     {"unit", line.unit},
                     {"unit_price_usd", line.unit_price_usd()},
                     {"amount_usd", line.amount.in_dollars()},
                     {"amount_pico_usd", line.amount.pico}});
  }
  return {{"total_usd", bill.total.in_dollars()}, {"total_pico_usd", bill.total.pico}, {"lines", lines}};
}

ordered_json metrics_json(const statistics::MetricSet& metrics) {
  ordered_json object = ordered_json::object();
  for (const statistics::Metric& metric : metrics.all()) {
    object[metric.name] = {{"value", metric.value}, {"unit", metric.unit}};
  }
  return object;
}

ordered_json breakdown_json(const observation::RunResult& result) {
  ordered_json phases = ordered_json::array();
  for (std::size_t i = 0; i < result.phase_names.size() && i < result.phases.size(); ++i) {
    phases.push_back({{"phase", result.phase_names[i]}, {"total_ns", result.phases[i].ns}});
  }
  return phases;
}

ordered_json variant_json(const ScenarioReport& report, const VariantReport& variant) {
  const Comparison comparison = compare_with_baseline_variant(report, variant);
  return {{"name", variant.name()},
          {"overridden", variant.overridden},
          {"makespan_ns", variant.result.makespan.ns},
          {"window_ns", variant.result.window.ns},
          {"slower", or_null(comparison.slower)},
          {"dearer", or_null(comparison.dearer)},
          {"metrics", metrics_json(variant.metrics)},
          {"breakdown", breakdown_json(variant.result)},
          {"distributions", distributions_json(variant.result)},
          {"bill", bill_json(variant.bill)},
          {"bill_in_window", bill_json(variant.bill_in_window)}};
}

ordered_json expectation_json(const statistics::ExpectationOutcome& outcome) {
  const scenario::Expectation& expectation = outcome.expectation;
  ordered_json json{{"metric", expectation.metric}, {"of", expectation.of}};
  if (expectation.over) {
    const std::string& metric = expectation.over->metric;
    json["over"] = {{"variant", expectation.over->variant}, {"metric", metric.empty() ? expectation.metric : metric}};
  }
  json["published"] = outcome.published;
  json["published_text"] = expectation.is.text;
  json["simulated"] = outcome.simulated;
  json["unit"] = outcome.unit;
  json["deviation"] = outcome.deviation;
  json["tolerance"] = expectation.within ? ordered_json(expectation.within->share) : ordered_json(nullptr);
  json["role"] = to_text(outcome.role);
  json["verdict"] = to_text(outcome.verdict);
  json["source"] = expectation.source;
  json["quoted"] = expectation.quoted;
  json["calibrates"] = expectation.calibrates;
  json["note"] = expectation.note;
  return json;
}

}  // namespace

ordered_json to_json(const ScenarioReport& report) {
  ordered_json variants = ordered_json::array();
  for (const VariantReport& variant : report.variants) variants.push_back(variant_json(report, variant));
  ordered_json expectations = ordered_json::array();
  for (const auto& outcome : report.expectations) expectations.push_back(expectation_json(outcome));
  const ComparedMetrics compared = compared_metrics(report);
  return {{"scenario", report.experiment.name},
          {"question", report.experiment.question},
          {"source", report.experiment.source},
          {"catalogue", report.catalogue},
          {"seed", report.seed},
          {"baseline", report.experiment.baseline},
          {"compared", {{"time", compared.time}, {"cost", compared.cost}}},
          {"variants", variants},
          {"expectations", expectations},
          {"resolved_scenario", report.resolved_scenario}};
}

ordered_json manifest_of(const ScenarioReport& report) {
  ordered_json variants = ordered_json::array();
  ordered_json overridden = ordered_json::object();
  for (const VariantReport& variant : report.variants) {
    variants.push_back(variant.name());
    if (!variant.overridden.empty()) overridden[variant.name()] = variant.overridden;
  }
  ordered_json versions = ordered_json::object();
  for (const LibraryVersion& library : own_versions()) versions[library.name] = library.version;
  for (const LibraryVersion& library : report.libraries) versions[library.name] = library.version;
  return {{"scenario", report.experiment.name},
          {"scenario_hash", report.scenario_hash},
          {"catalogue", report.catalogue},
          {"seed", report.seed},
          {"variants", variants},
          {"overridden", overridden},
          {"versions", versions}};
}

}  // namespace twostep::report
