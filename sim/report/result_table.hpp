// ResultTable: one CSV file of a result folder: its columns, and its rows for a report.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "sim/report/scenario_report.hpp"
#include "sim/report/table.hpp"

namespace twostep::report {

struct ResultTable {
  std::string file;
  std::string about;
  std::vector<ColumnHeading> columns;
  std::function<Table(const ScenarioReport&)> fill;
};

template <class Row>
[[nodiscard]] ResultTable make_result_table(const TableDefinition<Row>& definition,
                                            std::vector<Row> (*rows_of)(const ScenarioReport&)) {
  return {.file = definition.file,
          .about = definition.about,
          .columns = definition.headings(),
          .fill = [definition, rows_of](const ScenarioReport& report) { return definition.fill(rows_of(report)); }};
}

[[nodiscard]] ResultTable summary_table();
[[nodiscard]] ResultTable latency_table();
[[nodiscard]] ResultTable cost_table();
[[nodiscard]] ResultTable breakdown_table();
[[nodiscard]] ResultTable metrics_table();
[[nodiscard]] ResultTable expectations_table();
[[nodiscard]] ResultTable functions_table();

// All of them, in the order in which they are documented.
[[nodiscard]] std::vector<ResultTable> result_tables();

}  // namespace twostep::report
