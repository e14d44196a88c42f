// Steps that hold others: branches at once, retries; and what comes between two steps.
#include <algorithm>

#include "models/backoff.hpp"
#include "models/program/interpreter.hpp"
#include "sim/engine/event.hpp"

namespace twostep::models {

using engine::Process;

// The branches of a parallel step: the one that ends last is the one that the step took so long for.
struct Interpreter::Join {
  explicit Join(engine::Simulation& simulation, std::int64_t branches) : left(branches), done(simulation) {}
  std::int64_t left;
  observation::PhaseTimes critical{};
  ExecutionStatus status = ExecutionStatus::completed;
  engine::Event done;
};

Process<void> Interpreter::enter_state(Execution& execution) {
  Transitions& transitions = *execution.site->transitions;
  transitions.meter.add(1);
  const SimTime began = simulation_.now();
  co_await simulation_.delay(transitions.latency.next());
  time_in(execution.phases, Phase::invoke) += simulation_.now() - began;
}

// Time spent hanging is the program's own.
Process<void> Interpreter::fail(Failing with, Execution& execution) {
  if (with == Failing::hang) {
    co_await simulation_.delay_until(execution.deadline);
    co_return;
  }
  execution.status = with == Failing::crash ? ExecutionStatus::crashed : ExecutionStatus::failed;
}

// The steps keep their own time; the waits between attempts are the program's sleep.
Process<void> Interpreter::run_with_retries(const Program& program, Execution& execution, std::uint32_t at) {
  const Instruction& step = program.code[at];
  Failure& failure = *step.failure;
  for (std::int64_t retry = 0;; ++retry) {
    co_await run_block(program, execution, {at + 1, step.end});
    if (execution.status != ExecutionStatus::failed || retry == step.count) co_return;
    const Duration whole = backoff(failure.backoff, failure.factor, retry, failure.longest);
    const double part = failure.jitter ? failure.stream.next_uniform() : 1;
    const Duration wait = Duration::from_ns(static_cast<double>(whole.ns) * part);
    const SimTime began = simulation_.now();
    co_await simulation_.delay_until(std::min(began + wait, execution.deadline));
    time_in(execution.phases, Phase::sleep) += simulation_.now() - began;
    execution.status = ExecutionStatus::completed;  // what is around the steps sees whether the lifetime has ended
    if (simulation_.now() >= execution.deadline) co_return;
  }
}

Process<void> Interpreter::run_branches(const Program& program, Execution& execution, std::uint32_t at) {
  const Instruction& step = program.code[at];
  if (step.count == 0) co_return;
  Join join(simulation_, step.count);
  for (std::int64_t i = 0; i < step.count; ++i) {
    Execution branch;  // the steps inside use no loop or span of the steps around
    branch.site = execution.site;
    branch.deadline = execution.deadline;
    branch.cold = execution.cold;
    branch.origin = execution.origin;
    branch.poisoned = execution.poisoned;
    branch.traced = execution.traced;
    const Block block =
        step.op == Op::parallel ? program.branches[step.branch][static_cast<std::size_t>(i)] : Block{at + 1, step.end};
    simulation_.spawn(run_branch(program, branch, block, join), "parallel branch", static_cast<std::uint64_t>(i));
  }
  co_await join.done.wait();
  execution.phases += join.critical;
  execution.status = join.status;
}

Process<void> Interpreter::run_branch(const Program& program, Execution branch, Block block, Join& join) {
  co_await run_block(program, branch, block);
  join.status = std::max(join.status, branch.status);
  if (--join.left == 0) {
    join.critical = branch.phases;
    join.done.trigger();
  }
}

}  // namespace twostep::models
