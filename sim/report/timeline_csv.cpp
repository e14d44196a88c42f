#include "sim/report/timeline_csv.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "sim/observation/checked_file.hpp"
#include "sim/observation/csv_field.hpp"

namespace twostep::report {

namespace {

constexpr std::size_t buffer_size = std::size_t{256} * 1024;

// What the rows of one series have around their values, made once: there are thousands of them.
struct SeriesText {
  std::string before;
  std::string after;
};

std::vector<SeriesText> texts_of(const observation::Timeline& timeline) {
  std::vector<SeriesText> texts;
  for (const observation::TimelineSeries& series : timeline.series()) {
    texts.push_back({.before = "," + observation::csv_text(series.name) + ",",
                     .after = "," + observation::csv_text(series.unit) + "\n"});
  }
  return texts;
}

void append_rows(std::string& csv, const std::string& variant_and_time, const observation::Timeline& timeline,
                 std::size_t row, const std::vector<SeriesText>& texts) {
  for (std::size_t series = 0; series < texts.size(); ++series) {
    csv += variant_and_time;
    csv += texts[series].before;
    observation::append_csv_number(csv, timeline.value(row, series));
    csv += texts[series].after;
  }
}

std::string seconds_text(Duration time) {
  std::array<char, 32> text{};
  return {text.data(), observation::write_seconds(text.data(), time.ns)};
}

}  // namespace

std::string timeline_about() {
  return "Written when the models sampled time series: a row a variant, time and series, in order of time. The step "
         "between two times starts at 1 s and doubles whenever a variant would have more than 1,000 times; with "
         "`--timeline-step` it is the one that is given. The last time is the end of the run.";
}

std::vector<ColumnHeading> timeline_columns() {
  return {{"variant", "", "the variant that was run"},
          {"time_s", "s", "simulated time at which the value was sampled"},
          {"series", "", "what was sampled"},
          {"value", "in `unit`", "its value at that time"},
          {"unit", "", "the unit of `value`; 1 for a plain number"}};
}

void write_timeline(const ScenarioReport& report, OutputFolder& folder) {
  if (std::ranges::all_of(report.variants, [](const VariantReport& v) { return v.result.timeline.empty(); })) return;
  observation::CheckedFile file(folder.temporary_path() / timeline_file);
  std::string csv;
  append_csv_header(csv, timeline_columns());
  for (const VariantReport& variant : report.variants) {
    const observation::Timeline& timeline = variant.result.timeline;
    const std::string name = observation::csv_text(variant.name()) + ",";
    const std::vector<SeriesText> texts = texts_of(timeline);
    for (std::size_t row = 0; row < timeline.rows(); ++row) {
      append_rows(csv, name + seconds_text(timeline.time(row) - SimTime{}), timeline, row, texts);
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
