// Forked tasks: work that is done in child processes, some at a time, with the results in the order of the tasks.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/cli/child_process.hpp"
#include "sim/cli/interrupts.hpp"

namespace twostep::cli {

using Task = std::function<nlohmann::json()>;

struct ForkOptions {
  std::size_t jobs = 1;  // children at a time, at least 1
  std::function<void(std::size_t ended)>
      on_progress;  // called now and then, and whenever a task has ended; may be empty
};

// Runs every task, each in a child of its own; a task that fails stops no other.
// Throws Interrupted when the user stops the program: the children are killed.
std::vector<ChildResult> run_forked(std::span<const Task> tasks, const Interrupts& interrupts,
                                    const ForkOptions& options);

}  // namespace twostep::cli
