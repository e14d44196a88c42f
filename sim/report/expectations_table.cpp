// expectations.csv: published figures and the simulated ones.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

using Row = statistics::ExpectationOutcome;

std::vector<Row> rows_of(const ScenarioReport& report) { return report.expectations; }

Cell optional_text(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }

std::vector<Column<Row>> columns() {
  return {
      {{"metric", "", "the metric that the figure is of"},
       [](const Row& row) -> Cell { return row.expectation.metric; }},
      {{"of", "", "the variant"}, [](const Row& row) -> Cell { return row.expectation.of; }},
      {{"over", "", "the variant that it is divided by; empty where the figure is no ratio"},
       [](const Row& row) -> Cell { return row.expectation.over ? Cell{row.expectation.over->variant} : Cell{}; }},
      {{"over_metric", "", "the metric that it is divided by; empty where the figure is no ratio"},
       [](const Row& row) -> Cell {
         if (!row.expectation.over) return {};
         return row.expectation.over->metric.empty() ? row.expectation.metric : row.expectation.over->metric;
       }},
      {{"published", "in `unit`", "the published figure"}, [](const Row& row) -> Cell { return row.published; }},
      {{"simulated", "in `unit`", "the simulated figure"}, [](const Row& row) -> Cell { return row.simulated; }},
      {{"unit", "", "the unit of both; 1 for a plain number or a ratio"},
       [](const Row& row) -> Cell { return row.unit; }},
      {{"published_text", "", "the published figure as the scenario has it"},
       [](const Row& row) -> Cell { return row.expectation.is.text; }},
      {{"deviation", "1", "simulated / published - 1"}, [](const Row& row) -> Cell { return row.deviation; }},
      {{"tolerance", "1", "the greatest deviation, up or down, that holds; empty for a quoted figure"},
       [](const Row& row) -> Cell { return row.expectation.within ? Cell{row.expectation.within->share} : Cell{}; }},
      {{"role", "",
        "`validation`: asserted; `calibration`: asserted, but something was fitted on it; `quoted`: shown only"},
       [](const Row& row) -> Cell { return std::string(to_text(row.role)); }},
      {{"verdict", "",
        "`holds`, `off`, `quoted`, or `aged`: asserted, but of another catalogue than the one that was run on"},
       [](const Row& row) -> Cell { return std::string(to_text(row.verdict)); }},
      {{"source", "", "where the figure was published"},
       [](const Row& row) -> Cell { return optional_text(row.expectation.source); }},
      {{"quoted", "", "why it is not asserted"},
       [](const Row& row) -> Cell { return optional_text(row.expectation.quoted); }},
      {{"calibrates", "", "what was fitted on it"},
       [](const Row& row) -> Cell { return optional_text(row.expectation.calibrates); }},
      {{"note", "", "the scenario's note"}, [](const Row& row) -> Cell { return optional_text(row.expectation.note); }},
  };
}

}  // namespace

ResultTable expectations_table() {
  return make_result_table<Row>({.file = "expectations.csv",
                                 .about = "A row a published figure that the scenario expects, in its order.",
                                 .columns = columns()},
                                rows_of);
}

}  // namespace twostep::report
