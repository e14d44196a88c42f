// The manual page and the shells' completions: made from the same descriptions as --help.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

bool is_installed(const std::string& program) {
  return run_process({"sh", "-c", "command -v " + program + " >/dev/null"}).exit_code == 0;
}

// What bash offers for the last of the words: one a line.
std::string bash_offers(const TemporaryFolder& folder, const std::string& words) {
  const std::filesystem::path script = folder.write("twostep.bash", twostep({"completion", "bash"}).out);
  const ProcessResult result =
      run_process({"bash", "-c",
                   "source " + script.string() + "; compopt() { :; }; COMP_WORDS=(" + words +
                       "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _twostep; printf '%s\\n' \"${COMPREPLY[@]}\""},
                  {.folder = folder.path(), .environment = {}, .standard_output = {}});
  CHECK(result.error.empty());
  return result.out;
}

}  // namespace

TEST_CASE("the manual page has every command and option, and troff has nothing to warn of") {
  const TemporaryFolder folder;
  const ProcessResult result = twostep({"man"});
  CHECK(result.exit_code == 0);
  for (const char* command : {"run", "check", "validate", "compare", "completion bash", "catalogue show"}) {
    CHECK_THAT(result.out, Contains("\n.SS twostep " + std::string(command) + "\n"));
  }
  CHECK_THAT(result.out, Contains("\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIDIR\\fR\nWrite to DIR/<scenario>/<run>/"));
  REQUIRE(is_installed("groff"));
  const std::filesystem::path page = folder.write("twostep.1", result.out);
  const ProcessResult rendered = run_process({"groff", "-man", "-Tascii", "-ww", "-P-cbou", page.string()});
  CHECK(rendered.exit_code == 0);
  CHECK(rendered.error.empty());
  CHECK_THAT(rendered.out, Contains("twostep run [OPTION]... SCENARIO..."));
  CHECK_THAT(rendered.out, Contains("  twostep check scenarios/paper/*.json"));
}

TEST_CASE("bash completes commands, options, and what their values name") {
  const TemporaryFolder folder;
  folder.write("some.json", "{}");
  std::filesystem::create_directory(folder.path() / "some-folder");
  CHECK(bash_offers(folder, "twostep ru") == "run\n");
  CHECK(bash_offers(folder, "twostep catalogue ''") == "list\nshow\n");
  CHECK(bash_offers(folder, "twostep run --se") == "--set\n--seed\n");
  CHECK(bash_offers(folder, "twostep run --seed ''") == "\n");
  CHECK_THAT(bash_offers(folder, "twostep run so"), Contains("some.json\n") && Contains("some-folder\n"));
  CHECK(bash_offers(folder, "twostep run -o so") == "some-folder\n");
  CHECK(bash_offers(folder, "twostep compare so") == "some-folder\n");
}

TEST_CASE("zsh and fish take their completions") {
  const TemporaryFolder folder;
  for (const std::string shell : {"zsh", "fish"}) {
    const ProcessResult script = twostep({"completion", shell});
    CHECK(script.exit_code == 0);
    CHECK_THAT(script.out, Contains("Simulate scenarios, write their results and print them"));
    REQUIRE(is_installed(shell));
    const ProcessResult parsed = run_process({shell, "-n", folder.write("script", script.out).string()});
    CHECK(parsed.exit_code == 0);
    CHECK(parsed.error.empty());
  }
  if (!is_installed("fish")) return;
  const std::filesystem::path script = folder.write("twostep.fish", twostep({"completion", "fish"}).out);
  const ProcessResult offers =
      run_process({"fish", "--no-config", "-c", "source " + script.string() + "; complete -C 'twostep catalogue '"});
  CHECK(offers.out ==
        "list\tList the catalogues\nshow\tShow a catalogue's figures, each with status, date and source\n");
}

}  // namespace twostep::tests
