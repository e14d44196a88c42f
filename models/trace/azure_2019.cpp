#include "models/trace/azure_2019.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "models/trace/azure_2019_tables.hpp"
#include "models/trace/function_names.hpp"
#include "models/trace/minute_columns.hpp"
#include "models/trace/trace_file.hpp"

namespace twostep::models {
namespace {

// The invocations file, whose rows are joined with what the other two say.
class InvocationReader {
 public:
  InvocationReader(const Azure2019Trace& spec, const Reading& reading)
      : spec_(spec),
        filter_(spec.functions),
        durations_(read_durations(spec, reading)),
        memory_(MemoryTable::read(spec, reading)) {}

  void read(const std::filesystem::path& path, RowFaults& faults) {
    TraceFile file(path, faults);
    owner_ = file.column("HashOwner");
    app_ = file.column("HashApp");
    function_ = file.column("HashFunction");
    minutes_ = find_minute_columns(file);
    if (!file.has_columns()) return;
    counts_ = MinuteCounts(minutes_.size());
    while (file.next()) read_row(file);
    counts_.shrink();
  }

  [[nodiscard]] const FunctionFilter& filter() const { return filter_; }

  std::shared_ptr<const MinuteTrace> trace(std::int64_t skipped_rows) {
    summary_.skipped_rows = skipped_rows + durations_.skipped_rows + memory_.skipped_rows();
    return std::make_shared<const MinuteTrace>(std::move(summary_), std::move(counts_), std::move(percentiles_),
                                               spec_.within_minute, spec_.lasts);
  }

 private:
  void read_row(TraceFile& file) {
    const std::string_view owner = file.name(owner_);
    const std::string_view app = file.name(app_);
    const std::string_view function = file.name(function_);
    write_name(name_, owner, app, function);
    const bool is_named = file.row_is_good();
    if (is_named && !filter_.takes(name_)) return;
    const std::int64_t sum = read_counts(file);
    const bool has_good_counts = file.row_is_good();
    const DurationRow* const durations = is_named ? join(file) : nullptr;
    if (durations == nullptr || !file.row_is_good()) {
      if (durations == nullptr && has_good_counts) summary_.skipped_invocations += sum;
      return;
    }
    const auto index = static_cast<std::uint32_t>(summary_.functions.size());
    for (const auto& [minute, count] : row_) counts_.add(minute, index, count);
    summary_.functions.push_back({.name = name_, .memory = memory_.of(owner, app, function)});
    percentiles_.push_back(durations->percentiles);
  }

  // Their sum; row_ holds those that are not zero.
  std::int64_t read_counts(TraceFile& file) {
    row_.clear();
    std::int64_t sum = 0;
    for (std::size_t minute = 0; minute < minutes_.size(); ++minute) {
      const std::int64_t count = file.count(minutes_[minute]);
      if (count == 0) continue;
      row_.emplace_back(static_cast<std::uint32_t>(minute), static_cast<std::uint32_t>(count));
      sum += count;
    }
    return sum;
  }

  // The function's durations; null when there are none, which is a fault of this row unless their file could not be
  // read.
  const DurationRow* join(TraceFile& file) {
    const auto found = durations_.rows.find(name_);
    if (found == durations_.rows.end()) {
      if (!durations_.is_whole) return nullptr;
      file.fault(function_, fmt::format("has no row in {}", spec_.durations), "a row of durations for every function");
      return nullptr;
    }
    DurationRow& row = found->second;
    if (row.invocations_line > 0) {
      file.fault(function_, fmt::format("stands in line {} as well", row.invocations_line), "one row a function");
    } else {
      row.invocations_line = file.line();
    }
    return &row;
  }

  const Azure2019Trace& spec_;
  FunctionFilter filter_;
  DurationTable durations_;
  MemoryTable memory_;
  std::size_t owner_ = 0;
  std::size_t app_ = 0;
  std::size_t function_ = 0;
  std::vector<std::size_t> minutes_;

  TraceSummary summary_;
  MinuteCounts counts_{0};
  std::vector<DurationPercentiles> percentiles_;

  // Of the current row, kept to use their memory again.
  std::string name_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> row_;
};

}  // namespace

std::shared_ptr<const Trace> read_azure_2019(const Azure2019Trace& spec, const Reading& reading) {
  const std::size_t issues_before = reading.issues.count();
  InvocationReader invocations(spec, reading);
  const std::int64_t skipped_rows =
      reading.read_file("invocations", spec.invocations,
                        [&](const std::filesystem::path& path, RowFaults& faults) { invocations.read(path, faults); });
  if (reading.issues.count() > issues_before) return nullptr;
  invocations.filter().tell_unmatched(reading.place, reading.issues);
  std::shared_ptr<const MinuteTrace> trace = invocations.trace(skipped_rows);
  if (reading.issues.count() == issues_before) {
    check_not_empty(*trace, reading, "invocations", spec.invocations, spec.lasts);
  }
  return reading.issues.count() == issues_before ? trace : nullptr;
}

}  // namespace twostep::models
