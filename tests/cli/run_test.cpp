#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"
#include "tests/cli/file_tree.hpp"
#include "tests/cli/paper.hpp"
#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

// `twostep run` on the files, written to `output`.
ProcessResult run_to(const std::filesystem::path& output, const std::vector<std::string>& files,
                     const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments{"run", "-o", output.string()};
  arguments.insert(arguments.end(), files.begin(), files.end());
  arguments.insert(arguments.end(), more.begin(), more.end());
  return twostep(arguments);
}

}  // namespace

TEST_CASE("a run prints its answer and writes every file of a result folder") {
  const TemporaryFolder output;
  const ProcessResult result = run_to(output.path(), {paper_scenario("training")});
  INFO(result.error);
  CHECK(result.exit_code == 0);
  CHECK(result.error.empty());
  CHECK_THAT(result.out, Contains("Where should a model be trained on 90 GB of reviews?"));
  CHECK_THAT(result.out, Contains("written to " + (output.path() / "training/seed-1").string()));
  const FileTree tree = read_tree(output.path() / "training/seed-1");
  for (const char* file : {"summary.csv", "latency.csv", "cost.csv", "breakdown.csv", "expectations.csv", "report.json",
                           "manifest.json"}) {
    INFO(file);
    CHECK(tree.contains(file));
  }
  CHECK_FALSE(tree.contains("invocations.csv"));
  // Nothing else stands there, hidden or not.
  CHECK(read_tree(output.path()).size() == tree.size());
}

TEST_CASE("the same seed gives the same bytes for any number of jobs") {
  const TemporaryFolder one;
  const TemporaryFolder two;
  REQUIRE(run_to(one.path(), paper_scenarios(), {"--jobs", "1", "--invocations", "--quiet"}).exit_code == 0);
  REQUIRE(run_to(two.path(), paper_scenarios(), {"--jobs", "3", "--invocations", "--quiet"}).exit_code == 0);
  const FileTree tree = read_tree(one.path());
  CHECK(tree.size() >= paper_scenarios().size() * 8);
  CHECK((tree == read_tree(two.path())));
}

TEST_CASE("another seed gives other numbers") {
  const TemporaryFolder output;
  REQUIRE(run_to(output.path(), {paper_scenario("inference")}, {"--quiet"}).exit_code == 0);
  REQUIRE(run_to(output.path(), {paper_scenario("inference")}, {"--quiet", "--seed", "2"}).exit_code == 0);
  CHECK(content_of(output.path() / "inference/seed-1/latency.csv") !=
        content_of(output.path() / "inference/seed-2/latency.csv"));
}

TEST_CASE("a second run replaces the folder of the first") {
  const TemporaryFolder output;
  REQUIRE(run_to(output.path(), {paper_scenario("training")}, {"--quiet", "--invocations"}).exit_code == 0);
  CHECK(std::filesystem::exists(output.path() / "training/seed-1/invocations.csv"));
  REQUIRE(run_to(output.path(), {paper_scenario("training")}, {"--quiet"}).exit_code == 0);
  CHECK_FALSE(std::filesystem::exists(output.path() / "training/seed-1/invocations.csv"));
}

TEST_CASE("invocations are written under one header line, a variant's rows after the other's") {
  const TemporaryFolder output;
  REQUIRE(run_to(output.path(), {paper_scenario("training")}, {"--invocations", "--quiet"}).exit_code == 0);
  const std::string rows = content_of(output.path() / "training/seed-1/invocations.csv");
  CHECK_THAT(rows, Catch::StartsWith("variant,"));
  CHECK(rows.find("\nvariant,") == std::string::npos);
  const std::size_t servers = rows.find("\nec2,");
  const std::size_t functions = rows.find("\nlambda,");
  REQUIRE(functions != std::string::npos);
  CHECK(servers < functions);
  CHECK(rows.find("\nec2,", functions) == std::string::npos);
}

TEST_CASE("the phases of an invocation that is lost with its instance end when it is lost") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder.path() / "lost.json";
  // 3 s of sleep, then a message that would take a minute: the zone fails at 10 s.
  std::ofstream(file) << R"({"name": "lost", "question": "When?", "catalogue": "aws-us-east-1-2018-12",
    "resources": {"vm": {"kind": "fleet", "profile": "m5.large", "outages": [{"zone": 1, "from": "10 s", "lasts": "5 s"}]},
                  "other": {"kind": "client", "message_latency": "1 min"}},
    "programs": {"main": {"steps": [{"sleep": "3 s"}, {"message": "1 KB", "to": "other"}]}},
    "workload": {"program": "main", "arrivals": {"process": "batch", "count": 1}},
    "variants": {"only": {"runs_on": "vm"}}})";
  REQUIRE(run_to(folder.path(), {file.string()}, {"--invocations", "--quiet"}).exit_code == 0);
  const std::string rows = content_of(folder.path() / "lost/seed-1/invocations.csv");
  CHECK_THAT(rows, Contains("only,1,main,vm,0,10,10000,0,failed,0,") && Catch::EndsWith(",7000,3000\n"));
}

TEST_CASE("a run with --json prints what report.json holds, and nothing else") {
  const TemporaryFolder output;
  const ProcessResult result =
      run_to(output.path(), {paper_scenario("training"), paper_scenario("bandwidth")}, {"--json"});
  CHECK(result.exit_code == 0);
  const nlohmann::json printed = nlohmann::json::parse(result.out);
  CHECK(printed.at("errors").empty());
  REQUIRE(printed.at("reports").size() == 2);
  CHECK(printed.at("reports").at(0) ==
        nlohmann::json::parse(content_of(output.path() / "training/seed-1/report.json")));
  CHECK(printed.at("reports").at(1) ==
        nlohmann::json::parse(content_of(output.path() / "bandwidth/seed-1/report.json")));
}

TEST_CASE("a run with --quiet prints nothing") {
  const TemporaryFolder output;
  const ProcessResult result = run_to(output.path(), {paper_scenario("training")}, {"--quiet"});
  CHECK(result.exit_code == 0);
  CHECK(result.out.empty());
  CHECK(result.error.empty());
}

TEST_CASE("a changed parameter changes the run, and goes to a folder of its own") {
  const TemporaryFolder output;
  const ProcessResult result =
      run_to(output.path(), {paper_scenario("training")}, {"--set", "iterations=900", "--json"});
  CHECK(result.exit_code == 0);
  const nlohmann::json report = nlohmann::json::parse(result.out).at("reports").at(0);
  CHECK_FALSE(std::filesystem::exists(output.path() / "training/seed-1"));
  const std::filesystem::path folder = std::filesystem::directory_iterator(output.path() / "training")->path();
  CHECK_THAT(folder.filename().string(), Catch::Matches("seed-1-[0-9a-f]{8}"));
  CHECK(report == nlohmann::json::parse(content_of(folder / "report.json")));
}

TEST_CASE("results go to the folder results of where one stands, unless told otherwise") {
  const TemporaryFolder folder;
  const ProcessResult result =
      twostep({"run", paper_scenario("training")}, {.folder = folder.path(), .environment = {}, .standard_output = {}});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("written to results/training/seed-1\n"));
  CHECK(std::filesystem::exists(folder.path() / "results/training/seed-1/manifest.json"));
}

TEST_CASE("there is colour on a terminal, and none elsewhere or with NO_COLOR") {
  const TemporaryFolder output;
  const std::string command =
      std::string(TWOSTEP_PROGRAM) + " run -o " + output.path().string() + " " + paper_scenario("training");
  const auto on_terminal = [&](const std::string& no_color, const std::string& term) {
    // script(1) gives its command a terminal to write to.
    return run_process({"script", "--quiet", "--return", "--command", command, "/dev/null"},
                       {.folder = {}, .environment = {{"NO_COLOR", no_color}, {"TERM", term}}, .standard_output = {}});
  };
  CHECK_THAT(on_terminal("", "xterm").out, Contains("\x1b["));
  CHECK_THAT(on_terminal("1", "xterm").out, !Contains("\x1b["));
  CHECK_THAT(on_terminal("", "dumb").out, !Contains("\x1b["));
  CHECK_THAT(run_to(output.path(), {paper_scenario("training")}).out, !Contains("\x1b["));
}

TEST_CASE("a --set that replaces values which variants have of their own is said to") {
  const TemporaryFolder output;
  const std::string scenario = TWOSTEP_SOURCE "/scenarios/examples/queue-worker.json";
  const ProcessResult result = run_to(output.path(), {scenario}, {"--set", "rate=2 /s"});
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.error, Catch::StartsWith("note: --set rate replaces the own values of variants "));
  CHECK(run_to(output.path(), {scenario}, {"--set", "rate=2 /s", "--quiet"}).error.empty());
  // The training case's parameters belong to no variant.
  CHECK(run_to(output.path(), {paper_scenario("training")}, {"--set", "iterations=9"}).error.empty());
}

TEST_CASE("printed scenarios are one empty line apart, and no line is longer than a terminal") {
  const TemporaryFolder output;
  const ProcessResult result = twostep({"run", paper_scenario("training"), paper_scenario("exchange-1kb"), "-o", "out"},
                                       {.folder = output.path(), .environment = {}, .standard_output = {}});
  CHECK(result.out.find("\n\n\n") == std::string::npos);
  CHECK_THAT(result.out, Contains("\nwritten to out/training/seed-1\n\nexchange-1kb: "));
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) {
    INFO(line);
    CHECK(report::display_width(line) <= 80);
  }
}

TEST_CASE("bars are of block characters where the locale is one of UTF-8, else of ASCII") {
  const TemporaryFolder output;
  const auto run_in = [&](const std::string& locale) {
    return twostep({"run", paper_scenario("training"), "-o", output.path().string()},
                   {.folder = {}, .environment = {{"LC_ALL", locale}}, .standard_output = {}})
        .out;
  };
  CHECK_THAT(run_in("C.UTF-8"), Contains("█"));
  const std::string ascii = run_in("C");
  CHECK(std::ranges::all_of(ascii, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
}

}  // namespace twostep::tests
