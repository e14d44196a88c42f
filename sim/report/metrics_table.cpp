// metrics.csv: everything that an expectation may ask of a variant.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

struct Row {
  const VariantReport* variant;
  const statistics::Metric* metric;
};

std::vector<Row> rows_of(const ScenarioReport& report) {
  std::vector<Row> rows;
  for (const VariantReport& variant : report.variants) {
    for (const statistics::Metric& metric : variant.metrics.all()) rows.push_back({&variant, &metric});
  }
  return rows;
}

}  // namespace

ResultTable metrics_table() {
  const TableDefinition<Row> definition{
      .file = "metrics.csv",
      .about = "A row a variant and metric: all that an expectation may name, and the gauges of its models.",
      .columns = {
          {{"variant", "", "the variant that was run"}, [](const Row& row) -> Cell { return row.variant->name(); }},
          {{"metric", "", "its name: see [Metrics](#metrics)"},
           [](const Row& row) -> Cell { return row.metric->name; }},
          {{"value", "in `unit`", "its value"}, [](const Row& row) -> Cell { return row.metric->value; }},
          {{"unit", "", "the unit of `value`; 1 for a plain number"},
           [](const Row& row) -> Cell { return row.metric->unit; }},
      }};
  return make_result_table<Row>(definition, rows_of);
}

}  // namespace twostep::report
