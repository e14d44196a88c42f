#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;
using Catch::StartsWith;

TEST_CASE("help shows every subcommand with what it does, and examples") {
  for (const char* asked : {"--help", "-h"}) {
    const ProcessResult result = twostep({asked});
    CHECK(result.exit_code == 0);
    CHECK(result.error.empty());
    for (const char* command : {"run", "check", "validate", "schema", "reference", "catalogue", "columns", "compare",
                                "diff", "completion", "man", "version"}) {
      CHECK_THAT(result.out, Contains("\n  " + std::string(command) + " "));
    }
    CHECK_THAT(result.out, Contains("Examples:"));
    CHECK_THAT(result.out, Contains("Exit codes:"));
  }
}

TEST_CASE("every subcommand has help with an example, and none is wider than a terminal") {
  const std::vector<std::vector<std::string>> commands{
      {"run"},       {"check"},      {"validate"},          {"schema"},
      {"reference"}, {"catalogue"},  {"catalogue", "list"}, {"catalogue", "show"},
      {"columns"},   {"diff"},       {"version"},           {"compare"},
      {"man"},       {"completion"}, {"completion", "bash"}};
  for (std::vector<std::string> command : commands) {
    const std::string name = command.back();
    command.emplace_back("--help");
    const ProcessResult result = twostep(command);
    INFO(name << "\n" << result.out);
    CHECK(result.exit_code == 0);
    CHECK(result.error.empty());
    CHECK_THAT(result.out, Contains("Examples:\n  twostep "));
    std::size_t longest = 0;
    for (std::size_t begin = 0; begin < result.out.size();) {
      const std::size_t end = result.out.find('\n', begin);
      longest = std::max(longest, end - begin);
      begin = end + 1;
    }
    CHECK(longest <= 100);
  }
}

TEST_CASE("wrong arguments end with exit code 2, say what is wrong and where help is, and print nothing else") {
  struct Wrong {
    std::vector<std::string> arguments;
    std::string message;
  };
  const TemporaryFolder folder;
  const std::string file = folder.write("a.json", "{}").string();
  const std::vector<Wrong> all{
      {{}, "twostep: a command is needed; use one of run, check"},
      {{"rnu"}, "twostep: unknown command \"rnu\"; did you mean \"run\"?"},
      {{"valdiate", file}, "twostep: unknown command \"valdiate\"; did you mean \"validate\"?"},
      {{"catalogue"}, "twostep catalogue: a command is needed; use one of list or show"},
      {{"catalogue", "shwo"}, "twostep catalogue: unknown command \"shwo\"; did you mean \"show\"?"},
      {{"catalogue", "show"}, "twostep catalogue show: NAME is required"},
      {{"run"}, "twostep run: SCENARIO is required"},
      {{"run", file, "--sead", "1"}, "twostep run: unknown option \"--sead\"; did you mean \"--seed\"?"},
      {{"run", file, "--seed"}, "--seed"},
      {{"run", file, "--seed", "-1"}, "--seed"},
      {{"run", file, "--seed", "1.5"}, "--seed"},
      {{"run", file, "--seed", "18446744073709551616"}, "--seed"},
      {{"run", file, "--jobs", "0"}, "--jobs"},
      {{"run", file, "--jobs", "two"}, "--jobs"},
      {{"run", file, "--set", "iterations"}, "\"iterations\" is not of the form NAME=VALUE or /json/pointer=VALUE"},
      {{"run", file, "--set", "=5"}, "\"=5\" is not of the form NAME=VALUE or /json/pointer=VALUE"},
      {{"run", file, "--timeline-step", "0 s"}, "--timeline-step: \"0 s\" is not a duration above zero"},
      {{"run", file, "--timeline-step", "10"}, "--timeline-step: \"10\" is not a duration above zero"},
      {{"check", file, "--timeline-step", "1 s"}, "twostep check: unknown option \"--timeline-step\""},
      {{"completion", "tcsh"}, "twostep completion: unknown command \"tcsh\"; use one of bash, zsh or fish"},
      {{"compare", folder.path().string()}, "twostep compare: AFTER is required"},
      {{"check", file, "--invocations"}, "twostep check: unknown option \"--invocations\""},
      {{"schema", "extra"}, "twostep schema: unexpected argument \"extra\""},
      {{"version", "\x1b[31mred"}, "unexpected argument \"\\u001b[31mred\""},
      {{"diff", folder.path().string()}, "twostep diff: ACTUAL is required"},
      {{"diff", folder.path().string(), "/nowhere"}, "/nowhere"}};
  for (const Wrong& wrong : all) {
    const ProcessResult result =
        twostep(wrong.arguments, {.folder = folder.path(), .environment = {}, .standard_output = {}});
    INFO(result.error);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.error, Contains(wrong.message));
    CHECK_THAT(result.error, Contains(" --help' for help."));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "results"));
  }
}

TEST_CASE("the version is a line, and with the libraries' versions a few") {
  const ProcessResult line = twostep({"--version"});
  CHECK(line.exit_code == 0);
  CHECK(line.out == "twostep " TWOSTEP_VERSION "\n");
  const ProcessResult text = twostep({"version"});
  CHECK(text.exit_code == 0);
  CHECK_THAT(text.out, StartsWith(line.out));
  CHECK_THAT(text.out, Contains("simgrid 3.32"));
  CHECK_THAT(text.out, Contains("nlohmann_json 3."));
}

TEST_CASE("help needs no data folder") {
  const ProcessResult result =
      twostep({"--help"}, {.folder = {}, .environment = {{"TWOSTEP_DATA", "/nowhere"}}, .standard_output = {}});
  CHECK(result.exit_code == 0);
}

TEST_CASE("output that cannot be written is an error with exit code 3") {
  // /dev/full takes no byte: the system's own full disk.
  const ProcessResult result = twostep({"--help"}, {.folder = {}, .environment = {}, .standard_output = "/dev/full"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.error, Contains("cannot write to standard output: No space left on device"));
}

TEST_CASE("the schema is JSON") {
  const ProcessResult result = twostep({"schema"});
  CHECK(result.exit_code == 0);
  const nlohmann::json schema = nlohmann::json::parse(result.out);
  CHECK(schema.contains("$schema"));
  CHECK(schema.at("type") == "object");
}

}  // namespace twostep::tests
