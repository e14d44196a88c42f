#include "models/program/interpreter.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;

namespace {

// Of an orchestrator: what counts as a state of its own that a workflow enters.
bool is_state(Op op) {
  switch (op) {
    case Op::repeat_end:
    case Op::resumable_end:
    case Op::load_begin:
    case Op::load_end:
    case Op::span_begin:
    case Op::span_end:
    case Op::retry:
      return false;
    default:
      return true;
  }
}

bool only_takes_time(const Instruction& step, const Site& site) {
  return step.wait == StepWait::timer || (step.wait == StepWait::timer_if_unshared && !site.processors.valid());
}

CpuWork next_work(const Instruction& step, const Execution& execution) {
  return (step.cold_work != nullptr && execution.cold ? step.cold_work : step.work)->next();
}

Duration next_time(const Instruction& step, const Execution& execution) {
  if (step.op == Op::sleep) return (step.cold_time != nullptr && execution.cold ? step.cold_time : step.time)->next();
  if (step.op != Op::compute) return execution.traced;
  const double vcpus = std::min(execution.site->vcpus, static_cast<double>(step.count));
  return Duration::from_ns(static_cast<double>(next_work(step, execution).vcpu_ns) / vcpus);
}

// The lifetime ended in the midst of a step.
void end_of_life(Execution& execution, bool resumable) {
  execution.status = resumable ? ExecutionStatus::killed : ExecutionStatus::timed_out;
}

}  // namespace

bool Interpreter::is_plain(const Program& program, const Site& site) {
  const auto is_plain_step = [&](const Instruction& step) {
    return only_takes_time(step, site) || step.wait == StepWait::exchange;
  };
  return site.transitions == nullptr && std::ranges::all_of(program.code, is_plain_step);
}

Process<void> Interpreter::run_block(const Program& program, Execution& execution, Block block) {
  for (std::uint32_t at = block.begin; at < block.end;) {
    const Instruction& step = program.code[at];
    if (execution.site->transitions != nullptr && is_state(step.op)) co_await enter_state(execution);
    const SimTime began = simulation_.now();
    switch (step.op) {
      case Op::compute:
      case Op::traced_compute:
      case Op::sleep:
      case Op::traced_sleep:
        if (only_takes_time(step, *execution.site)) {
          co_await simulation_.delay_until(std::min(began + next_time(step, execution), execution.deadline));
        } else {
          co_await compute(step, execution);
        }
        break;
      case Op::get:
      case Op::put:
      case Op::scan: {
        const bool done = co_await request_of(step, execution);
        end_request(step, execution, done);
        break;
      }
      case Op::send:
      case Op::receive:
      case Op::message:
      case Op::invoke_sync:
      case Op::invoke_async:
      case Op::elect:
        co_await run_service_step(step, execution);
        break;
      case Op::parallel:
      case Op::fan_out:
        co_await run_branches(program, execution, at);
        at = step.end;
        break;
      case Op::retry:
        co_await run_with_retries(program, execution, at);
        at = step.end;
        break;
      case Op::fail:
        if (step.failure->stream.next_uniform() < step.failure->share) {
          co_await fail(step.failure->with, execution);
        }
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
    if (step.op != Op::parallel && step.op != Op::fan_out && step.op != Op::retry) {
      if (step.op != Op::invoke_sync) time_in(execution.phases, step.phase) += simulation_.now() - began;
      ++at;
    }
    if (execution.status != ExecutionStatus::completed) co_return;
    if (simulation_.now() >= execution.deadline) {
      end_of_life(execution, program.resumable);
      co_return;
    }
  }
}

// vCPU-nanoseconds shared at vcpus * 1e9 a second, at most `threads` of them at once; what a trace recorded ran on as
// many as it had then.
engine::Network::Transfer Interpreter::compute(const Instruction& step, const Execution& execution) {
  const bool traced = step.op == Op::traced_compute;
  const double vcpus = traced ? std::min(1.0, execution.site->vcpus) : static_cast<double>(step.count);
  const std::int64_t work = traced ? static_cast<std::int64_t>(static_cast<double>(execution.traced.ns) * vcpus)
                                   : next_work(step, execution).vcpu_ns;
  return network_.transfer({work}, {vcpus * 1e9}, execution.site->processors, execution.deadline);
}

// False at a step that has been begun and is waited for, or that needs a process.
bool Interpreter::Run::go_on() {
  const Instruction* const end = program_.code.data() + program_.code.size();
  while (at_ != end) {
    const Began began = begin_step(*at_);
    if (began == Began::not_at_all) begin_process();
    if (began != Began::over) return false;
    if (!end_step()) return true;
  }
  return true;
}

void Interpreter::Run::begin_process() {
  const auto at = static_cast<std::uint32_t>(at_ - program_.code.data());
  rest_.emplace(interpreter_.run_block(program_, execution_, {at, static_cast<std::uint32_t>(program_.code.size())}));
}

Interpreter::Run::Began Interpreter::Run::begin_step(const Instruction& step) {
  if (execution_.site->transitions != nullptr) return Began::not_at_all;
  engine::Simulation& simulation = interpreter_.simulation_;
  began_ = simulation.now();
  if (step.wait == StepWait::exchange) return begin_exchange(step);
  if (!only_takes_time(step, *execution_.site)) return Began::not_at_all;
  const SimTime until = std::min(began_ + next_time(step, execution_), execution_.deadline);
  if (until <= began_ || simulation.skip_to(until)) return Began::over;
  simulation.schedule(until, {&wake, this});
  return Began::waits;
}

Interpreter::Run::Began Interpreter::Run::begin_exchange(const Instruction& step) {
  exchange_.emplace(*step.store, *execution_.site, step.op == Op::get, step.size->next(), step.count,
                    execution_.deadline);
  if (exchange_->ready()) return Began::over;
  exchange_->begin({&wake, this});
  return Began::waits;
}

// Whether the execution goes on after a step.
bool Interpreter::Run::end_step() {
  const Instruction& step = *at_;
  if (exchange_) {
    exchange_.reset();
    const bool has_more_to_it = step.failure != nullptr || step.subscribers != nullptr;
    if (has_more_to_it) interpreter_.end_request(step, execution_, true);
  }
  const SimTime now = interpreter_.simulation_.now();
  time_in(execution_.phases, step.phase) += now - began_;
  ++at_;
  if (execution_.status != ExecutionStatus::completed) return false;
  if (now < execution_.deadline) return true;
  end_of_life(execution_, program_.resumable);
  return false;
}

// What is to be resumed now, so that the process that waits is resumed later.
std::coroutine_handle<> Interpreter::Run::begin_rest() {
  return rest_->operator co_await().await_suspend(std::coroutine_handle<>::from_address(done_.target));
}

void Interpreter::Run::wake(void* self) {
  Run& run = *static_cast<Run*>(self);
  if (!run.end_step() || run.go_on()) {
    run.done_.run(run.done_.target);
  } else if (run.rest_) {
    run.begin_rest().resume();
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
  const bool fits = !execution.foreseen || simulation_.now() + execution.longest_iteration < execution.deadline;
  if (!fits && begin.at_lifetime == AtLifetime::stop_early) return false;
  execution.slots[begin.slot] = simulation_.now().ns;
  ++at;
  return true;
}

}  // namespace twostep::models
