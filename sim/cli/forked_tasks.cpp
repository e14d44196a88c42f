#include "sim/cli/forked_tasks.hpp"

#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace twostep::cli {

namespace {

struct RunningTask {
  std::size_t number;
  ChildProcess child;
};

// How often on_progress is called while nothing else happens.
constexpr int progress_every_ms = 200;

// Waits until a child has something to say or a signal has come; entry i of the answer belongs to running[i].
std::vector<bool> wait_for_children(const std::vector<RunningTask>& running, const Interrupts& interrupts,
                                    int timeout_ms) {
  std::vector<pollfd> watched{{.fd = interrupts.descriptor(), .events = POLLIN, .revents = 0}};
  for (const RunningTask& task : running)
    watched.push_back({.fd = task.child.descriptor(), .events = POLLIN, .revents = 0});
  if (poll(watched.data(), watched.size(), timeout_ms) < 0 && errno != EINTR) {
    throw std::system_error(errno, std::generic_category(), "poll");
  }
  interrupts.throw_if_interrupted();
  std::vector<bool> ready;
  for (std::size_t i = 1; i < watched.size(); ++i) ready.push_back(watched[i].revents != 0);
  return ready;
}

}  // namespace

std::vector<ChildResult> run_forked(std::span<const Task> tasks, const Interrupts& interrupts,
                                    const ForkOptions& options) {
  std::vector<ChildResult> results(tasks.size());
  std::vector<RunningTask> running;
  const std::size_t jobs = std::max<std::size_t>(options.jobs, 1);
  std::size_t started = 0;
  std::size_t ended = 0;
  while (ended < tasks.size()) {
    for (; running.size() < jobs && started < tasks.size(); ++started) {
      running.push_back({started, ChildProcess([&] { interrupts.restore_in_child(); }, tasks[started])});
    }
    const std::vector<bool> ready =
        wait_for_children(running, interrupts, options.on_progress ? progress_every_ms : -1);
    std::vector<RunningTask> still_running;
    for (std::size_t i = 0; i < running.size(); ++i) {
      if (!ready[i] || running[i].child.read_some()) {
        still_running.push_back(std::move(running[i]));
        continue;
      }
      results[running[i].number] = running[i].child.finish();
      ++ended;
    }
    running = std::move(still_running);
    if (options.on_progress) options.on_progress(ended);
  }
  return results;
}

}  // namespace twostep::cli
