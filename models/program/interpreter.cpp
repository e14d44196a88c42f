#include "models/program/interpreter.hpp"

#include <algorithm>

#include "models/messaging/queue_service.hpp"
#include "models/program/ports.hpp"
#include "models/storage/store_service.hpp"
#include "sim/engine/event.hpp"

namespace twostep::models {

using engine::Process;

namespace {

Phase phase_of(Op op) {
  switch (op) {
    case Op::compute:
    case Op::traced_compute:
      return Phase::compute;
    case Op::sleep:
    case Op::traced_sleep:
      return Phase::sleep;
    case Op::get:
    case Op::scan:
      return Phase::fetch;
    case Op::put:
      return Phase::store;
    default:
      return Phase::message;
  }
}

Duration compute_time(const Instruction& step, const Execution& execution, CpuWork work) {
  const double vcpus = std::min(execution.site->vcpus, static_cast<double>(step.count));
  return Duration::from_ns(static_cast<double>(work.vcpu_ns) / vcpus);
}

// The lifetime ended in the midst of a step.
void end_of_life(Execution& execution, bool resumable) {
  execution.status = resumable ? ExecutionStatus::killed : ExecutionStatus::timed_out;
}

}  // namespace

// The branches of a parallel step: the one that ends last is the one that the step took so long for.
struct Interpreter::Join {
  explicit Join(engine::Simulation& simulation, std::int64_t branches) : left(branches), done(simulation) {}
  std::int64_t left;
  observation::PhaseTimes critical{};
  ExecutionStatus status = ExecutionStatus::completed;
  engine::Event done;
};

Process<void> Interpreter::run_block(const Program& program, Execution& execution, Block block) {
  for (std::uint32_t at = block.begin; at < block.end;) {
    const Instruction& step = program.code[at];
    const SimTime began = simulation_.now();
    switch (step.op) {
      case Op::compute: {
        const CpuWork work = (step.cold_work != nullptr && execution.cold ? step.cold_work : step.work)->next();
        if (execution.site->processors.valid()) {
          // vCPU-nanoseconds shared at vcpus * 1e9 a second, at most `threads` of them at once.
          co_await network_.transfer({work.vcpu_ns}, {static_cast<double>(step.count) * 1e9},
                                     execution.site->processors);
        } else {
          co_await simulation_.delay_until(std::min(began + compute_time(step, execution, work), execution.deadline));
        }
        break;
      }
      case Op::sleep: {
        const Duration time = (step.cold_time != nullptr && execution.cold ? step.cold_time : step.time)->next();
        co_await simulation_.delay_until(std::min(began + time, execution.deadline));
        break;
      }
      case Op::traced_compute:
        if (execution.site->processors.valid()) {
          const double vcpus = std::min(1.0, execution.site->vcpus);  // what it had when it was recorded
          const Bytes work{static_cast<std::int64_t>(static_cast<double>(execution.traced.ns) * vcpus)};
          co_await network_.transfer(work, {vcpus * 1e9}, execution.site->processors);
        } else {
          co_await simulation_.delay_until(std::min(began + execution.traced, execution.deadline));
        }
        break;
      case Op::traced_sleep:
        co_await simulation_.delay_until(std::min(began + execution.traced, execution.deadline));
        break;
      case Op::get:
      case Op::put:
      case Op::scan:
      case Op::send:
      case Op::receive:
      case Op::message:
      case Op::invoke_sync:
      case Op::invoke_async:
        co_await run_service_step(step, execution);
        break;
      case Op::parallel:
      case Op::fan_out:
        co_await run_branches(program, execution, at);
        at = step.end;
        break;
      default:
        if (!step_control(program, execution, at)) {
          const Instruction& repeat = program.code[at];
          co_await run_block(program, execution, {repeat.branch, repeat.end});  // save
          if (execution.status == ExecutionStatus::completed) execution.status = ExecutionStatus::stopped_early;
          co_return;
        }
        continue;
    }
    if (step.op != Op::parallel && step.op != Op::fan_out) {
      if (step.op != Op::invoke_sync) time_in(execution.phases, phase_of(step.op)) += simulation_.now() - began;
      ++at;
    }
    if (execution.status != ExecutionStatus::completed) co_return;
    if (simulation_.now() >= execution.deadline) {
      end_of_life(execution, program.resumable);
      co_return;
    }
  }
}

Process<void> Interpreter::run_service_step(const Instruction& step, Execution& execution) {
  Site& site = *execution.site;
  const Bytes size = step.size != nullptr ? step.size->next() : Bytes{};
  switch (step.op) {
    case Op::get:
      co_await step.store->get(site, size, step.count, execution.deadline);
      break;
    case Op::put:
      co_await step.store->put(site, size, step.count, execution.deadline);
      break;
    case Op::scan:
      co_await step.store->scan(site, size, execution.deadline);
      break;
    case Op::message:
      co_await step.peer->deliver(site, size);
      break;
    case Op::send:
      if (step.queue != nullptr) {
        co_await step.queue->send(site, step.count, size);
      } else if (step.store != nullptr) {
        co_await step.store->put(site, size * step.count, 1, execution.deadline);
      } else {
        co_await step.peer->deliver(site, size * step.count);
      }
      break;
    case Op::receive: {
      const Batch batch = co_await step.queue->receive(step.count);
      step.queue->acknowledge(batch);
      break;
    }
    case Op::invoke_sync: {
      const SimTime began = simulation_.now();
      co_await network_.transfer(size, site.nic_cap, site.nic);
      time_in(execution.phases, Phase::message) += simulation_.now() - began;
      InvocationResult result;
      co_await step.function->invoke(AtLimit::reject, result);
      execution.phases += result.phases;
      if (result.outcome != observation::Outcome::completed) execution.status = ExecutionStatus::failed;
      break;
    }
    case Op::invoke_async:
      co_await network_.transfer(size, site.nic_cap, site.nic);
      simulation_.spawn(invoke_and_forget(*step.function), "asynchronous invocation");
      break;
    default:
      break;
  }
}

Process<void> Interpreter::invoke_and_forget(Invocable& function) {
  InvocationResult nobody_asks;
  co_await function.invoke(AtLimit::queue, nobody_asks);
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
  if (branch.status != ExecutionStatus::completed) join.status = branch.status;
  if (--join.left == 0) {
    join.critical = branch.phases;
    join.done.trigger();
  }
}

bool Interpreter::step_control(const Program& program, Execution& execution, std::uint32_t& at) {
  const Instruction& step = program.code[at];
  std::int64_t& slot = execution.slots[step.slot];
  switch (step.op) {
    case Op::repeat_begin:
      slot = 0;
      at = step.count > 0 ? at + 1 : step.end;
      return true;
    case Op::repeat_end:
      at = ++slot < program.code[step.end].count ? step.end + 1 : at + 1;
      return true;
    case Op::resumable_begin:
      return next_iteration(step, execution, at);
    case Op::resumable_end: {
      const Instruction& begin = program.code[step.end];
      ++execution.progress;
      execution.longest_iteration = std::max(execution.longest_iteration, simulation_.now() - SimTime{slot});
      at = step.end;
      return next_iteration(begin, execution, at);
    }
    case Op::load_begin:
      at = execution.site->loaded ? step.end : at + 1;
      return true;
    case Op::load_end:
      execution.site->loaded = true;
      ++at;
      return true;
    case Op::span_begin:
      slot = simulation_.now().ns;
      ++at;
      return true;
    default:
      recorder_.span_ended(step.branch, SimTime{slot}, simulation_.now());
      ++at;
      return true;
  }
}

// At the begin of a resumable repeat's iteration: enter it, leave the repeat, or (false) stop because it would not fit;
// then `at` stands on the repeat's begin.
bool Interpreter::next_iteration(const Instruction& begin, Execution& execution, std::uint32_t& at) const {
  if (execution.progress >= begin.count) {
    at = begin.end;
    return true;
  }
  const bool fits = simulation_.now() + execution.longest_iteration < execution.deadline;
  if (!fits && begin.at_lifetime == AtLifetime::stop_early) return false;
  execution.slots[begin.slot] = simulation_.now().ns;
  ++at;
  return true;
}

}  // namespace twostep::models
