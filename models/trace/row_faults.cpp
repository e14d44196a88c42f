#include "models/trace/row_faults.hpp"

#include <utility>

#include <fmt/format.h>

namespace twostep::models {

namespace {
constexpr std::int64_t told_in_full = 20;
}

RowFaults::RowFaults(std::string file, bool lenient, scenario::Issues& issues)
    : file_(std::make_shared<const std::string>(std::move(file))), lenient_(lenient), issues_(&issues) {}

void RowFaults::begin_row(int line) {
  line_ = line;
  row_is_good_ = true;
}

void RowFaults::add(std::string_view column, std::string_view value, std::string_view problem, std::string_view fits) {
  if (lenient_) {
    if (row_is_good_) ++skipped_rows_;
    row_is_good_ = false;
    return;
  }
  row_is_good_ = false;
  if (++faults_ > told_in_full) {
    if (first_untold_line_ == 0) first_untold_line_ = line_;
    return;
  }
  issues_->add({.file = file_, .line = line_, .pointer = column.empty() ? "" : fmt::format("column {}", column)},
               column.empty() ? "" : scenario::in_quotes(value), std::string(problem), std::string(fits));
}

void RowFaults::add_to_file(int line, std::string problem, std::string fits) {
  issues_->add({.file = file_, .line = line, .pointer = ""}, "", std::move(problem), std::move(fits));
}

void RowFaults::tell_rest() {
  if (faults_ <= told_in_full) return;
  // Sorted behind what was told of the same line.
  issues_->add({.file = file_, .line = first_untold_line_, .pointer = "from here on"}, "",
               fmt::format("{} more faults", faults_ - told_in_full),
               "correct those above first, or leave such rows out with --lenient");
}

}  // namespace twostep::models
