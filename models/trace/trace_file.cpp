#include "models/trace/trace_file.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "models/trace/cell.hpp"
#include "models/trace/unreadable_file.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

TraceFile::TraceFile(const std::filesystem::path& path, RowFaults& faults) : reader_(path), faults_(faults) {
  if (!reader_.next()) {
    throw UnreadableFile(path, "is empty", "give a CSV file whose first line names the columns");
  }
  for (const std::string_view name : reader_.cells()) columns_.emplace_back(trimmed(name));
}

std::size_t TraceFile::column(std::string_view name) {
  const std::size_t found = optional_column(name);
  if (found == none) {
    const std::string_view nearest = scenario::nearest_word(name, columns_);
    refuse_header(fmt::format("has no column {}", name),
                  nearest.empty() ? fmt::format("it has {}", scenario::list_of(columns_))
                                  : fmt::format("is {} meant?", scenario::in_quotes(nearest)));
  }
  return found;
}

std::size_t TraceFile::optional_column(std::string_view name) {
  const auto found = std::ranges::find(columns_, name);
  if (found == columns_.end()) return none;
  if (std::find(found + 1, columns_.end(), name) != columns_.end()) {
    refuse_header(fmt::format("has two columns {}", name), "keep one of them");
  }
  return static_cast<std::size_t>(found - columns_.begin());
}

void TraceFile::refuse_header(std::string problem, std::string fits) {
  has_columns_ = false;
  faults_.add_to_file(1, std::move(problem), std::move(fits));
}

bool TraceFile::next() {
  while (reader_.next()) {
    faults_.begin_row(reader_.line());
    if (reader_.cells().size() == columns_.size()) return true;
    faults_.add("", "", fmt::format("has {} cells", reader_.cells().size()),
                fmt::format("as many as the header names: {}", columns_.size()));
  }
  return false;
}

std::string_view TraceFile::cell(std::size_t column) const { return trimmed(reader_.cells()[column]); }

void TraceFile::fault(std::size_t column, std::string_view problem, std::string_view fits) {
  faults_.add(columns_[column], cell(column), problem, fits);
}

std::string_view TraceFile::name(std::size_t column) {
  const std::string_view text = cell(column);
  if (text.empty()) fault(column, "is empty", "write a name");
  return text;
}

std::int64_t TraceFile::decimal(std::size_t column, int power, std::string_view fits) {
  const CellNumber number = parse_decimal(cell(column), power);
  if (number.problem != nullptr) fault(column, number.problem, fits);
  return number.value;
}

std::int64_t TraceFile::longer_count(std::size_t column) {
  const CellNumber number = parse_count(cell(column));
  if (number.problem != nullptr) fault(column, number.problem, "write a whole number from 0 to 100,000,000");
  return number.value;
}

}  // namespace twostep::models
