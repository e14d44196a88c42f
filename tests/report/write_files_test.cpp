#include "sim/report/write_files.hpp"

#include <filesystem>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "sim/report/compare_baseline.hpp"
#include "sim/report/output_folder.hpp"
#include "tests/report/csv_reader.hpp"
#include "tests/report/some_report.hpp"
#include "tests/temporary_folder.hpp"

using namespace twostep;
using namespace twostep::report;
using tests::TemporaryFolder;

namespace {

void write(const ScenarioReport& report, const std::filesystem::path& path) {
  OutputFolder folder(path);
  write_files(report, folder);
  folder.commit();
}

}  // namespace

TEST_CASE("a result folder holds every file, and each can be read back") {
  const TemporaryFolder folder;
  write(tests::training_report(), folder / "run");
  std::set<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder / "run")) {
    files.insert(entry.path().filename().string());
    const std::string content = tests::content_of(entry.path());
    CHECK(content.ends_with('\n'));
    if (entry.path().extension() == ".csv") {
      const tests::CsvRows rows = tests::read_csv(content);
      for (const auto& row : rows) CHECK(row.size() == rows[0].size());
    } else {
      CHECK(nlohmann::json::accept(content));
    }
  }
  CHECK(files == std::set<std::string>{"summary.csv", "latency.csv", "cost.csv", "breakdown.csv", "metrics.csv",
                                       "expectations.csv", "functions.csv", "report.json", "manifest.json"});
}

TEST_CASE("the same report twice is the same bytes, and another one is found by comparing folders") {
  const TemporaryFolder folder;
  write(tests::serving_report(), folder / "a");
  write(tests::serving_report(), folder / "b");
  for (const auto& entry : std::filesystem::directory_iterator(folder / "a")) {
    CHECK(tests::content_of(entry.path()) == tests::content_of(folder / "b" / entry.path().filename()));
  }
  CHECK(compare_with_baseline(folder / "a", folder / "b").empty());
  write(tests::serving_report({"functions", "servers"}, 1'001), folder / "b");
  CHECK_FALSE(compare_with_baseline(folder / "a", folder / "b").empty());
}
