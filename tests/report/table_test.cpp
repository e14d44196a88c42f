#include "sim/report/table.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "tests/report/csv_reader.hpp"

using namespace twostep;
using namespace twostep::report;

TEST_CASE("a table becomes a header line and a line a row") {
  const Table table{.columns = {{"variant", "", "who"}, {"value", "s", "how long"}},
                    .rows = {{Cell{"a"}, Cell{1.5}}, {Cell{"b"}, Cell{}}}};
  CHECK(to_csv(table) == "variant,value\na,1.5\nb,\n");
}

TEST_CASE("a table without rows has its header still") {
  CHECK(to_csv({.columns = {{"a", "", ""}, {"b", "", ""}}, .rows = {}}) == "a,b\n");
}

TEST_CASE("cells are written by their kind: integers whole, doubles shortest, times and money exact") {
  const Table table{.columns = {{"c", "", ""}},
                    .rows = {{Cell{std::int64_t{-7}}},
                             {Cell{std::uint64_t{18'446'744'073'709'551'615U}}},
                             {Cell{0.1}},
                             {Cell{Duration::nanoseconds(1'300'000'000'001)}},
                             {Cell{Usd{290'631'781'250}}},
                             {Cell{std::string("-7")}}}};
  CHECK(to_csv(table) == "c\n-7\n18446744073709551615\n0.1\n1300.000000001\n0.29063178125\n'-7\n");
}

TEST_CASE("a table is filled from its definition, column by column") {
  struct Row {
    int number;
  };
  const TableDefinition<Row> squares{
      .file = "squares.csv",
      .about = "A row a number.",
      .columns = {
          {{"number", "1", "a number"}, [](const Row& row) -> Cell { return std::int64_t{row.number}; }},
          {{"square", "1", "number * number"},
           [](const Row& row) -> Cell { return std::int64_t{row.number} * row.number; }},
      }};
  CHECK(to_csv(squares.fill({{2}, {3}})) == "number,square\n2,4\n3,9\n");
}

TEST_CASE("hostile names cross a CSV file unchanged, but for the quote that disarms a formula") {
  const std::string names[] = {
      "a,b\r\nc\"d\"", "</script>", "\u202egnp.exe", "🚀 模型", std::string(10'000, '"'), " ", "'", "a\tb"};
  Table table{.columns = {{"name", "", ""}, {"next", "", ""}}, .rows = {}};
  for (const std::string& name : names) table.rows.push_back({Cell{name}, Cell{1.0}});
  const tests::CsvRows rows = tests::read_csv(to_csv(table));
  REQUIRE(rows.size() == std::size(names) + 1);
  for (std::size_t i = 0; i < std::size(names); ++i) {
    CHECK(rows[i + 1] == std::vector<std::string>{names[i], "1"});
  }
}
