#include "sim/report/results_page.hpp"

#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/observation/invocation_writer.hpp"
#include "sim/report/result_table.hpp"
#include "sim/report/timeline_csv.hpp"
#include "sim/statistics/metric_definitions.hpp"

namespace twostep::report {

namespace {

// Text in a cell of a Markdown table.
std::string cell(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '|') safe += '\\';
    safe += c;
  }
  return safe;
}

std::string section(const std::string& file, const std::string& about, const std::vector<ColumnHeading>& columns) {
  std::string text = fmt::format("## {}\n\n{}\n\n| column | unit | meaning |\n|---|---|---|\n", file, about);
  for (const ColumnHeading& column : columns) {
    text += fmt::format("| `{}` | {} | {} |\n", cell(column.name), cell(column.unit), cell(column.meaning));
  }
  return text + "\n";
}

std::string invocations_section() {
  std::vector<ColumnHeading> columns;
  for (observation::InvocationColumn& column : observation::invocation_columns({"<phase>"})) {
    columns.push_back({std::move(column.name), std::move(column.unit), std::move(column.meaning)});
  }
  columns.back().meaning =
      "part of the response time spent in the phase: a column for each phase named in breakdown.csv; "
      "together they are the response time, exactly";
  return section("invocations.csv",
                 "Written with `--invocations`: a row an invocation, in the order in which they ended; variants one "
                 "after the other.",
                 columns);
}

std::string metrics_section() {
  std::string text =
      "## Metrics\n\n"
      "What an expectation may name, and what metrics.csv and report.json hold. A word in angle brackets stands for a "
      "name of the "
      "scenario, its services or its phases. What a run does not define, as a latency where no request completed, is "
      "left out. "
      "Models add gauges of their own under other names, as plain numbers.\n\n"
      "| metric | unit | formula |\n|---|---|---|\n";
  for (const statistics::MetricDefinition& metric : statistics::metric_definitions()) {
    text += fmt::format("| `{}` | {} | {} |\n", cell(metric.pattern), cell(metric.unit), cell(metric.formula));
  }
  return text + "\n";
}

constexpr std::string_view introduction = R"(# Results

A run of a scenario is written to `results/<scenario>/<run>/`. Its files appear together when the run is done, or not at all. The
same scenario, seed and version give the same bytes, whatever the number of jobs.

`baselines/` holds committed results that tests compare with: every text equal, every number within a relative 1e-9. Its `plots/`
are what `scripts/plot.py` draws of them. Everything else in this folder is ignored by git. `twostep compare` shows what changed
between two runs.

CSV files are UTF-8 with a header line, fields quoted as in RFC 4180, and a point in decimals. Numbers are written so that they
read back exactly. Text that a spreadsheet would take for a formula has a single quote in front. An empty field is a value that
is not defined.

This page is generated from the definitions that the files are written by: `twostep columns > results/README.md` renews it.

)";

constexpr std::string_view json_sections = R"(## report.json

All of the above for programs: the question, the metrics, breakdown and bills of each variant, the expectations, and the scenario
as it was run, with its parameters filled in. Times end in `_ns` (integer nanoseconds) and exact amounts in `_pico_usd` (integer
1e-12 USD). What it has beside the tables:

| key | meaning |
|---|---|
| `compared` | the metrics that `slower` and `dearer` are ratios of |
| `distributions` | of a variant: response times (`latency`), each span (`span.<name>`) and bandwidths (`bandwidth`), in their `unit`: number of samples, mean, quartiles and extremes, and the curve: `values[i]` is the quantile of `shares[i]`, in steps of 0.005 or of one sample where there are fewer than 200; of equal values in a row only the first and the last stand |

## report.html

Written with `--report`, or from the other files by `twostep report`: the page of the run, which a browser opens without a
network.

## manifest.json

What the results were made from.

| key | meaning |
|---|---|
| `scenario` | the scenario's name |
| `scenario_hash` | FNV-1a hash (64 bits) of the scenario as it was run |
| `catalogue` | the catalogue of figures and prices |
| `seed` | the seed of all random streams |
| `variants` | their names, in order |
| `overridden` | by variant: the catalogue's figures that the scenario replaced |
| `versions` | of twostep and of the libraries that it is made with |
)";

}  // namespace

std::string results_page() {
  std::string page(introduction);
  for (const ResultTable& table : result_tables()) page += section(table.file, table.about, table.columns);
  page += section(timeline_file, timeline_about(), timeline_columns());
  return page + invocations_section() + metrics_section() + std::string(json_sections);
}

}  // namespace twostep::report
