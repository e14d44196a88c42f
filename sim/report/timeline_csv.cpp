#include "sim/report/timeline_csv.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "sim/observation/checked_file.hpp"
#include "sim/observation/csv_field.hpp"
#include "sim/observation/repeated_text.hpp"

namespace twostep::report {

namespace {

// What the rows of one series have around their values, made once: there are thousands of them.
struct SeriesText {
  observation::RepeatedText before;
  observation::RepeatedText after;
};

std::vector<SeriesText> texts_of(const observation::Timeline& timeline) {
  std::vector<SeriesText> texts;
  for (const observation::TimelineSeries& series : timeline.series()) {
    texts.push_back({.before = observation::RepeatedText("," + observation::csv_text(series.name) + ","),
                     .after = observation::RepeatedText("," + observation::csv_text(series.unit) + "\n")});
  }
  return texts;
}

std::size_t most_of_a_row(const std::string& variant, const std::vector<SeriesText>& texts) {
  std::size_t most = observation::RepeatedText::slack;
  for (const SeriesText& text : texts) {
    most += variant.size() + text.before.size() + text.after.size() + std::size_t{2} * observation::most_digits;
  }
  return most;
}

// All rows of a variant, through a few pages of memory that are used again and again.
void write_rows(observation::CheckedFile& file, const std::string& variant, const observation::Timeline& timeline) {
  constexpr std::size_t some_rows = std::size_t{32} * 1024;
  const std::vector<SeriesText> texts = texts_of(timeline);
  const std::size_t most = most_of_a_row(variant, texts);
  std::string buffer(std::max(some_rows, most), '\0');
  char* out = buffer.data();
  const auto flush = [&] {
    file.write({buffer.data(), out});
    out = buffer.data();
  };
  for (std::size_t row = 0; row < timeline.rows(); ++row) {
    if (static_cast<std::size_t>(buffer.data() + buffer.size() - out) < most) flush();
    std::array<char, observation::most_digits> time;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled here
    const std::string seconds(time.data(), observation::write_seconds(time.data(), timeline.time(row).ns));
    const observation::RepeatedText begin(variant + seconds);
    for (std::size_t series = 0; series < texts.size(); ++series) {
      out = texts[series].before.write(begin.write(out));
      out = texts[series].after.write(observation::write_csv_number(out, timeline.value(row, series)));
    }
  }
  flush();
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
  std::string header;
  append_csv_header(header, timeline_columns());
  file.write(header);
  for (const VariantReport& variant : report.variants) {
    write_rows(file, observation::csv_text(variant.name()) + ",", variant.result.timeline);
  }
  file.close();
}

}  // namespace twostep::report
