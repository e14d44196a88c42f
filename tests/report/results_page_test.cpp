#include "sim/report/results_page.hpp"

#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "sim/report/result_table.hpp"
#include "sim/statistics/metric_definitions.hpp"
#include "tests/temporary_folder.hpp"

using namespace twostep;
using namespace twostep::report;

TEST_CASE("results/README.md documents the columns that are written") {
  // When it does not: `twostep columns > results/README.md`.
  CHECK(tests::content_of(TWOSTEP_RESULTS_PAGE) == results_page());
}

TEST_CASE("every column of every file has a unit or is text, and says what it means") {
  const std::string page = results_page();
  for (const ResultTable& table : result_tables()) {
    INFO(table.file);
    CHECK_THAT(page, Catch::Contains("\n## " + table.file + "\n"));
    for (const ColumnHeading& column : table.columns) {
      INFO(column.name);
      CHECK_FALSE(column.meaning.empty());
      CHECK_THAT(page, Catch::Contains("| `" + column.name + "` | " + column.unit + " |"));
    }
  }
  for (const statistics::MetricDefinition& metric : statistics::metric_definitions()) {
    CHECK_THAT(page, Catch::Contains("| `" + metric.pattern + "` | " + metric.unit + " | " + metric.formula + " |"));
  }
}

TEST_CASE("a column whose unit is in its name has that unit") {
  const std::pair<const char*, const char*> units[] = {
      {"_ms", "ms"}, {"_usd", "USD"}, {"_bytes_per_s", "bytes/s"}, {"_per_s", "1/s"}, {"_gb_s", "GB-s"}, {"_s", "s"}};
  for (const ResultTable& table : result_tables()) {
    for (const ColumnHeading& column : table.columns) {
      INFO(table.file << " " << column.name);
      for (const auto& [suffix, unit] : units) {
        if (!column.name.ends_with(suffix)) continue;
        CHECK((column.unit == unit || (column.name == "cost_per_hour_usd" && column.unit == "USD/h")));
        break;
      }
    }
  }
}

TEST_CASE("every row of the page's tables has three cells") {
  std::istringstream lines(results_page());
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `") || line.ends_with(" | meaning |")) continue;
    INFO(line);
    std::size_t bars = 0;
    for (std::size_t i = 0; i < line.size(); ++i) bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
    CHECK((bars == 4 || bars == 3));  // manifest.json has keys and meanings only
  }
}
