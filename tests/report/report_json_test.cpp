#include "sim/report/report_json.hpp"

#include <string>

#include <catch2/catch.hpp>

#include "tests/report/some_report.hpp"

using namespace twostep;
using namespace twostep::report;
using nlohmann::ordered_json;

TEST_CASE("report.json says all that the tables say") {
  const ordered_json json = to_json(tests::training_report());
  CHECK(json.at("scenario") == "training");
  CHECK(json.at("seed") == 1);
  CHECK(json.at("baseline") == "ec2");
  const ordered_json& lambda = json.at("variants").at(1);
  CHECK(lambda.at("name") == "lambda");
  CHECK(lambda.at("metrics").at("makespan").at("value") == 27'492);
  CHECK(lambda.at("metrics").at("cost").at("unit") == "USD");
  CHECK(lambda.at("bill").at("total_pico_usd") == 286'381'772'750);  // 17,182.5 GB-s and 31 requests
  CHECK(lambda.at("breakdown").at(2) == ordered_json{{"phase", "fetch"}, {"total_ns", 22'182'000'000'000}});
  CHECK(lambda.at("overridden").at(0) == "lambda.memory: 128 MiB -> 640 MiB");
  const ordered_json& slower = json.at("expectations").at(1);
  CHECK(slower.at("over").at("metric") == "makespan");
  CHECK(slower.at("verdict") == "holds");
  CHECK(json.at("expectations").at(3).at("tolerance").is_null());
  CHECK(json.at("resolved_scenario").at("parameters").at("iterations") == 9'000);
}

TEST_CASE("the manifest says what results were made from") {
  const ScenarioReport report = tests::training_report();
  const ordered_json manifest = manifest_of(report);
  CHECK(manifest.at("scenario_hash") == hash_of(report.resolved_scenario));
  CHECK(manifest.at("variants") == ordered_json{"ec2", "lambda"});
  CHECK(manifest.at("overridden").size() == 1);
  CHECK(manifest.at("overridden").at("lambda").at(0) == "lambda.memory: 128 MiB -> 640 MiB");
  CHECK(manifest.at("versions").at("twostep") == TWOSTEP_VERSION);
  CHECK(manifest.at("versions").at("simgrid") == "3.32");
  CHECK(manifest.at("versions").contains("fmt"));
}

TEST_CASE("reports that are equal have equal bytes") {
  CHECK(json_text(to_json(tests::serving_report())) == json_text(to_json(tests::serving_report())));
  CHECK(json_text(manifest_of(tests::serving_report())) == json_text(manifest_of(tests::serving_report())));
}

TEST_CASE("hostile names cross report.json, and bytes that are no UTF-8 do not stop it") {
  const std::string hostile = "</script>\u202e\n\"🚀\x01" + std::string(10'000, 'x');
  const ordered_json json = ordered_json::parse(json_text(to_json(tests::serving_report({hostile, "b"}))));
  CHECK(json.at("variants").at(0).at("name") == hostile);
  const ordered_json broken = ordered_json::parse(json_text(to_json(tests::serving_report({"\xff", "b"}))));
  CHECK(broken.at("variants").at(0).at("name") == "\ufffd");
}

TEST_CASE("an infinite deviation is null in JSON") {
  ScenarioReport report = tests::training_report();
  report.expectations[0].deviation = HUGE_VAL;
  CHECK(ordered_json::parse(json_text(to_json(report))).at("expectations").at(0).at("deviation").is_null());
}
