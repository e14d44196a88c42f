#include "models/trace/row_trace.hpp"

#include "models/trace/unreadable_file.hpp"

namespace twostep::models {

namespace {
constexpr std::size_t batch_size = 1024;
}

RowCursor::RowCursor(const RowTraceFile& file)
    : file_(file),
      faults_(file.path.string(), true, issues_),
      rows_(file.path, file.layout, faults_),
      window_(file.lateness) {
  batch_.reserve(batch_size);
}

std::span<const TraceInvocation> RowCursor::next() {
  batch_.clear();
  while (!has_ended_ && batch_.size() < batch_size) {
    if (!read_until_ready()) break;
    const TraceInvocation first = window_.pop();
    has_ended_ = first.at > file_.end;
    if (!has_ended_) batch_.push_back(first);
  }
  return batch_;
}

// Whether there is one to give.
bool RowCursor::read_until_ready() {
  while (!window_.is_ready() && !at_end_of_file_) take_row();
  return !window_.empty();
}

void RowCursor::take_row() {
  if (!rows_.has_columns() || !rows_.next()) {
    at_end_of_file_ = true;
    return;
  }
  const InvocationRow& row = rows_.row();
  const auto found = file_.functions.find(row.name);
  if (found == file_.functions.end() && !file_.takes_all) return;
  const bool is_known = found != file_.functions.end();
  const TraceInvocation invocation{
      .at = {row.start - file_.origin}, .duration = row.duration, .function = is_known ? found->second : 0};
  if (!is_known || window_.is_too_late(invocation)) {
    throw UnreadableFile(file_.path, "has changed since it was first read", "leave it as it is during a run");
  }
  window_.push(invocation);
}

std::unique_ptr<TraceCursor> RowTrace::open(engine::RandomStream /*stream*/) const {
  return std::make_unique<RowCursor>(file_);
}

}  // namespace twostep::models
