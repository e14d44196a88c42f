// InvocationRows: the rows of a trace file that has one row an invocation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>

#include "models/trace/row_faults.hpp"
#include "models/trace/trace_file.hpp"
#include "sim/units.hpp"

namespace twostep::models {

enum class RowLayout : std::uint8_t {
  azure_2021,  // app,func,end_timestamp,duration: seconds; the start is the end less the duration
  csv,         // time_s,function,duration_ms and perhaps memory_mb
};

struct InvocationRow {
  std::string name;        // of the function
  std::int64_t start = 0;  // nanoseconds on the file's own clock; may be negative in azure_2021
  Duration duration{};
  Bytes memory{};  // zero: not said
};

class InvocationRows {
 public:
  // This and next() throw UnreadableFile. `faults` outlives this.
  InvocationRows(const std::filesystem::path& path, RowLayout layout, RowFaults& faults);

  // When there are not, nothing can be read.
  [[nodiscard]] bool has_columns() const { return file_.has_columns(); }
  // The next row without a fault; false at the end.
  bool next();
  [[nodiscard]] const InvocationRow& row() const { return row_; }

 private:
  void read_azure_2021();
  void read_csv();

  TraceFile file_;
  RowLayout layout_;
  std::size_t app_ = TraceFile::none;
  std::size_t function_ = TraceFile::none;
  std::size_t time_ = TraceFile::none;
  std::size_t duration_ = TraceFile::none;
  std::size_t memory_ = TraceFile::none;
  InvocationRow row_;
};

}  // namespace twostep::models
