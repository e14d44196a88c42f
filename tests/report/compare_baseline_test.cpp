#include "sim/report/compare_baseline.hpp"

#include <fstream>
#include <string>
#include <system_error>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using namespace twostep::report;
using twostep::tests::TemporaryFolder;

namespace {

void write(const std::filesystem::path& path, const std::string& content) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << content;
}

// Differences as text, joined by line breaks.
std::string differences(const std::string& baseline, const std::string& actual) {
  std::string text;
  for (const BaselineDifference& difference : compare_text("f.csv", baseline, actual))
    text += to_text(difference) + "\n";
  return text;
}

}  // namespace

TEST_CASE("equal texts and numbers within a relative 1e-9 do not differ") {
  CHECK(differences("", "").empty());
  CHECK(differences("variant,x\nlambda,0.1\n", "variant,x\nlambda,0.1\n").empty());
  CHECK(differences("a,1\n", "a,1.0000000009\n").empty());
  CHECK(differences("a,1000000\n", "a,1e6\n").empty());
  CHECK(differences("a,-0.3333333333333333\n", "a,-0.33333333333333337\n").empty());
  CHECK(differences(R"({"x": 0.5, "y": [1, 2]})", R"({"x": 5e-1, "y": [1, 2.0000000001]})").empty());
  CHECK(differences("0\n", "0.0\n").empty());
}

TEST_CASE("a number that is off by more is found at its line and column") {
  CHECK(differences("variant,x\nlambda,465.0,7\n", "variant,x\nlambda,465.5,7\n") ==
        "f.csv:2:8: 465.5, but the baseline has 465.0 (relative difference 0.0011)\n");
  CHECK_FALSE(differences("a,1\n", "a,1.000000002\n").empty());
  CHECK_FALSE(differences("a,1\n", "a,-1\n").empty());
  CHECK_FALSE(differences("a,0\n", "a,1e-300\n").empty());
  CHECK_FALSE(differences("us-east-1-2018-12\n", "us-east-1-2018-11\n").empty());
}

TEST_CASE("a text that is not equal is found, also where it holds digits") {
  CHECK(differences("m4.large,1\n", "m5.large,1\n") == "f.csv:1:2: 5.large, but the baseline has 4.large\n");
  CHECK(differences("a,holds\n", "a,off\n") == "f.csv:1:3: off, but the baseline has holds\n");
  CHECK(differences("a,1\n", "a,\n") == "f.csv:1:3: the end of the line, but the baseline has 1\n");
  CHECK(differences("a,\n", "a,1\n") == "f.csv:1:3: 1, but the baseline has the end of the line\n");
  CHECK_FALSE(differences("a,1s\n", "a,1m\n").empty());
  CHECK_FALSE(differences("a,nan\n", "a,inf\n").empty());
}

TEST_CASE("every line that differs is listed, and lines too many or too few") {
  CHECK(differences("1\n2\n3\n", "1\n9\n8\n") ==
        "f.csv:2:1: 9, but the baseline has 2 (relative difference 0.78)\n"
        "f.csv:3:1: 8, but the baseline has 3 (relative difference 0.62)\n");
  CHECK(differences("1\n", "1\n2\n3\n") == "f.csv:2:1: 2 more lines than the baseline\n");
  CHECK(differences("1\n2\n", "1\n") == "f.csv:2:1: 1 fewer lines than the baseline\n");
}

TEST_CASE("folders are compared file by file, through subfolders") {
  const TemporaryFolder folder;
  write(folder / "baseline/a/summary.csv", "x\n1\n");
  write(folder / "baseline/a/gone.csv", "x\n");
  write(folder / "actual/a/summary.csv", "x\n2\n");
  write(folder / "actual/b/new.csv", "x\n");
  std::string text;
  for (const BaselineDifference& difference : compare_with_baseline(folder / "baseline", folder / "actual")) {
    text += to_text(difference) + "\n";
  }
  CHECK(text ==
        "a/gone.csv: is missing, but the baseline has it\n"
        "a/summary.csv:2:1: 2, but the baseline has 1 (relative difference 0.5)\n"
        "b/new.csv: is there, but the baseline does not have it\n");
}

TEST_CASE("versions may differ between manifests, and nothing else") {
  const TemporaryFolder folder;
  write(folder / "baseline/manifest.json", R"({"seed": 1, "versions": {"fmt": "9.1.0"}})");
  write(folder / "actual/manifest.json", R"({"seed": 1, "versions": {"fmt": "10.0.0"}})");
  CHECK(compare_with_baseline(folder / "baseline", folder / "actual").empty());
  write(folder / "actual/manifest.json", R"({"seed": 2, "versions": {"fmt": "9.1.0"}})");
  CHECK(compare_with_baseline(folder / "baseline", folder / "actual").size() == 1);
  write(folder / "actual/manifest.json", R"({"seed": 1, "versions": {"fmt": "9.1.0", "boost": "1"}})");
  CHECK(compare_with_baseline(folder / "baseline", folder / "actual").size() >= 1);
}

TEST_CASE("a folder that is not there is an error with its path") {
  const TemporaryFolder folder;
  CHECK_THROWS_WITH(compare_with_baseline(folder / "none", folder.path()), Catch::Contains("none"));
}

TEST_CASE("pictures are not compared, since other fonts draw them otherwise") {
  const TemporaryFolder folder;
  write(folder / "baseline/plots/cost.png", "one");
  write(folder / "baseline/summary.csv", "variant\n");
  write(folder / "actual/summary.csv", "variant\n");
  CHECK(compare_with_baseline(folder / "baseline", folder / "actual").empty());
}
