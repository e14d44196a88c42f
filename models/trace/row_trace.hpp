// RowTrace: a trace with one row an invocation, whose file is read anew by every cursor.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "models/trace/function_names.hpp"
#include "models/trace/invocation_rows.hpp"
#include "models/trace/reorder_window.hpp"
#include "models/trace/trace.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::models {

// What a first pass found out about the file, and a cursor needs to know.
struct RowTraceFile {
  std::filesystem::path path;
  RowLayout layout = RowLayout::csv;
  ByName<std::uint32_t> functions{};  // index by name, of those that are taken
  bool takes_all = true;              // every function of the file is among them
  std::int64_t origin = 0;            // the file's nanosecond that is time zero
  Duration lateness{};                // see ReorderWindow; of the functions that are taken
  SimTime end = SimTime::max();       // no invocation is taken later
};

// Reads the file in batches of up to 1024 invocations. Its memory is that of the window: O(invocations within the
// lateness), whatever the number of rows.
class RowCursor final : public TraceCursor {
 public:
  // `file` outlives this. Throws UnreadableFile, as next() does.
  explicit RowCursor(const RowTraceFile& file);

  std::span<const TraceInvocation> next() override;
  // Invocations that were read and not given yet.
  [[nodiscard]] std::size_t window() const { return window_.size(); }

 private:
  bool read_until_ready();
  void take_row();

  const RowTraceFile& file_;
  scenario::Issues issues_;  // rows that are wrong were told in the first pass
  RowFaults faults_;
  InvocationRows rows_;
  ReorderWindow window_;
  bool at_end_of_file_ = false;
  bool has_ended_ = false;
  std::vector<TraceInvocation> batch_;
};

class RowTrace final : public Trace {
 public:
  RowTrace(TraceSummary summary, RowTraceFile file) : Trace(std::move(summary)), file_(std::move(file)) {}

  // Draws nothing from the stream: such a trace leaves nothing open.
  [[nodiscard]] std::unique_ptr<TraceCursor> open(engine::RandomStream stream) const override;

 private:
  RowTraceFile file_;
};

}  // namespace twostep::models
