// The files of the Azure 2019 format that tell something about each function: its durations, and its memory.
#pragma once

#include <cstdint>
#include <string_view>

#include "models/trace/function_names.hpp"
#include "models/trace/minute_trace.hpp"
#include "models/trace/reading.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct DurationRow {
  DurationPercentiles percentiles{};  // in nanoseconds
  int line = 0;
  int invocations_line = 0;  // of the row that it was joined with; 0 before
};

struct DurationTable {
  ByName<DurationRow> rows;  // by the function's name
  std::int64_t skipped_rows = 0;
  bool is_whole = false;  // the file was read to its end
};

DurationTable read_durations(const Azure2019Trace& spec, const Reading& reading);

class MemoryTable {
 public:
  // Empty when the trace has no such file.
  static MemoryTable read(const Azure2019Trace& spec, const Reading& reading);

  // Zero when the file does not say. As published it tells of apps, whose functions share an app's memory; a file with
  // a column HashFunction tells of functions.
  [[nodiscard]] Bytes of(std::string_view owner, std::string_view app, std::string_view function) const;
  [[nodiscard]] std::int64_t skipped_rows() const { return skipped_rows_; }

 private:
  struct Row {
    Bytes memory;
    int line = 0;
  };
  void read_rows(const std::filesystem::path& path, RowFaults& faults, double quantile);

  ByName<Row> rows_;
  bool is_by_function_ = false;
  std::int64_t skipped_rows_ = 0;
};

}  // namespace twostep::models
