// Table: rows of cells under documented columns; every CSV file of a result folder is one.
//
// A file is described once, by its TableDefinition; the file's content and its documentation both follow from that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/units.hpp"

namespace twostep::report {

// Empty (std::monostate) is a value that is not defined, as a quantile of no samples. Durations stand in seconds and
// money in dollars, both as exact decimals.
using Cell = std::variant<std::monostate, std::string, std::int64_t, std::uint64_t, double, Duration, Usd>;

struct ColumnHeading {
  std::string name;     // "response_time_ms"
  std::string unit;     // "ms"; "1" for a plain number, empty for text
  std::string meaning;  // what it says, with its formula
};

struct Table {
  std::vector<ColumnHeading> columns;
  std::vector<std::vector<Cell>> rows;  // each as long as columns
};

template <class Row>
struct Column {
  ColumnHeading heading;
  std::function<Cell(const Row&)> value;
};

template <class Row>
struct TableDefinition {
  std::string file;   // "summary.csv"
  std::string about;  // what a row is
  std::vector<Column<Row>> columns;

  [[nodiscard]] std::vector<ColumnHeading> headings() const {
    std::vector<ColumnHeading> all;
    for (const Column<Row>& column : columns) all.push_back(column.heading);
    return all;
  }
  [[nodiscard]] Table fill(const std::vector<Row>& rows) const {
    Table table{.columns = headings(), .rows = {}};
    table.rows.reserve(rows.size());  // a trace has thousands of functions
    for (const Row& row : rows) {
      std::vector<Cell> cells;
      cells.reserve(columns.size());
      for (const Column<Row>& column : columns) cells.push_back(column.value(row));
      table.rows.push_back(std::move(cells));
    }
    return table;
  }
};

// A header line of column names, then a line a row, all ended by "\n"; fields as sim/observation/csv_field.hpp writes
// them.
[[nodiscard]] std::string to_csv(const Table& table);

// The same piece by piece, for files that are too long to be held as a whole.
void append_csv_header(std::string& csv, const std::vector<ColumnHeading>& columns);
void append_csv_row(std::string& csv, const std::vector<Cell>& row);

}  // namespace twostep::report
