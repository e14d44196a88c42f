#include "sim/report/output_folder.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using twostep::report::OutputFolder;
using twostep::report::OutputRefused;
using twostep::tests::content_of;
using twostep::tests::TemporaryFolder;
namespace fs = std::filesystem;

namespace {

constexpr int files = 20;

// Every file of a run holds the run's number, so that files of two runs in one folder would be seen.
void write_run(OutputFolder& folder, const std::string& run) {
  for (int i = 0; i < files; ++i) folder.write("part-" + std::to_string(i) + ".csv", run);
  folder.write("manifest.json", run);
}

void complete_run(const fs::path& path, const std::string& run) {
  OutputFolder folder(path);
  write_run(folder, run);
  folder.commit();
}

// What a complete run's files hold; empty when there is no folder. Fails on a folder that is not complete.
std::string run_in(const fs::path& path) {
  if (!fs::exists(path)) return "";
  const std::string run = content_of(path / "manifest.json");
  for (int i = 0; i < files; ++i) REQUIRE(content_of(path / ("part-" + std::to_string(i) + ".csv")) == run);
  REQUIRE(std::distance(fs::directory_iterator(path), {}) == files + 1);
  return run;
}

std::vector<std::string> names_in(const fs::path& path) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(path)) names.push_back(entry.path().filename().string());
  std::ranges::sort(names);
  return names;
}

using Names = std::vector<std::string>;

// A child that runs `work`, telling each step through a pipe, and is killed (SIGKILL) when it has told `steps` of them.
template <class Work>
void kill_after(int steps, Work work) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    ::close(pipe[0]);
    work([&pipe] { (void)!::write(pipe[1], "x", 1); });
    ::_exit(0);
  }
  ::close(pipe[1]);
  char byte = 0;
  for (int i = 0; i < steps && ::read(pipe[0], &byte, 1) == 1; ++i) {
  }
  ::kill(child, SIGKILL);
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  ::close(pipe[0]);
}

}  // namespace

TEST_CASE("the files of a run appear together when it is committed") {
  const TemporaryFolder parent;
  const fs::path path = parent / "training/seed-1";
  {
    OutputFolder folder(path);
    write_run(folder, "first");
    CHECK_FALSE(fs::exists(path));
    CHECK(fs::exists(folder.temporary_path() / "manifest.json"));
    CHECK(folder.temporary_path().parent_path() == path.parent_path());
    folder.commit();
    CHECK(run_in(path) == "first");
  }
  CHECK(names_in(path.parent_path()) == Names{"seed-1"});
}

TEST_CASE("a run replaces an older one of its name and leaves nothing of it") {
  const TemporaryFolder parent;
  complete_run(parent / "run", "first");
  std::ofstream(parent / "run/extra.csv") << "of the first run";
  complete_run(parent / "run/", "second");  // a slash at the end names the same folder
  CHECK(run_in(parent / "run") == "second");
  CHECK(names_in(parent.path()) == Names{"run"});
}

TEST_CASE("a run that is not committed leaves nothing") {
  const TemporaryFolder parent;
  complete_run(parent / "run", "first");
  {
    OutputFolder folder(parent / "run");
    write_run(folder, "second");
  }
  CHECK(run_in(parent / "run") == "first");
  CHECK(names_in(parent.path()) == Names{"run"});
}

TEST_CASE("a folder with anything in it that no run wrote is not replaced") {
  const TemporaryFolder parent;
  fs::create_directories(parent / "home/pictures");
  CHECK_THROWS_AS(OutputFolder(parent / "home"), OutputRefused);
  fs::create_directories(parent / "notes");
  std::ofstream(parent / "notes/diary.txt") << "dear diary";
  CHECK_THROWS_WITH(OutputFolder(parent / "notes"), Catch::Contains("diary.txt"));
  fs::create_directories(parent / "data");
  std::ofstream(parent / "data/own.csv") << "1";
  CHECK_THROWS_WITH(OutputFolder(parent / "data"), Catch::Contains("manifest.json"));
  std::ofstream(parent / "file") << "1";
  CHECK_THROWS_WITH(OutputFolder(parent / "file"), Catch::Contains("is a file"));
  fs::create_directories(parent / "empty");
  complete_run(parent / "empty", "first");
  CHECK(run_in(parent / "empty") == "first");
}

TEST_CASE("files that arrive in the folder while a run goes on are not lost") {
  const TemporaryFolder parent;
  OutputFolder folder(parent / "run");
  write_run(folder, "first");
  fs::create_directories(parent / "run");
  std::ofstream(parent / "run/thesis.txt") << "years of work";
  CHECK_THROWS_AS(folder.commit(), OutputRefused);
  CHECK(content_of(parent / "run/thesis.txt") == "years of work");
}

TEST_CASE("what a link points to is replaced, and the link stays") {
  const TemporaryFolder parent;
  fs::create_directories(parent / "disk/run");
  fs::create_directory_symlink(parent / "disk/run", parent / "link");
  complete_run(parent / "link", "first");
  CHECK(fs::is_symlink(parent / "link"));
  CHECK(run_in(parent / "disk/run") == "first");
}

TEST_CASE("only plain names of result files are written") {
  const TemporaryFolder parent;
  OutputFolder folder(parent / "run");
  for (const char* name : {"../escape.csv", "a/b.csv", ".hidden.csv", "program.sh", "", "csv"}) {
    INFO(name);
    CHECK_THROWS_AS(folder.write(name, "x"), OutputRefused);
  }
  CHECK_THROWS_AS(OutputFolder("/"), OutputRefused);
}

TEST_CASE("a place that cannot be written is an error with its path") {
  const TemporaryFolder parent;
  std::ofstream(parent / "file") << "1";
  CHECK_THROWS_WITH(OutputFolder(parent / "file/run"), Catch::Contains("file"));
  CHECK_THROWS_WITH(OutputFolder("/proc/none/run"), Catch::Contains("/proc/none"));
}

TEST_CASE("a disk that fills up leaves the older run and no temporary folder") {
  // No file may grow beyond 10,000 bytes, as on a disk that has no more room.
  const TemporaryFolder parent;
  complete_run(parent / "run", "first");
  struct rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small{.rlim_cur = 10'000, .rlim_max = before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  {
    OutputFolder folder(parent / "run");
    folder.write("summary.csv", "small");
    CHECK_THROWS_WITH(folder.write("invocations.csv", std::string(100'000, 'x')),
                      Catch::Contains("invocations.csv") && Catch::Contains("cannot write"));
  }
  CHECK(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(run_in(parent / "run") == "first");
  CHECK(names_in(parent.path()) == Names{"run"});
}

TEST_CASE("a process that is killed at any step leaves an older run, or all of its own") {
  const TemporaryFolder parent;
  const fs::path path = parent / "run";
  std::string previous;
  for (int steps = 0; steps <= files + 4; ++steps) {
    const std::string run = "run " + std::to_string(steps);
    kill_after(steps, [&](auto step) {
      OutputFolder folder(path);
      step();
      for (int i = 0; i < files; ++i) {
        folder.write("part-" + std::to_string(i) + ".csv", run);
        step();
      }
      folder.write("manifest.json", run);
      step();
      folder.commit();
      step();
    });
    const std::string found = run_in(path);
    CHECK((found == previous || found == run));
    previous = found;
    // At most the one folder that the killed process could not remove; the next one does.
    CHECK(names_in(parent.path()).size() <= (found.empty() ? 1 : 2));
  }
  complete_run(path, "last");
  CHECK(run_in(path) == "last");
  CHECK(names_in(parent.path()) == Names{"run"});
}

TEST_CASE("the temporary folder of a run that goes on is not taken for a stale one") {
  const TemporaryFolder parent;
  OutputFolder slow(parent / "run");
  write_run(slow, "slow");
  complete_run(parent / "run", "fast");
  CHECK(run_in(parent / "run") == "fast");
  slow.commit();
  CHECK(run_in(parent / "run") == "slow");
}

TEST_CASE("a forked process that ends does not remove its parent's folder") {
  const TemporaryFolder parent;
  OutputFolder folder(parent / "run");
  write_run(folder, "first");
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    folder.~OutputFolder();
    ::_exit(0);
  }
  REQUIRE(::waitpid(child, nullptr, 0) == child);
  folder.commit();
  CHECK(run_in(parent / "run") == "first");
}
