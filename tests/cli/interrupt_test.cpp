#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/file_tree.hpp"
#include "tests/cli/paper.hpp"
#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

namespace {

// A run of many minutes: it is stopped long before.
std::vector<std::string> long_run(const std::filesystem::path& output) {
  return twostep_command({"run", paper_scenario("training"), "--set", "iterations=2000000000", "--jobs", "2",
                          "--invocations", "--trace", (output / "timeline.json").string(), "-o", output.string()});
}

std::vector<pid_t> children_of(pid_t process) {
  const std::string id = std::to_string(process);
  std::ifstream file("/proc/" + id + "/task/" + id + "/children");
  std::vector<pid_t> children;
  for (pid_t child = 0; file >> child;) children.push_back(child);
  return children;
}

// The processes that simulate, once there are two of them; none when they do not come up within a minute.
std::vector<pid_t> wait_for_simulations(const Process& program) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (std::chrono::steady_clock::now() < deadline) {
    std::vector<pid_t> children = children_of(program.id());
    if (children.size() == 2) return children;
    std::this_thread::yield();
  }
  return {};
}

// Whether the process has ended; it may still wait for whoever inherited it to take note.
bool has_ended(pid_t process) {
  std::ifstream file("/proc/" + std::to_string(process) + "/stat");
  std::string id;
  std::string name;
  std::string state;
  return !(file >> id >> name >> state) || state == "Z" || state == "X";
}

}  // namespace

TEST_CASE("Ctrl-C while running stops the simulations and leaves nothing behind") {
  const TemporaryFolder output;
  const int signal = GENERATE(SIGINT, SIGTERM, SIGHUP);
  Process program(long_run(output.path() / "results"));
  const std::vector<pid_t> simulations = wait_for_simulations(program);
  REQUIRE(simulations.size() == 2);
  kill(program.id(), signal);
  const ProcessResult result = program.wait();
  CHECK(result.exit_code == 128 + signal);
  CHECK(result.out.empty());
  CHECK(result.error == "twostep: interrupted; nothing was written\n");
  for (const pid_t simulation : simulations) CHECK(has_ended(simulation));
  CHECK(is_empty_folder(output.path()));
}

TEST_CASE("an interrupted run leaves an earlier result as it was") {
  const TemporaryFolder output;
  REQUIRE(twostep({"run", paper_scenario("training"), "--quiet", "-o", output.path().string()}).exit_code == 0);
  const FileTree before = read_tree(output.path());
  Process program(long_run(output.path()));
  REQUIRE(wait_for_simulations(program).size() == 2);
  kill(program.id(), SIGINT);
  CHECK(program.wait().exit_code == 130);
  CHECK((read_tree(output.path()) == before));
  CHECK(std::distance(std::filesystem::directory_iterator(output.path() / "training"), {}) == 1);
}

TEST_CASE("simulations die with a program that is killed outright") {
  const TemporaryFolder output;
  Process program(long_run(output.path()));
  const std::vector<pid_t> simulations = wait_for_simulations(program);
  REQUIRE(simulations.size() == 2);
  kill(program.id(), SIGKILL);
  CHECK(program.wait().signal == SIGKILL);
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  for (const pid_t simulation : simulations) {
    while (!has_ended(simulation) && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    CHECK(has_ended(simulation));
  }
}

TEST_CASE("a simulation that is killed is told of with its variant, and nothing of its scenario is written") {
  const TemporaryFolder output;
  Process program(long_run(output.path()));
  const std::vector<pid_t> simulations = wait_for_simulations(program);
  REQUIRE(simulations.size() == 2);
  std::set<pid_t> killed;
  // The scenario's three variants run for minutes each, so that the processes seen are theirs.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (killed.size() < 3 && std::chrono::steady_clock::now() < deadline) {
    for (const pid_t child : children_of(program.id())) {
      if (killed.size() < 3 && killed.insert(child).second) kill(child, SIGKILL);
    }
  }
  const ProcessResult result = program.wait();
  CHECK(result.exit_code == 3);
  for (const char* variant : {"ec2", "ec2-ebs", "lambda"}) {
    CHECK_THAT(result.error, Catch::Contains("training, " + std::string(variant) + ": was ended by signal 9 (Killed)"));
  }
  CHECK(is_empty_folder(output.path()));
}

}  // namespace twostep::tests
