#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "tests/cli/file_tree.hpp"
#include "tests/cli/process.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

TEST_CASE("an installed program runs from any folder, also after it was moved") {
  const TemporaryFolder folder;
  const std::filesystem::path first = folder.path() / "first";
  const ProcessResult installed = run_process({TWOSTEP_CMAKE, "--install", TWOSTEP_BUILD, "--prefix", first.string()});
  INFO(installed.out << installed.error);
  REQUIRE(installed.exit_code == 0);
  const std::filesystem::path moved = folder.path() / "elsewhere" / "moved";
  std::filesystem::create_directories(moved.parent_path());
  std::filesystem::rename(first, moved);

  const std::string program = moved / "bin" / "twostep";
  const ProcessOptions at_root{.folder = "/", .environment = {{"TWOSTEP_DATA", ""}}, .standard_output = {}};
  const ProcessResult catalogues = run_process({program, "catalogue", "list"}, at_root);
  CHECK(catalogues.exit_code == 0);
  CHECK_THAT(catalogues.out, Contains("aws-us-east-1-2018-12"));

  const std::filesystem::path scenarios = moved / "share" / "twostep" / "scenarios";
  const std::filesystem::path results = folder.path() / "results";
  const auto run = [&](const std::string& name) {
    return run_process({program, "run", scenarios / "paper" / (name + ".json"), "-o", results, "--quiet"}, at_root);
  };
  // The second has servers that send to each other, so SimGrid is loaded.
  for (const char* name : {"training", "exchange-1kb"}) {
    const ProcessResult done = run(name);
    INFO(done.error);
    CHECK(done.exit_code == 0);
    CHECK(std::filesystem::exists(results / name / "seed-1/summary.csv"));
  }
  for (const char* document : {"man/man1/twostep.1", "bash-completion/completions/twostep",
                               "zsh/site-functions/_twostep", "fish/vendor_completions.d/twostep.fish"}) {
    INFO(document);
    CHECK_THAT(content_of(moved / "share" / document), Contains("twostep"));
  }
  // Where a scenario's "$schema" leads.
  CHECK(std::filesystem::exists(scenarios / "scenario.schema.json"));

  // Without the library of SimGrid's part, only the runs that need it fail, and say so.
  std::filesystem::remove_all(results);
  REQUIRE(std::filesystem::remove(moved / "lib" / "twostep" / "simgrid.so"));
  CHECK(run("training").exit_code == 0);
  const ProcessResult failed = run("exchange-1kb");
  CHECK(failed.exit_code == 3);
  CHECK_THAT(failed.error, Contains("SimGrid, which shares links among routes, cannot be loaded: simgrid.so:"));
  CHECK(!std::filesystem::exists(results / "exchange-1kb"));
}

TEST_CASE("a program takes no library from the folder that it is called in") {
  const TemporaryFolder folder;
  for (const char* name : {"libfmt.so.9", "libstdc++.so.6", "libc.so.6"}) folder.write(name, "no library");
  const ProcessOptions there{.folder = folder.path(), .environment = {}, .standard_output = {}};
  const ProcessResult version = run_process({TWOSTEP_PROGRAM, "version"}, there);
  INFO(version.error);
  CHECK(version.exit_code == 0);
}

TEST_CASE("the data folder can be named") {
  const TemporaryFolder folder;
  std::filesystem::copy(TWOSTEP_SOURCE "/models/catalogue", folder.path() / "catalogue");
  std::filesystem::rename(folder.path() / "catalogue/aws-us-east-1-2018-12.json",
                          folder.path() / "catalogue/mine.json");
  const ProcessOptions options{
      .folder = {}, .environment = {{"TWOSTEP_DATA", folder.path().string()}}, .standard_output = {}};
  const ProcessResult result = run_process({TWOSTEP_PROGRAM, "catalogue", "list"}, options);
  CHECK(result.exit_code == 0);
  CHECK_THAT(result.out, Contains("mine"));
}

TEST_CASE("a data folder that is not there is told of by what needs it") {
  const ProcessOptions options{.folder = {}, .environment = {{"TWOSTEP_DATA", "/nowhere"}}, .standard_output = {}};
  const ProcessResult result =
      run_process({TWOSTEP_PROGRAM, "run", TWOSTEP_SOURCE "/scenarios/paper/training.json"}, options);
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Contains("aws-us-east-1-2018-12"));
}

}  // namespace twostep::tests
