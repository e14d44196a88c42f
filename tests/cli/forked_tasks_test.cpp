#include "sim/cli/forked_tasks.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace twostep::cli {

TEST_CASE("the results of forked tasks come back in the order of the tasks for any number of jobs") {
  std::vector<Task> tasks;
  for (int number = 0; number < 20; ++number) tasks.emplace_back([number] { return nlohmann::json(number * number); });
  const Interrupts interrupts;
  for (const std::size_t jobs : {1U, 2U, 7U, 40U}) {
    const std::vector<ChildResult> results = run_forked(tasks, interrupts, {.jobs = jobs, .on_progress = {}});
    REQUIRE(results.size() == 20);
    for (std::size_t i = 0; i < results.size(); ++i) REQUIRE(results[i].value == nlohmann::json(i * i));
  }
}

TEST_CASE("a forked task runs in a process of its own") {
  int touched = 0;
  const std::vector<Task> tasks{[&touched] {
    ++touched;
    return nlohmann::json(getpid());
  }};
  const std::vector<ChildResult> results = run_forked(tasks, Interrupts(), {.jobs = 1, .on_progress = {}});
  CHECK(results.at(0).value->get<pid_t>() != getpid());
  CHECK(touched == 0);
}

TEST_CASE("an exception in a forked task comes back as its text, and the other tasks finish") {
  const std::vector<Task> tasks{[]() -> nlohmann::json { throw std::runtime_error("no price for lambda.gb_s"); },
                                [] { return nlohmann::json("fine"); },
                                []() -> nlohmann::json { throw 7; }};  // NOLINT: what no one should throw
  const std::vector<ChildResult> results = run_forked(tasks, Interrupts(), {.jobs = 2, .on_progress = {}});
  CHECK_FALSE(results.at(0).value);
  CHECK(results.at(0).error == "no price for lambda.gb_s");
  CHECK(results.at(1).value == nlohmann::json("fine"));
  CHECK(results.at(2).error == "unknown error");
}

TEST_CASE("a forked task that dies by a signal is reported with the signal's name") {
  const std::vector<Task> tasks{[]() -> nlohmann::json {
                                  raise(SIGKILL);
                                  return {};
                                },
                                []() -> nlohmann::json {
                                  std::signal(SIGTERM, SIG_DFL);
                                  raise(SIGTERM);
                                  return {};
                                },
                                []() -> nlohmann::json { _exit(0); }};
  const std::vector<ChildResult> results = run_forked(tasks, Interrupts(), {.jobs = 3, .on_progress = {}});
  CHECK(results.at(0).error == "was ended by signal 9 (Killed), as the system does to a process when memory runs out");
  CHECK(results.at(1).error == "was ended by signal 15 (Terminated)");
  CHECK(results.at(2).error == "ended without sending its result");
}

TEST_CASE("a result of many megabytes comes through the pipe whole") {
  const std::string large(20'000'000, 'x');  // NOLINT(bugprone-string-constructor): so long on purpose
  const std::vector<Task> tasks{[&large] { return nlohmann::json(large); }, [&large] { return nlohmann::json(large); }};
  const std::vector<ChildResult> results = run_forked(tasks, Interrupts(), {.jobs = 2, .on_progress = {}});
  CHECK(results.at(0).value == nlohmann::json(large));
  CHECK(results.at(1).value == nlohmann::json(large));
}

TEST_CASE("an interrupt kills the running tasks and starts no more") {
  const Interrupts interrupts;
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<Task> tasks(3, [] {
    // Waits for a signal that only the parent's death or kill can bring.
    for (;;) pause();
    return nlohmann::json();
  });
  raise(SIGINT);  // blocked: it waits until run_forked polls
  CHECK_THROWS_AS(run_forked(tasks, interrupts, {.jobs = 2, .on_progress = {}}), Interrupted);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(30));
  // No child is left, not even as a zombie.
  CHECK(waitpid(-1, nullptr, WNOHANG) == -1);
  CHECK(errno == ECHILD);
}

TEST_CASE("an ignored signal stays ignored, as nohup wants it") {
  std::signal(SIGHUP, SIG_IGN);
  {
    const Interrupts interrupts;
    raise(SIGHUP);
    CHECK_NOTHROW(interrupts.throw_if_interrupted());
  }
  std::signal(SIGHUP, SIG_DFL);
}

TEST_CASE("the interrupt tells which signal came") {
  const Interrupts interrupts;
  CHECK_NOTHROW(interrupts.throw_if_interrupted());
  raise(SIGTERM);
  try {
    interrupts.throw_if_interrupted();
    FAIL("no interrupt was seen");
  } catch (const Interrupted& interrupted) {
    CHECK(interrupted.signal() == SIGTERM);
  }
}

TEST_CASE("progress is told whenever a task has ended") {
  std::size_t last = 0;
  const std::vector<Task> tasks(5, [] { return nlohmann::json(1); });
  run_forked(tasks, Interrupts(), {.jobs = 2, .on_progress = [&](std::size_t ended) {
                                     CHECK(ended >= last);
                                     last = ended;
                                   }});
  CHECK(last == 5);
}

}  // namespace twostep::cli
