#include "models/trace/read_rows.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

#include "models/trace/function_names.hpp"
#include "models/trace/row_trace.hpp"

namespace twostep::models {
namespace {

// The first pass over the file: its functions, its faults, how long it lasts, and how late rows are.
class FirstPass {
 public:
  FirstPass(RowLayout layout, const RowSelection& selection)
      : layout_(layout), selection_(selection), filter_(selection.functions) {}

  void read(const std::filesystem::path& path, RowFaults& faults) {
    InvocationRows rows(path, layout_, faults);
    if (!rows.has_columns()) return;
    file_.path = path;
    while (rows.next()) take(rows.row());
  }

  [[nodiscard]] const FunctionFilter& filter() const { return filter_; }

  std::shared_ptr<const Trace> trace(std::int64_t skipped_rows) {
    const bool has_rows = latest_ != none_;
    file_.layout = layout_;
    file_.takes_all = selection_.functions.empty();
    // The Azure trace's clock begins anywhere; a CSV file's own zero is that of the run.
    file_.origin = layout_ == RowLayout::azure_2021 && has_rows ? earliest_ : 0;
    file_.end = SimTime{} + selection_.lasts;
    const Duration whole{has_rows ? latest_ - file_.origin : 0};
    summary_.length = std::min(whole, selection_.lasts);
    summary_.skipped_rows = skipped_rows;
    std::erase_if(file_.functions, [](const auto& entry) { return entry.second == not_taken; });
    if (selection_.lasts < whole) count_again();
    for (const TraceFunction& function : summary_.functions) summary_.invocations += function.invocations;
    return std::make_shared<const RowTrace>(std::move(summary_), std::move(file_));
  }

 private:
  static constexpr std::uint32_t not_taken = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::int64_t none_ = std::numeric_limits<std::int64_t>::min();

  void take(const InvocationRow& row) {
    earliest_ = std::min(earliest_, row.start);
    const std::uint32_t index = index_of(row.name);
    if (index == not_taken) return;
    TraceFunction& function = summary_.functions[index];
    function.memory = std::max(function.memory, row.memory);
    ++function.invocations;
    if (latest_ != none_) file_.lateness = std::max(file_.lateness, Duration{latest_ - row.start});
    latest_ = std::max(latest_, row.start);
  }

  std::uint32_t index_of(const std::string& name) {
    if (const auto found = file_.functions.find(name); found != file_.functions.end()) return found->second;
    const bool is_taken = filter_.takes(name);
    const std::uint32_t index = is_taken ? static_cast<std::uint32_t>(summary_.functions.size()) : not_taken;
    if (is_taken) summary_.functions.push_back({.name = name});
    file_.functions.emplace(name, index);
    return index;
  }

  // Where the trace is cut: what remains of each function is known only once time zero is.
  void count_again() {
    for (TraceFunction& function : summary_.functions) function.invocations = 0;
    RowCursor cursor(file_);
    for (auto batch = cursor.next(); !batch.empty(); batch = cursor.next()) {
      for (const TraceInvocation& invocation : batch) ++summary_.functions[invocation.function].invocations;
    }
  }

  RowLayout layout_;
  const RowSelection& selection_;
  FunctionFilter filter_;
  RowTraceFile file_;
  TraceSummary summary_;
  std::int64_t earliest_ = std::numeric_limits<std::int64_t>::max();  // of all functions, so that every choice of
                                                                      // functions has the same time zero
  std::int64_t latest_ = none_;                                       // of those that are taken
};

}  // namespace

std::shared_ptr<const Trace> read_rows(RowLayout layout, const RowSelection& selection, const Reading& reading) {
  const std::size_t issues_before = reading.issues.count();
  FirstPass pass(layout, selection);
  const std::int64_t skipped_rows = reading.read_file(
      "file", selection.file, [&](const std::filesystem::path& path, RowFaults& faults) { pass.read(path, faults); });
  if (reading.issues.count() > issues_before) return nullptr;
  pass.filter().tell_unmatched(reading.place, reading.issues);
  if (reading.issues.count() > issues_before) return nullptr;
  try {
    const std::shared_ptr<const Trace> trace = pass.trace(skipped_rows);
    check_not_empty(*trace, reading, "file", selection.file, selection.lasts);
    return reading.issues.count() == issues_before ? trace : nullptr;
  } catch (const UnreadableFile& fault) {  // changed since the first pass
    reading.add("file", selection.file, fault);
    return nullptr;
  }
}

}  // namespace twostep::models
