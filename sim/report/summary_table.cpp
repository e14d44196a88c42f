// summary.csv: the variants of a scenario side by side.
#include <fmt/format.h>

#include "sim/report/comparison.hpp"
#include "sim/report/result_table.hpp"
#include "sim/statistics/metric_definitions.hpp"

namespace twostep::report {

namespace {

struct SummaryRow {
  const VariantReport* variant;
  Comparison comparison;
};

std::vector<SummaryRow> summary_rows(const ScenarioReport& report) {
  std::vector<SummaryRow> rows;
  for (const VariantReport& variant : report.variants) {
    rows.push_back({&variant, compare_with_baseline_variant(report, variant)});
  }
  return rows;
}

// A metric times `factor`, with the metric's own formula.
Column<SummaryRow> metric_column(const std::string& name, const std::string& unit, const std::string& metric,
                                 double factor = 1) {
  const std::string formula = statistics::find_metric_definition(metric)->formula;
  return {{name, unit, fmt::format("metric `{}`: {}", metric, formula)},
          [metric, factor](const SummaryRow& row) -> Cell {
            const statistics::Metric* found = row.variant->metrics.find(metric);
            return found == nullptr ? Cell{} : Cell{found->value * factor};
          }};
}

Column<SummaryRow> count_column(const std::string& name, std::uint64_t observation::RunResult::* count) {
  return {{name, "1", statistics::find_metric_definition(name)->formula},
          [count](const SummaryRow& row) -> Cell { return row.variant->result.*count; }};
}

Column<SummaryRow> ratio_column(const std::string& name, std::optional<double> Comparison::* ratio,
                                const std::string& meaning) {
  return {{name, "1", meaning}, [ratio](const SummaryRow& row) -> Cell {
            const std::optional<double>& value = row.comparison.*ratio;
            return value ? Cell{*value} : Cell{};
          }};
}

std::vector<Column<SummaryRow>> columns() {
  using observation::RunResult;
  constexpr double ms_per_s = 1'000;
  std::vector<Column<SummaryRow>> all{
      {{"variant", "", "the variant that was run"}, [](const SummaryRow& row) -> Cell { return row.variant->name(); }},
      {{"makespan_s", "s", statistics::find_metric_definition("makespan")->formula},
       [](const SummaryRow& row) -> Cell { return row.variant->result.makespan; }},
      {{"window_s", "s", "length of the measured window: after the warm-up, up to the end of the workload"},
       [](const SummaryRow& row) -> Cell { return row.variant->result.window; }},
      count_column("requests", &RunResult::requests),
      count_column("completed", &RunResult::completed),
      count_column("failed", &RunResult::failed),
      count_column("throttled", &RunResult::throttled),
      count_column("dead_lettered", &RunResult::dead_lettered),
      count_column("in_flight", &RunResult::in_flight),
      count_column("executions", &RunResult::executions),
      count_column("cold_starts", &RunResult::cold_starts),
      metric_column("cold_start_share", "1", "cold_start_share"),
  };
  for (const char* figure : {"mean", "sd", "min", "p50", "p90", "p95", "p99", "max"}) {
    all.push_back(
        metric_column(fmt::format("latency_{}_ms", figure), "ms", fmt::format("latency.{}", figure), ms_per_s));
  }
  all.push_back(metric_column("throughput_per_s", "1/s", "throughput"));
  all.push_back(metric_column("bandwidth_mean_bytes_per_s", "bytes/s", "bandwidth.mean"));
  all.push_back({{"cost_usd", "USD", statistics::find_metric_definition("cost")->formula},
                 [](const SummaryRow& row) -> Cell { return row.variant->bill.total; }});
  all.push_back(metric_column("cost_per_request_usd", "USD", "cost_per_request"));
  all.push_back(metric_column("cost_per_hour_usd", "USD/h", "cost_per_hour"));
  all.push_back(
      ratio_column("slower", &Comparison::slower,
                   "time / time of the baseline variant; the time is the makespan where every variant ran one "
                   "request, else the mean response time"));
  all.push_back(
      ratio_column("dearer", &Comparison::dearer,
                   "cost / cost of the baseline variant; the cost is that of the run where every variant ran one "
                   "request, else that of a request"));
  return all;
}

}  // namespace

ResultTable summary_table() {
  return make_result_table<SummaryRow>(
      {.file = "summary.csv",
       .about = "A row a variant. An empty field is a value that the run does not define.",
       .columns = columns()},
      summary_rows);
}

}  // namespace twostep::report
