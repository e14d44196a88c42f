#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/file_tree.hpp"
#include "tests/cli/paper.hpp"
#include "tests/cli/program.hpp"
#include "tests/cli/timeline_file.hpp"
#include "tests/cli/traced_run.hpp"
#include "tests/observation/trace_schema.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace fs = std::filesystem;

TEST_CASE("the same seed gives the same timeline for any number of jobs, and one variant needs no prefix") {
  const TracedRun one({"--jobs", "1"});
  const TracedRun three({"--jobs", "3"});
  CHECK((content_of(one.file()) == content_of(three.file())));
  nlohmann::ordered_json document = nlohmann::ordered_json::parse(traced_scenario);
  document["variants"] = {{"server", {{"runs_on", "vm"}}}};
  const TracedRun single({}, document.dump());
  const TimelineFile timeline(single.file());
  CHECK(std::ranges::any_of(timeline.processes, [](const auto& entry) { return entry.second == "vm #1"; }));
}

TEST_CASE("beyond a million events a timeline ends, and says so in the file and on standard error") {
  // 40,000 * (2 slices + 6 phases) * 5 variants are 1.6 million.
  const TracedRun run({"--set", "count=40000"});
  CHECK_THAT(run.result.error, Contains("note: the timeline holds ") && Contains("--trace-window"));
  const TimelineFile timeline(run.file());
  const nlohmann::json& about = timeline.json["otherData"];
  CHECK(timeline.json["traceEvents"].size() <= 1'000'000);
  CHECK(timeline.json["traceEvents"].size() == about["events"]);
  CHECK(about["left_out"] > 100'000);
  CHECK(about["left_out_from_s"] > 0.0);
  CHECK_THAT(about["note"].get<std::string>(), Contains("--trace-window"));
  // A variant's share of them is not another's.
  std::set<std::string> variants;
  for (const TimelineSlice& slice : timeline.slices) variants.insert(timeline.variant_of(slice.process));
  CHECK(variants.size() == 5);
}

TEST_CASE("a timeline that cannot be written is one clear error, before anything is run") {
  struct Wrong {
    std::string file;
    int exit_code;
    std::string message;
  };
  const TemporaryFolder folder;
  const std::string input = folder.write("scenario.json", traced_scenario).string();
  const std::vector<Wrong> all{
      {"/nowhere/t.json", 3, "cannot write the timeline /nowhere/t.json: No such file or directory"},
      {folder.path().string(), 2, "is a folder, not a file"},
      {(folder.path() / "results/timeline/seed-1/t.json").string(), 2,
       "which the run replaces: name a file elsewhere"}};
  for (const Wrong& wrong : all) {
    const ProcessResult result =
        twostep({"run", input, "-o", (folder.path() / "results").string(), "--trace", wrong.file});
    INFO(result.error);
    CHECK(result.exit_code == wrong.exit_code);
    CHECK(result.out.empty());
    CHECK_THAT(result.error, Contains(wrong.message));
    CHECK(std::count(result.error.begin(), result.error.end(), '\n') == 1);
    CHECK(read_tree(folder.path()).size() == 1);  // the scenario alone
  }
}

TEST_CASE("a timeline into a full device is an error, and no result appears") {
  const TemporaryFolder folder;
  const std::string input = folder.write("scenario.json", traced_scenario).string();
  const ProcessResult result =
      twostep({"run", input, "-o", (folder.path() / "results").string(), "--trace", "/dev/full"});
  CHECK(result.exit_code == 3);
  CHECK_THAT(result.error, Contains("/dev/full") && Contains("No space left on device"));
  CHECK(read_tree(folder.path()).size() == 1);
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("wrong arguments of a timeline are told before anything is run") {
  struct Wrong {
    std::vector<std::string> arguments;
    std::string message;
  };
  const std::string file = paper_scenario("training");
  const std::vector<Wrong> all{
      {{file, paper_scenario("inference"), "--trace", "t.json"},
       "twostep run: --trace: a timeline shows one scenario, and these are 2"},
      {{file, "--trace-window", "1 s..2 s"}, "--trace-window: there is no timeline without --trace FILE"},
      {{file, "--trace", "t.json", "--trace-window", "2 s..1 s"},
       "--trace-window: \"2 s..1 s\" is not a span of simulated time, as in \"10 s..20 s\", \"10 s..\" or \"..1 min\""},
      {{file, "--trace", "t.json", "--trace-window", "2 s"}, "\"2 s\" is not a span of simulated time"}};
  const TemporaryFolder folder;
  for (const Wrong& wrong : all) {
    std::vector<std::string> arguments{"run"};
    arguments.insert(arguments.end(), wrong.arguments.begin(), wrong.arguments.end());
    const ProcessResult result =
        twostep(arguments, {.folder = folder.path(), .environment = {}, .standard_output = {}});
    INFO(result.error);
    CHECK(result.exit_code == 2);
    CHECK(result.out.empty());
    CHECK_THAT(result.error, Contains(wrong.message));
    CHECK(fs::is_empty(folder.path()));
  }
}

TEST_CASE("a timeline replaces the one before it, and results are the same with and without one") {
  const TemporaryFolder folder;
  const std::string input = folder.write("scenario.json", traced_scenario).string();
  const std::string file = folder.write("t.json", "an older one").string();
  const std::string results = (folder.path() / "results").string();
  REQUIRE(twostep({"run", input, "-o", results, "--quiet"}).exit_code == 0);
  const FileTree without = read_tree(results);
  REQUIRE(twostep({"run", input, "-o", results, "--quiet", "--trace", file}).exit_code == 0);
  CHECK((read_tree(results) == without));
  CHECK(broken_trace_rules(TimelineFile(file).json) == "");
  CHECK(read_tree(folder.path()).size() == without.size() + 2);  // no temporary file is left
}

}  // namespace twostep::tests
