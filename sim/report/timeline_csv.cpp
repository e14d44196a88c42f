#include "sim/report/timeline_csv.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

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

char* write_text(char* out, std::string_view text) { return std::copy(text.begin(), text.end(), out); }

// All series of one row.
void append_row(std::string& csv, std::string_view variant_and_time, const observation::Timeline& timeline,
                std::size_t row, const std::vector<SeriesText>& texts) {
  std::size_t most = 0;
  for (const SeriesText& text : texts) {
    most += variant_and_time.size() + text.before.size() + observation::most_digits + text.after.size();
  }
  const std::size_t had = csv.size();
  csv.resize(had + most);
  char* out = csv.data() + had;
  for (std::size_t series = 0; series < texts.size(); ++series) {
    out = write_text(out, variant_and_time);
    out = write_text(out, texts[series].before);
    out = observation::write_csv_number(out, timeline.value(row, series));
    out = write_text(out, texts[series].after);
  }
  csv.resize(static_cast<std::size_t>(out - csv.data()));
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
      append_row(csv, name + seconds_text(timeline.time(row) - SimTime{}), timeline, row, texts);
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
