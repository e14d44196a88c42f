// TraceFile: one CSV file of a trace, whose header names its columns.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/trace/csv_reader.hpp"
#include "models/trace/row_faults.hpp"

namespace twostep::models {

class TraceFile {
 public:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);

  // Reads the header. Throws UnreadableFile, as next() does. `faults` outlives this.
  TraceFile(const std::filesystem::path& path, RowFaults& faults);

  // Where the column stands. Without it, or when it stands twice, there is an issue, and has_columns() is false.
  std::size_t column(std::string_view name);
  // `none` when it is absent.
  std::size_t optional_column(std::string_view name);
  void refuse_header(std::string problem, std::string fits);
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] bool has_columns() const { return has_columns_; }

  // The next row, good in so far that it has as many cells as the header; false at the end.
  bool next();
  // Of the current row, without blanks at its ends.
  [[nodiscard]] std::string_view cell(std::size_t column) const;
  [[nodiscard]] int line() const { return reader_.line(); }
  [[nodiscard]] bool row_is_good() const { return faults_.row_is_good(); }

  // Each makes the row a bad one. The value is the cell's.
  void fault(std::size_t column, std::string_view problem, std::string_view fits);
  // A name; with a fault, and empty, when the cell is.
  std::string_view name(std::size_t column);
  // Numbers as in cell.hpp; with a fault, and 0, when the cell holds none.
  std::int64_t decimal(std::size_t column, int power, std::string_view fits);
  std::int64_t count(std::size_t column) {
    const std::string_view text = reader_.cells()[column];
    const bool is_one_digit = text.size() == 1 && text[0] >= '0' && text[0] <= '9';  // nearly all are
    return is_one_digit ? text[0] - '0' : longer_count(column);
  }

 private:
  std::int64_t longer_count(std::size_t column);

  CsvReader reader_;
  RowFaults& faults_;
  std::vector<std::string> columns_;
  bool has_columns_ = true;
};

}  // namespace twostep::models
