// Committed files that the program generates: scripts/update_generated.sh writes them anew.
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/paper.hpp"
#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

namespace {

// Compared as a whole, but not printed: the files are long.
bool same(const std::string& a, const std::string& b) { return a == b; }

}  // namespace

TEST_CASE("the committed schema is the one that the program writes") {
  CHECK(same(content_of(TWOSTEP_SOURCE "/scenarios/scenario.schema.json"), twostep({"schema"}).out));
}

TEST_CASE("the committed page of columns is the one that the program writes") {
  CHECK(same(content_of(TWOSTEP_SOURCE "/results/README.md"), twostep({"columns"}).out));
}

TEST_CASE("the tables in the guide's pages are those that the program writes") {
  std::size_t with_tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(TWOSTEP_SOURCE "/scenarios/guide")) {
    const std::string page = content_of(entry.path());
    if (page.find("<!-- reference: ") != std::string::npos) ++with_tables;
    const ProcessResult filled = twostep({"reference", "--page", entry.path().string()});
    INFO(entry.path() << "\n" << filled.error);
    CHECK(filled.exit_code == 0);
    CHECK(same(page, filled.out));
  }
  CHECK(with_tables >= 1);
}

TEST_CASE("the paper's scenarios give the committed baselines") {
  const TemporaryFolder output;
  std::vector<std::string> arguments = paper_scenarios();
  arguments.insert(arguments.begin(), {"run", "--quiet", "-o", output.path().string()});
  REQUIRE(twostep(arguments).exit_code == 0);
  const ProcessResult result = twostep({"diff", TWOSTEP_SOURCE "/results/baselines", output.path().string()});
  INFO(result.out << result.error);
  CHECK(result.exit_code == 0);
}

TEST_CASE("diff tells where two result folders differ, with exit code 1") {
  const TemporaryFolder folder;
  const std::string scenario = paper_scenario("training");
  REQUIRE(twostep({"run", scenario, "--quiet", "-o", (folder.path() / "a").string()}).exit_code == 0);
  REQUIRE(twostep({"run", scenario, "--quiet", "-o", (folder.path() / "b").string()}).exit_code == 0);
  const std::vector<std::string> diff{"diff", (folder.path() / "a").string(), (folder.path() / "b").string()};
  CHECK(twostep(diff).exit_code == 0);
  CHECK(twostep(diff).out.empty());
  folder.write("b/training/seed-1/summary.csv", "changed\n");
  const ProcessResult result = twostep(diff);
  CHECK(result.exit_code == 1);
  CHECK_THAT(result.out, Catch::StartsWith("training/seed-1/summary.csv:1:1: "));
}

}  // namespace twostep::tests
