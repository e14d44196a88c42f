#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/file_tree.hpp"
#include "tests/cli/paper.hpp"
#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

// "/expect/6": the first expectation of the training scenario that is, or is not, only quoted.
std::string pointer_to_expectation(bool quoted) {
  const nlohmann::json expect = nlohmann::json::parse(content_of(paper_scenario("training"))).at("expect");
  for (std::size_t i = 0; i < expect.size(); ++i) {
    if (expect[i].contains("quoted") == quoted) return "/expect/" + std::to_string(i);
  }
  return {};
}

}  // namespace

TEST_CASE("what the paper's scenarios expect holds") {
  std::vector<std::string> arguments = paper_scenarios();
  arguments.insert(arguments.begin(), "check");
  const TemporaryFolder folder;
  const ProcessResult result = twostep(arguments, {.folder = folder.path(), .environment = {}, .standard_output = {}});
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("holds"));
  CHECK_THAT(result.out, Contains(", 0 off, "));
  CHECK(is_empty_folder(folder.path()));
}

TEST_CASE("an asserted expectation that is off is told, in text and in JUnit, with exit code 1") {
  const TemporaryFolder folder;
  const std::filesystem::path junit = folder.path() / "junit.xml";
  const ProcessResult result = twostep({"check", paper_scenario("training"), "--set",
                                        pointer_to_expectation(false) + "/is=1000 s", "--junit", junit.string()});
  INFO(result.out << result.error);
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Contains("off"));
  CHECK_THAT(result.out, Contains(", 1 off, "));
  CHECK(result.error.empty());
  const std::string xml = content_of(junit);
  CHECK_THAT(xml, Catch::StartsWith("<?xml"));
  CHECK_THAT(xml, Contains("<testsuite name=\"training\""));
  CHECK_THAT(xml, Contains("failures=\"1\""));
  CHECK_THAT(xml, Contains("<failure message=\"published 1000 s, simulated "));
  CHECK(read_tree(folder.path()).size() == 1);
}

TEST_CASE("an expectation that is only quoted never fails") {
  const ProcessResult result =
      twostep({"check", paper_scenario("training"), "--set", pointer_to_expectation(true) + "/is=$999", "--quiet"});
  CHECK(result.exit_code == 0);
  CHECK(result.out.empty());
}

TEST_CASE("on another catalogue, what the paper published is shown as then and now, and nothing fails") {
  const ProcessResult result =
      twostep({"check", paper_scenario("training"), paper_scenario("inference"), "--catalogue", "aws-us-east-1-2025"});
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("then") && Contains("now") && Contains("aged"));
  CHECK_THAT(result.out, Contains("0 expectations hold, 0 off, 5 only quoted, 18 of another catalogue\n"));
  // The catalogue that the scenario names is its own, named again or not.
  const ProcessResult own = twostep({"check", paper_scenario("training"), "--catalogue", "aws-us-east-1-2018-12"});
  CHECK_THAT(own.out, Contains("12 expectations hold, 0 off, 3 only quoted\n"));
}

TEST_CASE("a JUnit file that cannot be written is an error") {
  const ProcessResult result = twostep({"check", paper_scenario("training"), "--junit", "/nowhere/junit.xml"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.error, Contains("/nowhere/junit.xml"));
}

TEST_CASE("a run that fails is told as an error, without a count of what holds") {
  const TemporaryFolder folder;
  // Sends one message and waits for two.
  const std::filesystem::path stuck = folder.write("stuck.json", R"({
    "name": "stuck", "question": "Does it end?", "catalogue": "aws-us-east-1-2018-12",
    "resources": {"vm": {"kind": "fleet", "profile": "m5.large"}, "box": {"kind": "queue", "profile": "sqs"}},
    "programs": {"wait": {"steps": [{"send": 1, "to": "box"}, {"receive": 1, "from": "box"},
                                    {"receive": 1, "from": "box"}]}},
    "workload": {"program": "wait", "arrivals": {"process": "batch", "count": 1}},
    "variants": {"server": {"runs_on": "vm"}},
    "expect": [{"metric": "makespan", "of": "server", "is": "1 s", "within": "1 %"}]
  })");
  const ProcessResult result = twostep({"check", stuck.string()});
  CHECK(result.exit_code == 3);
  CHECK(result.out.empty());
  CHECK_THAT(result.error, Catch::StartsWith("twostep: stuck, server: "));
}

}  // namespace twostep::tests
