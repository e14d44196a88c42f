// What is refused before anything runs, and what fails while it does: nothing is ever left half-written.
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

TEST_CASE("every problem of every file is told, and nothing is run or written") {
  const TemporaryFolder folder;
  const std::string truncated = folder.write("truncated.json", "{\"name\": \"a\",\n \"variants\"").string();
  const std::string unknown =
      folder.write("unknown.json", "{\n \"catalogue\": \"aws-us-east-1-2018-12\",\n \"varants\": {}\n}").string();
  const std::string missing = (folder.path() / "missing.json").string();
  for (const char* command : {"run", "check", "validate"}) {
    const ProcessResult result = twostep({command, truncated, paper_scenario("training"), unknown, missing},
                                         {.folder = folder.path(), .environment = {}, .standard_output = {}});
    INFO(command << "\n" << result.error);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.error, Contains(truncated + ":2: "));
    CHECK_THAT(result.error, Contains(unknown + ":3: /varants: "));
    CHECK_THAT(result.error, Contains("did you mean \"variants\"?"));
    CHECK_THAT(result.error, Contains(missing + ": "));
    CHECK_THAT(result.error, Contains(" in 3 files"));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
  }
}

TEST_CASE("validate names what is valid, and with --json says so to a program") {
  const ProcessResult text = twostep({"validate", paper_scenario("training")});
  CHECK(text.exit_code == 0);
  CHECK(text.out == paper_scenario("training") + ": valid: training, 3 variants\n");
  const ProcessResult json = twostep({"validate", paper_scenario("training"), "--json"});
  CHECK(nlohmann::json::parse(json.out) == nlohmann::json{{"valid", true}, {"issues", nlohmann::json::array()}});

  const TemporaryFolder folder;
  const std::string file =
      folder.write("unknown.json", "{\n \"catalogue\": \"aws-us-east-1-2018-12\",\n \"nmae\": \"b\"\n}").string();
  const ProcessResult wrong = twostep({"validate", file, "--json"});
  CHECK(wrong.exit_code == 2);
  const nlohmann::json issues = nlohmann::json::parse(wrong.out);
  CHECK(issues.at("valid") == false);
  CHECK(issues.at("issues").at(0).at("file") == file);
  CHECK(issues.dump().find("/nmae") != std::string::npos);
}

TEST_CASE("a change to what is not there is a problem like any other") {
  const ProcessResult result = twostep({"validate", paper_scenario("training"), "--set", "iteratoins=900"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Contains("iteratoins"));
  CHECK_THAT(result.error, Contains("did you mean \"iterations\"?"));
}

TEST_CASE("two scenarios of one name are refused, as their results would overwrite each other") {
  const TemporaryFolder folder;
  const ProcessResult result = twostep({"run", paper_scenario("training"), paper_scenario("training")},
                                       {.folder = folder.path(), .environment = {}, .standard_output = {}});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Contains("two scenarios would be written to results/training/seed-1"));
  CHECK(is_empty_folder(folder.path()));
}

TEST_CASE("a folder with files that no run wrote is not replaced") {
  const TemporaryFolder folder;
  folder.write("training/seed-1/thesis.txt", "ten years of work");
  const ProcessResult result = twostep({"run", paper_scenario("training"), "-o", folder.path().string()});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Contains("thesis.txt"));
  CHECK(read_tree(folder.path()) == FileTree{{"training/seed-1/thesis.txt", "ten years of work"}});
}

TEST_CASE("a place that cannot be written is an error that names it, before anything runs") {
  const TemporaryFolder folder;
  const std::string file = folder.write("file", "").string();
  const ProcessResult result = twostep({"run", paper_scenario("training"), "-o", file + "/results"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.error, Contains(file + "/results"));
  CHECK(result.out.empty());
}

TEST_CASE("a disk that is full half-way leaves nothing behind, and an earlier result as it was") {
  const TemporaryFolder folder;
  REQUIRE(twostep({"run", paper_scenario("training"), "-o", folder.path().string(), "--quiet"}).exit_code == 0);
  const FileTree before = read_tree(folder.path());
  const std::string seed = GENERATE("1", "2");
  const std::string more = GENERATE("", " --invocations");
  // No file may grow beyond 1024 bytes: as with a full disk, some writes succeed and a later one fails.
  const std::string command = "ulimit -f 1; exec " TWOSTEP_PROGRAM " run " + paper_scenario("training") + " --seed " +
                              seed + " -o " + folder.path().string() + more;
  const ProcessResult result = run_process({"bash", "-c", command});
  INFO(result.error);
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.error, Contains("File too large"));
  CHECK_THAT(result.error, Contains(folder.path().string()));
  CHECK((read_tree(folder.path()) == before));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "training/seed-2"));
}

TEST_CASE("a printed answer that cannot be written is an error, and the results are there") {
  const TemporaryFolder folder;
  const ProcessResult result = twostep({"run", paper_scenario("training"), "-o", folder.path().string()},
                                       {.folder = {}, .environment = {}, .standard_output = "/dev/full"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.error, Contains("cannot write to standard output: No space left on device"));
  CHECK(std::filesystem::exists(folder.path() / "training/seed-1/manifest.json"));
}

TEST_CASE("a reader that has seen enough is no error") {
  const TemporaryFolder folder;
  const std::string command = "set -o pipefail; " TWOSTEP_PROGRAM " run " + paper_scenario("training") + " -o " +
                              folder.path().string() + " | true";
  const ProcessResult result = run_process({"bash", "-c", command});
  CHECK(result.exit_code == 0);
  CHECK(result.error.empty());
}

}  // namespace twostep::tests
