#include "sim/report/table.hpp"

#include <array>

#include "sim/observation/csv_field.hpp"

namespace twostep::report {

namespace {

struct CellWriter {
  std::string& csv;
  void operator()(std::monostate) const {}
  void operator()(const std::string& text) const { observation::append_csv_text(csv, text); }
  void operator()(std::int64_t number) const { csv += std::to_string(number); }
  void operator()(std::uint64_t number) const { csv += std::to_string(number); }
  void operator()(double number) const { observation::append_csv_number(csv, number); }
  void operator()(Duration duration) const {
    std::array<char, 32> text{};
    csv.append(text.data(), observation::write_seconds(text.data(), duration.ns));
  }
  void operator()(Usd amount) const {
    std::array<char, 32> text{};
    csv.append(text.data(), observation::write_dollars(text.data(), amount.pico));
  }
};

}  // namespace

void append_csv_header(std::string& csv, const std::vector<ColumnHeading>& columns) {
  for (const ColumnHeading& column : columns) {
    observation::append_csv_text(csv, column.name);
    csv += &column == &columns.back() ? '\n' : ',';
  }
}

void append_csv_row(std::string& csv, const std::vector<Cell>& row) {
  for (const Cell& cell : row) {
    std::visit(CellWriter{csv}, cell);
    csv += &cell == &row.back() ? '\n' : ',';
  }
}

std::string to_csv(const Table& table) {
  std::string csv;
  append_csv_header(csv, table.columns);
  for (const std::vector<Cell>& row : table.rows) append_csv_row(csv, row);
  return csv;
}

}  // namespace twostep::report
