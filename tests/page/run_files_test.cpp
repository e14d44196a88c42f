#include "sim/page/run_files.hpp"

#include <catch2/catch.hpp>

#include "sim/page/page_refused.hpp"
#include "tests/page/run_folder.hpp"

using namespace twostep;
using namespace twostep::page;
using Catch::Contains;
using Catch::EndsWith;

TEST_CASE("a run's files are read back as it wrote them") {
  const RunFiles files = tests::RunFolder().read();
  CHECK(files.notices.empty());
  CHECK(files.view.scenario == "training");
  REQUIRE(files.view.variants.size() == 2);
  const VariantView& lambda = files.view.variants[1];
  CHECK(lambda.metric("makespan") == 27'492.0);
  CHECK_FALSE(lambda.metric("latency.p42"));
  CHECK(lambda.slower == Approx(27'492.0 / 1'300));
  CHECK(lambda.bill.size() == 2);
  CHECK(lambda.distribution("latency")->samples == 1);
  CHECK(files.view.is_one_job());
  CHECK(files.view.expectations.size() == 4);
  CHECK_THAT(files.manifest, Contains("scenario_hash"));
}

TEST_CASE("a folder that no page can be made from is refused with a sentence that says why") {
  const tests::TemporaryFolder folder;
  CHECK_THROWS_WITH(read_run(folder.path() / "none"), EndsWith("none: there is no such folder"));
  CHECK_THROWS_WITH(read_run(folder.path()), EndsWith("is empty: the run wrote nothing"));
  folder.write("seed-1/report.json", "{}");
  CHECK_THROWS_WITH(read_run(folder.path()), EndsWith("seed-1 is: name that"));
  CHECK_THROWS_WITH(read_run(folder.write("a.txt", "")), Contains("is no folder"));

  const tests::RunFolder half_way;
  half_way.remove("report.json");
  CHECK_THROWS_WITH(half_way.read(), EndsWith("has no report.json: the run did not end, or it is no run's folder"));
}

TEST_CASE("a report.json that is cut off, empty or no report is refused") {
  const tests::RunFolder run;
  run.cut("report.json", 0.5);
  CHECK_THROWS_AS(run.read(), PageRefused);
  CHECK_THROWS_WITH(run.read(), EndsWith("report.json is cut off: run the scenario again"));
  run.write("report.json", "");
  CHECK_THROWS_WITH(run.read(), EndsWith("report.json is empty: run the scenario again"));
  run.write("report.json", "{\"a\": ?}");
  CHECK_THROWS_WITH(run.read(), Contains("is no JSON from byte 7 on"));
  run.write("report.json", R"({"scenario": 5})");
  CHECK_THROWS_WITH(run.read(), Contains("report.json: /scenario is no text"));
}

TEST_CASE("a report.json of another version is refused with the place that is missing") {
  const tests::RunFolder run;
  auto json = nlohmann::ordered_json::parse(tests::content_of(run.file("report.json")));
  json["variants"][1].erase("distributions");
  run.write("report.json", json.dump());
  CHECK_THROWS_WITH(run.read(), Contains("/variants/1/distributions is missing: another version of twostep wrote it"));
}

TEST_CASE("a table that is missing or cut off is told of, and the page can still be made") {
  const tests::RunFolder run;
  run.remove("latency.csv");
  run.cut("cost.csv", 0.72);
  run.write("summary.csv", tests::content_of(run.file("summary.csv")) + "one,two\n");
  run.write("metrics.csv", "");
  const RunFiles files = run.read();
  REQUIRE(files.notices.size() == 4);
  CHECK_THAT(files.notices[0], Contains("summary.csv has 2 fields in line 4 where it should have 27"));
  CHECK(files.notices[1] == "latency.csv is missing. This page is made from report.json, which is whole.");
  CHECK_THAT(files.notices[2], Contains("cost.csv is cut off after line"));
  CHECK_THAT(files.notices[3], Contains("metrics.csv is empty."));
}

TEST_CASE("a table that lost whole rows is told of") {
  const tests::RunFolder run;
  std::string text = tests::content_of(run.file("breakdown.csv"));
  text.erase(text.rfind('\n', text.size() - 2) + 1);
  run.write("breakdown.csv", text);
  const RunFiles files = run.read();
  REQUIRE(files.notices.size() == 1);
  // Four phases of two variants, less the last row.
  CHECK_THAT(files.notices[0], Contains("breakdown.csv has 7 rows where report.json has 8."));
}

TEST_CASE("without a manifest the versions are unknown, and nothing else is lost") {
  const tests::RunFolder run;
  run.cut("manifest.json", 0.3);
  CHECK_THAT(run.read().notices.at(0), Contains("manifest.json is cut off or no JSON"));
  run.remove("manifest.json");
  CHECK_THAT(run.read().notices.at(0), Contains("manifest.json is missing"));
  CHECK(run.read().manifest.empty());
}
