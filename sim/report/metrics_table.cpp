// metrics.csv: everything that an expectation may ask of a variant.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

struct MetricRow {
  const VariantReport* variant;
  const statistics::Metric* metric;
};

std::vector<MetricRow> metric_rows(const ScenarioReport& report) {
  std::vector<MetricRow> rows;
  for (const VariantReport& variant : report.variants) {
    for (const statistics::Metric& metric : variant.metrics.all()) rows.push_back({&variant, &metric});
  }
  return rows;
}

}  // namespace

ResultTable metrics_table() {
  const TableDefinition<MetricRow> definition{
      .file = "metrics.csv",
      .about = "A row a variant and metric: all that an expectation may name, and the gauges of its models.",
      .columns = {
          {{"variant", "", "the variant that was run"},
           [](const MetricRow& row) -> Cell { return row.variant->name(); }},
          {{"metric", "", "its name: see [Metrics](#metrics)"},
           [](const MetricRow& row) -> Cell { return row.metric->name; }},
          {{"value", "in `unit`", "its value"}, [](const MetricRow& row) -> Cell { return row.metric->value; }},
          {{"unit", "", "the unit of `value`; 1 for a plain number"},
           [](const MetricRow& row) -> Cell { return row.metric->unit; }},
      }};
  return make_result_table<MetricRow>(definition, metric_rows);
}

}  // namespace twostep::report
