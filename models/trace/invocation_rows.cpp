#include "models/trace/invocation_rows.hpp"

#include "models/trace/function_names.hpp"

namespace twostep::models {

namespace {
constexpr int nano = 9;   // seconds to nanoseconds, as a power of ten
constexpr int milli = 6;  // milliseconds to nanoseconds
constexpr int mega = 6;   // MB to bytes
}  // namespace

InvocationRows::InvocationRows(const std::filesystem::path& path, RowLayout layout, RowFaults& faults)
    : file_(path, faults), layout_(layout) {
  if (layout == RowLayout::azure_2021) {
    app_ = file_.column("app");
    function_ = file_.column("func");
    time_ = file_.column("end_timestamp");
    duration_ = file_.column("duration");
  } else {
    time_ = file_.column("time_s");
    function_ = file_.column("function");
    duration_ = file_.column("duration_ms");
    memory_ = file_.optional_column("memory_mb");
  }
}

bool InvocationRows::next() {
  while (file_.next()) {
    if (layout_ == RowLayout::azure_2021) {
      read_azure_2021();
    } else {
      read_csv();
    }
    if (file_.row_is_good()) return true;
  }
  return false;
}

void InvocationRows::read_azure_2021() {
  write_name(row_.name, file_.name(app_), file_.name(function_));
  const std::int64_t end = file_.decimal(time_, nano, "write seconds, 0 or more");
  row_.duration = {file_.decimal(duration_, nano, "write seconds, 0 or more")};
  row_.start = end - row_.duration.ns;
}

void InvocationRows::read_csv() {
  row_.start = file_.decimal(time_, nano, "write seconds, 0 or more");
  row_.name = file_.name(function_);
  row_.duration = {file_.decimal(duration_, milli, "write milliseconds, 0 or more")};
  // A row may leave it open; other rows of the function may say.
  const bool is_said = memory_ != TraceFile::none && !file_.cell(memory_).empty();
  row_.memory = {is_said ? file_.decimal(memory_, mega, "write MB, 0 or more, or nothing") : 0};
}

}  // namespace twostep::models
