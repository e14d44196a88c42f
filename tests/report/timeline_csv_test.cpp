#include "sim/report/timeline_csv.hpp"

#include <array>
#include <limits>

#include <catch2/catch.hpp>

#include "sim/report/results_page.hpp"
#include "sim/report/write_files.hpp"
#include "tests/report/csv_reader.hpp"
#include "tests/report/some_report.hpp"
#include "tests/temporary_folder.hpp"

using namespace twostep;
using namespace twostep::report;
using tests::TemporaryFolder;

namespace {

std::filesystem::path written(const ScenarioReport& report, const TemporaryFolder& folder) {
  OutputFolder output(folder / "run");
  write_files(report, output);
  output.commit();
  return folder / "run" / timeline_file;
}

}  // namespace

TEST_CASE("timeline.csv has a row a variant, time and series") {
  ScenarioReport report = tests::training_report();
  observation::Timeline& timeline = report.variants[1].result.timeline;
  timeline.add_series("environments.busy", "1");
  timeline.add_series("=spend", "USD");
  timeline.add_row({0}, std::array{0.0, std::numeric_limits<double>::quiet_NaN()});
  timeline.add_row({1'500'000'000}, std::array{31.0, 0.1});
  const TemporaryFolder folder;
  CHECK(tests::content_of(written(report, folder)) ==
        "variant,time_s,series,value,unit\n"
        "lambda,0,environments.busy,0,1\n"
        "lambda,0,'=spend,,USD\n"
        "lambda,1.5,environments.busy,31,1\n"
        "lambda,1.5,'=spend,0.1,USD\n");
}

TEST_CASE("a long timeline.csv is written whole") {
  ScenarioReport report = tests::training_report();
  for (VariantReport& variant : report.variants) {
    variant.result.timeline = observation::Timeline(Duration::seconds(1));
    variant.result.timeline.add_series("arrivals", "1");
    for (std::int64_t i = 0; i < 20'000; ++i) {
      variant.result.timeline.add_row(SimTime{} + Duration::seconds(i), std::array{static_cast<double>(i)});
    }
  }
  const TemporaryFolder folder;
  const tests::CsvRows rows = tests::read_csv(tests::content_of(written(report, folder)));
  REQUIRE(rows.size() == 1 + 2 * 20'000);
  CHECK(rows[20'000] == std::vector<std::string>{"ec2", "19999", "arrivals", "19999", "1"});
  CHECK(rows[40'000] == std::vector<std::string>{"lambda", "19999", "arrivals", "19999", "1"});
}

TEST_CASE("a row of timeline.csv may be longer than what is written at once") {
  ScenarioReport report = tests::training_report();
  observation::Timeline& timeline = report.variants[1].result.timeline;
  const std::string name(100'000, 'x');
  timeline.add_series(name, "1");
  timeline.add_series("spend", "USD");
  for (std::int64_t i = 0; i < 3; ++i) timeline.add_row({i}, std::array{1.0, 2.0});
  const TemporaryFolder folder;
  const tests::CsvRows rows = tests::read_csv(tests::content_of(written(report, folder)));
  REQUIRE(rows.size() == 1 + 3 * 2);
  CHECK(rows[5] == std::vector<std::string>{"lambda", "0.000000002", name, "1", "1"});
  CHECK(rows[6] == std::vector<std::string>{"lambda", "0.000000002", "spend", "2", "USD"});
}

TEST_CASE("there is no timeline.csv where no variant has a time series") {
  const TemporaryFolder folder;
  CHECK_FALSE(std::filesystem::exists(written(tests::training_report(), folder)));
}

TEST_CASE("the page of columns documents those of timeline.csv") {
  const std::string page = results_page();
  CHECK_THAT(page, Catch::Contains("\n## timeline.csv\n"));
  for (const ColumnHeading& column : timeline_columns()) {
    CHECK_THAT(page, Catch::Contains("| `" + column.name + "` | " + column.unit + " | " + column.meaning + " |"));
  }
}
