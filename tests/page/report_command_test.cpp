// The pages of runs, made by the program as a user would.
#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

// What pages draw with; scripts/page.sh bundles it.
bool library_is_bundled() { return std::filesystem::exists(TWOSTEP_BUILD "/share/twostep/page/charts.js"); }

std::string training_scenario() { return TWOSTEP_SOURCE "/scenarios/paper/training.json"; }

std::filesystem::path run_training(const TemporaryFolder& folder, std::vector<std::string> further = {}) {
  std::vector<std::string> arguments{"run", training_scenario(), "--quiet", "-o", folder.path().string()};
  arguments.insert(arguments.end(), further.begin(), further.end());
  const ProcessResult result = twostep(arguments);
  INFO(result.error);
  CHECK(result.exit_code == 0);
  return folder.path() / "training" / "seed-1";
}

}  // namespace

TEST_CASE("run --report writes the page that report makes from the files, again and again") {
  REQUIRE(library_is_bundled());
  const TemporaryFolder folder;
  const std::filesystem::path run = run_training(folder, {"--report"});
  const std::string page = content_of(run / "report.html");
  CHECK_THAT(page.substr(0, 20), Catch::StartsWith("<!doctype html>"));
  const ProcessResult result = twostep({"report", run.string()});
  CHECK(result.exit_code == 0);
  CHECK(result.out == "written to " + (run / "report.html").string() + "\n");
  CHECK((content_of(run / "report.html") == page));
  // A folder with a page in it is still one that a run may replace.
  run_training(folder);
  CHECK_FALSE(std::filesystem::exists(run / "report.html"));
}

TEST_CASE("runs with other seeds share a page, other scenarios have their own") {
  REQUIRE(library_is_bundled());
  const TemporaryFolder folder;
  const std::string first = run_training(folder);
  run_training(folder, {"--seed", "2"});
  const std::string second = folder.path() / "training" / "seed-2";
  const std::string page = folder.path() / "page.html";
  REQUIRE(twostep({"report", first, second, "-o", page}).exit_code == 0);
  CHECK_THAT(content_of(page), Contains("2 runs, with seeds 1, 2"));

  run_training(folder, {"--set", "iterations=900"});
  std::string other;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path() / "training")) {
    if (entry.path() != first && entry.path() != second) other = entry.path();
  }
  const ProcessResult refused = twostep({"report", first, other, "-o", page + "2"});
  CHECK(refused.exit_code == 2);
  CHECK_THAT(refused.error, Contains("--output names one file, but these runs make 2 pages"));
  CHECK_FALSE(std::filesystem::exists(page + "2"));
}

TEST_CASE("a run without a report has no page: every folder is told of, and nothing is written") {
  REQUIRE(library_is_bundled());
  const TemporaryFolder folder;
  const std::filesystem::path run = run_training(folder);
  std::filesystem::create_directory(folder.path() / "empty");
  const std::filesystem::path cut = folder.path() / "cut";
  std::filesystem::copy(run, cut);
  std::filesystem::resize_file(cut / "report.json", 1'000);
  const ProcessResult result = twostep({"report", run.string(), folder.path() / "empty", cut.string()});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Contains("empty: is empty: the run wrote nothing") &&
                               Contains("report.json is cut off: run the scenario again") &&
                               Contains("nothing was written"));
  CHECK_FALSE(std::filesystem::exists(run / "report.html"));
}

TEST_CASE("without the library nothing is run, and what makes it is named") {
  const TemporaryFolder folder;
  std::filesystem::create_directory_symlink(TWOSTEP_SOURCE "/models/catalogue", folder.path() / "catalogue");
  const ProcessOptions options{
      .folder = {}, .environment = {{"TWOSTEP_DATA", folder.path().string()}}, .standard_output = {}};
  const std::string output = folder.path() / "results";
  const ProcessResult result =
      run_process(twostep_command({"run", training_scenario(), "--report", "-o", output}), options);
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Contains("scripts/page.sh makes it"));
  CHECK_FALSE(std::filesystem::exists(output));
}

}  // namespace twostep::tests
