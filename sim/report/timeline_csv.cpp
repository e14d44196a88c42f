#include "sim/report/timeline_csv.hpp"

#include <algorithm>
#include <cstddef>

#include "sim/observation/checked_file.hpp"

namespace twostep::report {

namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;

struct TimelineRow {
  const VariantReport* variant;
  std::size_t row;
  std::size_t series;

  [[nodiscard]] const observation::Timeline& timeline() const { return variant->result.timeline; }
  [[nodiscard]] const observation::TimelineSeries& one_series() const { return timeline().series()[series]; }
};

const std::vector<Column<TimelineRow>>& definition() {
  static const std::vector<Column<TimelineRow>> columns{
      {{"variant", "", "the variant that was run"}, [](const TimelineRow& row) -> Cell { return row.variant->name(); }},
      {{"time_s", "s", "simulated time at which the value was sampled"},
       [](const TimelineRow& row) -> Cell { return row.timeline().time(row.row) - SimTime{}; }},
      {{"series", "", "what was sampled"}, [](const TimelineRow& row) -> Cell { return row.one_series().name; }},
      {{"value", "in `unit`", "its value at that time"},
       [](const TimelineRow& row) -> Cell { return row.timeline().value(row.row, row.series); }},
      {{"unit", "", "the unit of `value`; 1 for a plain number"},
       [](const TimelineRow& row) -> Cell { return row.one_series().unit; }},
  };
  return columns;
}

void append_row(std::string& csv, const TimelineRow& row) {
  std::vector<Cell> cells;
  cells.reserve(definition().size());
  for (const Column<TimelineRow>& column : definition()) cells.push_back(column.value(row));
  append_csv_row(csv, cells);
}

}  // namespace

std::string timeline_about() {
  return "Written when the models sampled time series: a row a variant, time and series, in order of time. The step "
         "between two times starts at 1 s and doubles whenever a variant would have more than 1,000 times; with "
         "`--timeline-step` it is the one that is given. The last time is the end of the run.";
}

std::vector<ColumnHeading> timeline_columns() {
  std::vector<ColumnHeading> columns;
  for (const Column<TimelineRow>& column : definition()) columns.push_back(column.heading);
  return columns;
}

void write_timeline(const ScenarioReport& report, OutputFolder& folder) {
  if (std::ranges::all_of(report.variants, [](const VariantReport& v) { return v.result.timeline.empty(); })) return;
  observation::CheckedFile file(folder.temporary_path() / timeline_file);
  std::string csv;
  append_csv_header(csv, timeline_columns());
  for (const VariantReport& variant : report.variants) {
    const observation::Timeline& timeline = variant.result.timeline;
    for (std::size_t row = 0; row < timeline.rows(); ++row) {
      for (std::size_t series = 0; series < timeline.series().size(); ++series) {
        append_row(csv, {.variant = &variant, .row = row, .series = series});
      }
      if (csv.size() < buffer_size) continue;
      file.write(csv);
      csv.clear();
    }
  }
  file.write(csv);
  file.sync();
  file.close();
}

}  // namespace twostep::report
