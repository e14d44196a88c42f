// RowFaults: what is wrong with the rows of one file of a trace; told, or with `lenient` only counted.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sim/scenario/issues.hpp"

namespace twostep::models {

// The first 20 are told in full, the rest as a number.
class RowFaults {
 public:
  // `issues` outlives this.
  RowFaults(std::string file, bool lenient, scenario::Issues& issues);

  void begin_row(int line);
  // About the row begun last, which is then no good. `column` may be empty; the value is as written.
  void add(std::string_view column, std::string_view value, std::string_view problem, std::string_view fits);
  [[nodiscard]] bool row_is_good() const { return row_is_good_; }
  // About the file, however lenient. Of line 0: about no line of it.
  void add_to_file(int line, std::string problem, std::string fits);
  // The number of those that were not told; once, at the end.
  void tell_rest();

  [[nodiscard]] bool is_lenient() const { return lenient_; }
  // Only with `lenient`.
  [[nodiscard]] std::int64_t skipped_rows() const { return skipped_rows_; }

 private:
  std::shared_ptr<const std::string> file_;
  bool lenient_;
  scenario::Issues* issues_;
  int line_ = 0;
  bool row_is_good_ = true;
  std::int64_t skipped_rows_ = 0;
  std::int64_t faults_ = 0;
  int first_untold_line_ = 0;
};

}  // namespace twostep::models
