// `twostep compare`, from outside.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "tests/cli/paper.hpp"
#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

namespace fs = std::filesystem;

// The folder that a run of the scenario wrote.
fs::path run_to(const fs::path& output, const std::string& scenario, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"run", "--quiet", "-o", output.string(), paper_scenario(scenario)};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const ProcessResult result = twostep(arguments);
  INFO(result.error);
  REQUIRE(result.exit_code == 0);
  return output / scenario;
}

ProcessResult compare(const fs::path& before, const fs::path& after, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"compare", before.string(), after.string()};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return twostep(arguments);
}

void cut_in_half(const fs::path& file) { fs::resize_file(file, fs::file_size(file) / 2); }

}  // namespace

TEST_CASE("two runs of the same scenario and seed do not differ") {
  const TemporaryFolder folder;
  const fs::path before = run_to(folder.path() / "a", "training") / "seed-1";
  const fs::path after = run_to(folder.path() / "b", "training") / "seed-1";
  const ProcessResult result = compare(before, after);
  INFO(result.error);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Catch::StartsWith("training: "));
  CHECK_THAT(result.out, Catch::EndsWith("\n\nNothing differs.\n"));
  // With --all every figure is there, each unchanged.
  const nlohmann::json all = nlohmann::json::parse(compare(before, after, {"--all", "--json"}).out);
  CHECK(all.at("metrics").size() > 50);
  for (const nlohmann::json& change : all.at("metrics")) CHECK(change.at("before") == change.at("after"));
}

TEST_CASE("a change of a scenario is shown with every figure that it changed, by how much") {
  const TemporaryFolder folder;
  const fs::path before = run_to(folder.path(), "training") / "seed-1";
  // One expectation, quoted now, changes no figure; half as long a program does.
  run_to(folder.path() / "after", "training", {"--set", "iterations=4500", "--set", "/question=Shorter?"});
  const ProcessResult result = compare(before, folder.path() / "after" / "training");
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("question"));
  CHECK_THAT(result.out, Contains("\"Shorter?\""));
  CHECK_THAT(result.out, Contains("span.fetch.count") && Contains("9,000         4,500   -50.0 %"));
  CHECK_THAT(result.out, Contains("trainer lambda.gb_s"));
  CHECK_THAT(result.out, Contains("One run each, of the same seed"));
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(report::display_width(line) <= 80);
  }
}

TEST_CASE("what --json prints of a comparison are numbers in base units") {
  const TemporaryFolder folder;
  const fs::path before = run_to(folder.path() / "a", "training") / "seed-1";
  run_to(folder.path() / "b", "training", {"--set", "iterations=4500"});
  const nlohmann::json json = nlohmann::json::parse(compare(before, folder.path() / "b" / "training", {"--json"}).out);
  CHECK(json.at("before").at("seeds") == nlohmann::json::array({1}));
  const auto& metrics = json.at("metrics");
  const auto count = std::ranges::find_if(metrics, [](const nlohmann::json& change) {
    return change.at("variant") == "lambda" && change.at("figure") == "span.fetch.count";
  });
  REQUIRE(count != metrics.end());
  CHECK(count->at("before") == 9'000);
  CHECK(count->at("after") == 4'500);
  CHECK(count->at("relative_change") == -0.5);
  CHECK(count->at("significant").is_null());
}

TEST_CASE("of replications the means are compared, and which differences are significant") {
  const TemporaryFolder folder;
  for (const char* seed : {"1", "2", "3"}) {
    run_to(folder.path() / "a", "inference", {"--seed", seed});
    run_to(folder.path() / "b", "inference", {"--seed", seed, "--set", "/resources/inbox/acknowledge=none"});
  }
  const ProcessResult result = compare(folder.path() / "a" / "inference", folder.path() / "b" / "inference");
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("3 and 3 runs of the same seeds, compared in pairs"));
  CHECK_THAT(result.out, Contains("significant"));
  CHECK_THAT(result.out, Contains("/resources/inbox/acknowledge"));
  // Other seeds on one side: no pairs.
  run_to(folder.path() / "b", "inference", {"--seed", "4", "--set", "/resources/inbox/acknowledge=none"});
  CHECK_THAT(compare(folder.path() / "a" / "inference", folder.path() / "b" / "inference").out,
             Contains("3 and 4 runs;"));
  CHECK_THAT(compare(folder.path() / "a/inference/seed-1", folder.path() / "a/inference/seed-2").out,
             Contains("One run each, of different seeds: a difference may be chance."));
}

TEST_CASE("runs of different scenarios are compared where they have variants of the same name, and said to be") {
  const TemporaryFolder folder;
  const fs::path training = run_to(folder.path(), "training") / "seed-1";
  const fs::path inference = run_to(folder.path(), "inference") / "seed-1";
  const ProcessResult result = compare(training, inference);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("These are runs of different scenarios, training and inference:"));
  CHECK_THAT(result.out, Contains("only in the first: variant ec2, ec2-ebs, lambda\n"));
  CHECK_THAT(result.out, Contains("only in the second: variant lambda-s3, "));
  CHECK_THAT(result.out, Contains("No figure differs."));
}

TEST_CASE("a folder that cannot be compared is told in a sentence, with exit code 2") {
  const TemporaryFolder folder;
  const fs::path run = run_to(folder.path() / "a", "training") / "seed-1";
  const auto refused = [&](const fs::path& other) {
    const ProcessResult result = compare(run, other);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    return result.error;
  };
  CHECK_THAT(refused("/nowhere"), Contains("/nowhere: there is no such folder"));
  fs::create_directories(folder.path() / "empty");
  CHECK_THAT(refused(folder.path() / "empty"), Contains("is empty"));
  const fs::path broken = run_to(folder.path() / "b", "training") / "seed-1";
  cut_in_half(broken / "report.json");
  CHECK_THAT(refused(broken), Contains("report.json is cut off"));
  // Two runs of one seed, one with a change, are no replications.
  run_to(folder.path() / "c", "training");
  run_to(folder.path() / "c", "training", {"--set", "/question=Other?"});
  CHECK_THAT(refused(folder.path() / "c" / "training"), Contains("are of different scenarios: name one of them"));
}

TEST_CASE("a table that is cut off or missing is told, and the rest compared") {
  const TemporaryFolder folder;
  const fs::path before = run_to(folder.path() / "a", "training") / "seed-1";
  const fs::path after = run_to(folder.path() / "b", "training") / "seed-1";
  cut_in_half(after / "cost.csv");
  fs::remove(after / "manifest.json");
  const ProcessResult result = compare(before, after);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("cost.csv is cut off"));
  CHECK_THAT(result.out, Contains("manifest.json is missing"));
}

}  // namespace twostep::tests
