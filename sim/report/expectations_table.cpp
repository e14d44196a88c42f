// expectations.csv: published figures and the simulated ones.
#include "sim/report/result_table.hpp"

namespace twostep::report {

namespace {

using ExpectationRow = statistics::ExpectationOutcome;

std::vector<ExpectationRow> expectation_rows(const ScenarioReport& report) { return report.expectations; }

Cell optional_text(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }

std::vector<Column<ExpectationRow>> columns() {
  return {
      {{"metric", "", "the metric that the figure is of"},
       [](const ExpectationRow& row) -> Cell { return row.expectation.metric; }},
      {{"of", "", "the variant"}, [](const ExpectationRow& row) -> Cell { return row.expectation.of; }},
      {{"over", "", "the variant that it is divided by; empty where the figure is no ratio"},
       [](const ExpectationRow& row) -> Cell {
         return row.expectation.over ? Cell{row.expectation.over->variant} : Cell{};
       }},
      {{"over_metric", "", "the metric that it is divided by; empty where the figure is no ratio"},
       [](const ExpectationRow& row) -> Cell {
         if (!row.expectation.over) return {};
         return row.expectation.over->metric.empty() ? row.expectation.metric : row.expectation.over->metric;
       }},
      {{"published", "in `unit`", "the published figure"},
       [](const ExpectationRow& row) -> Cell { return row.published; }},
      {{"simulated", "in `unit`", "the simulated figure"},
       [](const ExpectationRow& row) -> Cell { return row.simulated; }},
      {{"unit", "", "the unit of both; 1 for a plain number or a ratio"},
       [](const ExpectationRow& row) -> Cell { return row.unit; }},
      {{"published_text", "", "the published figure as the scenario has it"},
       [](const ExpectationRow& row) -> Cell { return row.expectation.is.text; }},
      {{"deviation", "1", "simulated / published - 1"},
       [](const ExpectationRow& row) -> Cell { return row.deviation; }},
      {{"tolerance", "1", "the greatest deviation, up or down, that holds; empty for a quoted figure"},
       [](const ExpectationRow& row) -> Cell {
         return row.expectation.within ? Cell{row.expectation.within->share} : Cell{};
       }},
      {{"role", "",
        "`validation`: asserted; `calibration`: asserted, but something was fitted on it; `quoted`: shown only"},
       [](const ExpectationRow& row) -> Cell { return std::string(to_text(row.role)); }},
      {{"verdict", "",
        "`holds`, `off`, `quoted`, or `aged`: asserted, but of another catalogue than the one that was run on"},
       [](const ExpectationRow& row) -> Cell { return std::string(to_text(row.verdict)); }},
      {{"source", "", "where the figure was published"},
       [](const ExpectationRow& row) -> Cell { return optional_text(row.expectation.source); }},
      {{"quoted", "", "why it is not asserted"},
       [](const ExpectationRow& row) -> Cell { return optional_text(row.expectation.quoted); }},
      {{"calibrates", "", "what was fitted on it"},
       [](const ExpectationRow& row) -> Cell { return optional_text(row.expectation.calibrates); }},
      {{"note", "", "the scenario's note"},
       [](const ExpectationRow& row) -> Cell { return optional_text(row.expectation.note); }},
  };
}

}  // namespace

ResultTable expectations_table() {
  return make_result_table<ExpectationRow>(
      {.file = "expectations.csv",
       .about = "A row a published figure that the scenario expects, in its order.",
       .columns = columns()},
      expectation_rows);
}

}  // namespace twostep::report
