#include <unistd.h>

#include <filesystem>
#include <string>

#include <catch2/catch.hpp>

#include "tests/cli/process.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

namespace {

const std::filesystem::path scripts = std::filesystem::path(TWOSTEP_SOURCE) / "scripts";

// Runs set-up with programs of its own before the system's: `tools` are found first.
ProcessResult set_up_with(const TemporaryFolder& tools) {
  return run_process(
      {(scripts / "setup.sh").string()},
      {.folder = {}, .environment = {{"PATH", tools.path().string() + ":/usr/bin:/bin"}}, .standard_output = {}});
}

void write_tool(const TemporaryFolder& tools, const std::string& name, const std::string& text) {
  const std::filesystem::path tool = tools.write(name, "#!/bin/sh\n" + text + "\n");
  std::filesystem::permissions(tool, std::filesystem::perms::owner_all);
}

}  // namespace

TEST_CASE("every script explains itself with --help") {
  for (const char* name :
       {"run.sh", "test.sh", "setup.sh", "build.sh", "page.sh", "check_includes.sh", "update_generated.sh"}) {
    const ProcessResult result = run_process({(scripts / name).string(), "--help"});
    INFO(name);
    CHECK(result.exit_code == 0);
    CHECK_THAT(result.out, Catch::StartsWith("Usage: scripts/" + std::string(name)));
    CHECK(result.error.empty());
  }
}

TEST_CASE("set-up installs nothing when every package is there") {
  // The packages are there: this test was built with them.
  const TemporaryFolder tools;
  write_tool(tools, "apt-get", "echo apt-get was called; exit 1");
  const ProcessResult result = set_up_with(tools);
  CHECK(result.exit_code == 0);
  CHECK(result.out.empty());
  CHECK(result.error.empty());
}

TEST_CASE("set-up installs exactly the missing packages as root, and names them to anyone else") {
  const TemporaryFolder tools;
  write_tool(tools, "dpkg-query",
             R"(for last; do :; done; case $last in catch2|libfmt-dev) exit 1;; *) echo -n installed;; esac)");
  write_tool(tools, "apt-get", "echo \"$@\" >>" + (tools.path() / "log").string());
  write_tool(tools, "apt-cache", "exit 0");
  write_tool(tools, "sudo", "exit 1");
  const ProcessResult result = set_up_with(tools);
  if (geteuid() == 0) {
    CHECK(result.exit_code == 0);
    CHECK(content_of(tools.path() / "log") == "install --yes --quiet --no-install-recommends libfmt-dev catch2\n");
  } else {
    CHECK(result.exit_code == 2);
    CHECK_THAT(result.error, Catch::Contains("apt-get install --no-install-recommends libfmt-dev catch2\n"));
    CHECK_FALSE(std::filesystem::exists(tools.path() / "log"));
  }
}

TEST_CASE("bundling names the program that it misses") {
  const TemporaryFolder tree;
  std::filesystem::create_directory(tree.path() / "scripts");
  std::filesystem::copy(scripts / "page.sh", tree.path() / "scripts");
  std::filesystem::copy(scripts / "page", tree.path() / "scripts/page");
  std::filesystem::create_directory(tree.path() / "bin");
  for (const char* tool : {"bash", "cat", "dirname", "sha256sum"}) {
    std::filesystem::create_symlink(std::filesystem::path("/usr/bin") / tool, tree.path() / "bin" / tool);
  }
  const ProcessOptions options{
      .folder = {}, .environment = {{"PATH", (tree.path() / "bin").string()}}, .standard_output = {}};
  const ProcessResult result = run_process({"/usr/bin/bash", (tree.path() / "scripts/page.sh").string()}, options);
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Catch::StartsWith("page.sh: node is missing"));
  CHECK_FALSE(std::filesystem::exists(tree.path() / "build"));
}

TEST_CASE("set-up refuses a group of packages that it does not know") {
  const ProcessResult result = run_process({(scripts / "setup.sh").string(), "everything"});
  CHECK(result.exit_code == 2);
  CHECK_THAT(result.error, Catch::Contains("unknown group 'everything'"));
}

}  // namespace twostep::tests
