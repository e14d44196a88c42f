#include "sim/page/timeline_view.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "sim/page/csv_reader.hpp"

namespace twostep::page {

namespace {

std::optional<double> number_in(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, value);
  return error == std::errc() && stopped == end ? std::optional(value) : std::nullopt;
}

struct Columns {
  std::size_t variant, time, series, value, unit;  // unit: one past the last where there is none
};

std::optional<Columns> columns_of(const std::vector<std::string>& heading) {
  const auto place = [&heading](const char* name) {
    return static_cast<std::size_t>(std::ranges::find(heading, name) - heading.begin());
  };
  const Columns columns{place("variant"), place("time_s"), place("series"), place("value"), place("unit")};
  if (std::max({columns.variant, columns.time, columns.series, columns.value}) >= heading.size()) return std::nullopt;
  return columns;
}

// The name of a variant as a CSV field gives it back: with a single quote where a spreadsheet would see a formula.
std::map<std::string, std::size_t> variants_by_field(const std::vector<std::string>& variants) {
  std::map<std::string, std::size_t> by_field;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    const bool guarded = !variants[i].empty() && std::string_view("=+-@\t\r").find(variants[i][0]) != std::string::npos;
    by_field.emplace((guarded ? "'" : "") + variants[i], i);
  }
  return by_field;
}

class TimelineReader {
 public:
  TimelineReader(const std::vector<std::string>& variants, Columns columns, std::size_t fields)
      : variants_(variants_by_field(variants)), columns_(columns), fields_(fields) {}

  // False when the row is not as a run writes it. A value that is not defined is left out.
  bool add(const std::vector<std::string>& row) {
    if (row.size() != fields_) return false;
    const auto variant = variants_.find(row[columns_.variant]);
    const std::optional<double> time = number_in(row[columns_.time]);
    const std::optional<double> value = number_in(row[columns_.value]);
    if (variant == variants_.end() || !time || !std::isfinite(*time)) return false;
    if (!value && !row[columns_.value].empty()) return false;
    if (!value || !std::isfinite(*value)) return true;
    series_of(row).curves[variant->second].add({.time = *time, .value = *value});
    return true;
  }
  [[nodiscard]] std::vector<SeriesView> take() { return std::move(series_); }

 private:
  SeriesView& series_of(const std::vector<std::string>& row) {
    const auto [found, added] = places_.try_emplace(row[columns_.series], series_.size());
    if (added) {
      const std::string unit = columns_.unit < row.size() ? row[columns_.unit] : "";
      series_.push_back({.name = row[columns_.series], .unit = unit, .curves = {}});
    }
    return series_[found->second];
  }

  std::map<std::string, std::size_t> variants_;
  Columns columns_;
  std::size_t fields_;
  std::map<std::string, std::size_t> places_;
  std::vector<SeriesView> series_;
};

}  // namespace

TimelineView read_timeline(const std::filesystem::path& file, const std::vector<std::string>& variants) {
  TimelineView timeline;
  if (!std::filesystem::exists(file)) return timeline;
  CsvReader csv(file);
  std::vector<std::string> row;
  const std::optional<Columns> columns = csv.next(row) ? columns_of(row) : std::nullopt;
  if (!columns) {
    timeline.notices.emplace_back("timeline.csv does not begin with the columns of a timeline: it is not shown.");
    return timeline;
  }
  TimelineReader reader(variants, *columns, row.size());
  while (csv.next(row)) {
    if (reader.add(row)) continue;
    timeline.notices.push_back(fmt::format(
        "timeline.csv is not as a run writes it from line {} on: only what stands before is shown.", csv.line()));
    break;
  }
  if (csv.truncated()) {
    timeline.notices.push_back(
        fmt::format("timeline.csv is cut off after line {}: what follows is missing.", csv.line()));
  }
  timeline.series = reader.take();
  return timeline;
}

}  // namespace twostep::page
