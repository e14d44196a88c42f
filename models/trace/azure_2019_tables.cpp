#include "models/trace/azure_2019_tables.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "models/trace/quantile_function.hpp"
#include "models/trace/trace_file.hpp"

namespace twostep::models {
namespace {

constexpr std::array<std::string_view, 7> duration_columns = {
    "percentile_Average_0",  "percentile_Average_1",  "percentile_Average_25", "percentile_Average_50",
    "percentile_Average_75", "percentile_Average_99", "percentile_Average_100"};

// The 0th percentile was not published (AzureFunctionsDataset2019.md, note 9).
constexpr std::array<double, 8> memory_shares = {0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1};
constexpr std::array<std::string_view, 8> memory_columns = {
    "AverageAllocatedMb_pct1",  "AverageAllocatedMb_pct5",  "AverageAllocatedMb_pct25", "AverageAllocatedMb_pct50",
    "AverageAllocatedMb_pct75", "AverageAllocatedMb_pct95", "AverageAllocatedMb_pct99", "AverageAllocatedMb_pct100"};

// Percentiles of one row, times 10^6, which makes nanoseconds of ms and bytes of MB.
template <std::size_t N>
class PercentileColumns {
 public:
  PercentileColumns(TraceFile& file, const std::array<std::string_view, N>& names) : file_(file), names_(names) {
    for (std::size_t i = 0; i < N; ++i) columns_[i] = file.column(names[i]);
  }

  [[nodiscard]] std::array<double, N> read(std::string_view fits) const {
    std::array<double, N> values{};
    for (std::size_t i = 0; i < N; ++i) values[i] = static_cast<double>(file_.decimal(columns_[i], 6, fits));
    if (!file_.row_is_good()) return values;
    if (const std::size_t fall = first_fall(values); fall > 0) {
      file_.fault(columns_[fall],
                  fmt::format("is less than {} of {}", file_.cell(columns_[fall - 1]), names_[fall - 1]),
                  "percentiles do not fall");
    }
    return values;
  }

 private:
  TraceFile& file_;
  const std::array<std::string_view, N>& names_;
  std::array<std::size_t, N> columns_{};
};

void read_duration_rows(const std::filesystem::path& path, RowFaults& faults, DurationTable& table) {
  TraceFile file(path, faults);
  const std::size_t owner = file.column("HashOwner");
  const std::size_t app = file.column("HashApp");
  const std::size_t function = file.column("HashFunction");
  const PercentileColumns percentiles(file, duration_columns);
  if (!file.has_columns()) return;
  std::string name;
  while (file.next()) {
    write_name(name, file.name(owner), file.name(app), file.name(function));
    if (const auto found = table.rows.find(name); found != table.rows.end()) {
      file.fault(function, fmt::format("stands in line {} as well", found->second.line), "one row a function");
      continue;
    }
    const DurationPercentiles values = percentiles.read("write milliseconds, 0 or more");
    // Otherwise nothing comes of the trace, and the function is not to be missed on top of it.
    if (!file.row_is_good() && faults.is_lenient()) continue;
    table.rows.emplace(name, DurationRow{.percentiles = values, .line = file.line()});
  }
  table.is_whole = true;
}

}  // namespace

DurationTable read_durations(const Azure2019Trace& spec, const Reading& reading) {
  DurationTable table;
  table.skipped_rows = reading.read_file(
      "durations", spec.durations,
      [&](const std::filesystem::path& path, RowFaults& faults) { read_duration_rows(path, faults, table); });
  return table;
}

MemoryTable MemoryTable::read(const Azure2019Trace& spec, const Reading& reading) {
  MemoryTable table;
  if (spec.memory.empty()) return table;
  table.skipped_rows_ =
      reading.read_file("memory", spec.memory, [&](const std::filesystem::path& path, RowFaults& faults) {
        table.read_rows(path, faults, spec.memory_quantile);
      });
  return table;
}

void MemoryTable::read_rows(const std::filesystem::path& path, RowFaults& faults, double quantile) {
  TraceFile file(path, faults);
  const std::size_t owner = file.column("HashOwner");
  const std::size_t app = file.column("HashApp");
  const std::size_t function = file.optional_column("HashFunction");
  const PercentileColumns percentiles(file, memory_columns);
  if (!file.has_columns()) return;
  is_by_function_ = function != TraceFile::none;
  const std::size_t last_key = is_by_function_ ? function : app;
  std::string name;
  while (file.next()) {
    const std::string_view owner_name = file.name(owner);
    const std::string_view app_name = file.name(app);
    if (is_by_function_) {
      write_name(name, owner_name, app_name, file.name(function));
    } else {
      write_name(name, owner_name, app_name);
    }
    if (const auto found = rows_.find(name); found != rows_.end()) {
      file.fault(last_key, fmt::format("stands in line {} as well", found->second.line),
                 is_by_function_ ? "one row a function" : "one row an app");
      continue;
    }
    const std::array<double, 8> values = percentiles.read("write MB, 0 or more");
    const Bytes memory{file.row_is_good() ? std::llrint(models::quantile(memory_shares, values, quantile)) : 0};
    rows_.emplace(name, Row{.memory = memory, .line = file.line()});
  }
}

Bytes MemoryTable::of(std::string_view owner, std::string_view app, std::string_view function) const {
  std::string name;
  if (is_by_function_) {
    write_name(name, owner, app, function);
  } else {
    write_name(name, owner, app);
  }
  const auto found = rows_.find(name);
  return found != rows_.end() ? found->second.memory : Bytes{};
}

}  // namespace twostep::models
