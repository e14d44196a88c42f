// InvocationWriter: streams invocations.csv, one row for each invocation of a run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/observation/checked_file.hpp"
#include "sim/observation/invocation_record.hpp"
#include "sim/observation/repeated_text.hpp"

namespace twostep::observation {

// A column of invocations.csv, as results/README.md shows it.
struct InvocationColumn {
  std::string name;
  std::string unit;
  std::string meaning;
};

// The columns for these phases, in order; every phase has one, in milliseconds.
[[nodiscard]] std::vector<InvocationColumn> invocation_columns(const std::vector<std::string>& phase_names);

class InvocationWriter {
 public:
  // What the indices of a record mean.
  struct Names {
    std::string variant;
    std::vector<std::string> phases;  // at most max_phases; std::invalid_argument beyond
    std::vector<std::string> programs;
    std::vector<std::string> platforms;
  };
  // Creates the file. This, append() and close() throw std::system_error with the path when it cannot be written.
  InvocationWriter(const std::filesystem::path& path, const Names& names);
  // Throws std::out_of_range when the record's program or resource has no name.
  void append(const InvocationRecord& record);
  // Writes what is still buffered. Without it, the last rows are lost: an aborted run leaves a part, never half a row.
  void close();

 private:
  void write_buffer();

  static constexpr std::size_t buffer_size = std::size_t{256} * 1024;

  CheckedFile file_;
  RepeatedText variant_;  // the names stand ready as CSV fields, with their comma
  std::vector<RepeatedText> programs_;
  std::vector<RepeatedText> platforms_;
  std::vector<RepeatedText> outcomes_;
  std::size_t phase_count_;
  std::size_t longest_row_;
  std::vector<char> buffer_;
  char* end_;
};

}  // namespace twostep::observation
