#include "models/program/compiler.hpp"

#include <fmt/format.h>

#include "models/protocol/election.hpp"
#include "models/storage/store_service.hpp"

namespace twostep::models {

namespace {

Phase phase_of(Op op) {
  switch (op) {
    case Op::compute:
    case Op::traced_compute:
      return Phase::compute;
    case Op::sleep:
    case Op::traced_sleep:
    case Op::fail:
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

StepWait wait_of(const Instruction& step) {
  switch (step.op) {
    case Op::sleep:
    case Op::traced_sleep:
      return StepWait::timer;
    case Op::compute:
    case Op::traced_compute:
      return StepWait::timer_if_unshared;
    case Op::get:
    case Op::put:
      return step.store->exchanges_plainly(step.op == Op::get, *step.size) ? StepWait::exchange : StepWait::process;
    default:
      return StepWait::process;
  }
}

class Emitter {
 public:
  Emitter(Program& program, Names& names, const engine::Simulation& simulation)
      : program_(program), names_(names), simulation_(simulation) {}

  void block(const Steps& steps) {
    for (const Step& step : steps) std::visit([this](const auto& body) { emit(body); }, step.body);
  }

 private:
  // The instruction's index: references do not survive the next push.
  std::uint32_t push(const Instruction& instruction) {
    Instruction& pushed = program_.code.emplace_back(instruction);
    pushed.phase = phase_of(pushed.op);
    pushed.wait = wait_of(pushed);
    return position() - 1;
  }
  [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(program_.code.size()); }

  [[nodiscard]] std::string purpose(std::string_view what) const {
    return fmt::format("program.{}.{}.{}", program_.name, position(), what);
  }
  Sampler<CpuWork>* sampler(const engine::Sampled<CpuWork>& work, std::string_view what) {
    return &program_.works.emplace_back(simulation_, work, purpose(what));
  }
  Sampler<Duration>* sampler(const engine::Sampled<Duration>& time, std::string_view what) {
    return &program_.times.emplace_back(simulation_, time, purpose(what));
  }
  Sampler<Bytes>* sampler(const engine::Sampled<Bytes>& size, std::string_view what) {
    return &program_.sizes.emplace_back(simulation_, size, purpose(what));
  }

  // Emits begin, the steps, end; makes them point at each other. The slot is free again after the block.
  void enclose(const Instruction& begin, Op end_op, const Steps& steps) {
    const std::uint8_t slot = next_slot_++;
    const std::uint32_t first = push(begin);
    program_.code[first].slot = slot;
    block(steps);
    const std::uint32_t last = push({.op = end_op, .slot = slot, .end = first, .branch = begin.branch});
    program_.code[first].end = last + 1;
    --next_slot_;
  }

  void emit(const ComputeStep& step) {
    push({.op = Op::compute,
          .count = step.threads,
          .work = sampler(step.compute, "compute"),
          .cold_work = step.cold ? sampler(*step.cold, "cold") : nullptr});
  }
  void emit(const SleepStep& step) {
    push({.op = Op::sleep,
          .time = sampler(step.sleep, "sleep"),
          .cold_time = step.cold ? sampler(*step.cold, "cold") : nullptr});
  }
  void emit(const TracedStep& step) {
    push({.op = step.traced == TracedAs::compute ? Op::traced_compute : Op::traced_sleep});
  }
  void emit(const GetStep& step) {
    push(
        {.op = Op::get, .count = step.connections, .size = sampler(step.get, "get"), .store = names_.store(step.from)});
  }
  void emit(const PutStep& step) {
    Failure* condition = nullptr;
    if (step.condition_fails.share > 0) {
      condition = &program_.failures.emplace_back(
          Failure{.share = step.condition_fails.share, .stream = simulation_.stream(purpose("condition"))});
    }
    push({.op = Op::put,
          .count = step.connections,
          .size = sampler(step.put, "put"),
          .store = names_.store(step.to),
          .failure = condition,
          .subscribers = names_.told_of(step.to)});
  }
  void emit(const ScanStep& step) {
    push({.op = Op::scan, .size = sampler(step.scan, "scan"), .store = names_.store(step.from)});
  }
  void emit(const SendStep& step) {
    push({.op = Op::send,
          .count = step.send,
          .size = sampler(step.size, "send"),
          .store = names_.store(step.to),
          .subscribers = names_.told_of(step.to),
          .queue = names_.queue(step.to),
          .peer = names_.peer(step.to),
          .topic = names_.topic(step.to),
          .stream = names_.stream(step.to)});
  }
  void emit(const ReceiveStep& step) {
    push({.op = Op::receive, .count = step.receive, .queue = names_.queue(step.from)});
  }
  void emit(const MessageStep& step) {
    push({.op = Op::message, .size = sampler(step.message, "message"), .peer = names_.peer(step.to)});
  }
  void emit(const InvokeStep& step) {
    const bool sync = step.mode == InvokeMode::sync;
    push({.op = sync ? Op::invoke_sync : Op::invoke_async,
          .size = sampler(step.payload, "payload"),
          .function = sync ? names_.function_of(step.invoke) : names_.async_function_of(step.invoke)});
  }
  void emit(const RepeatStep& step) {
    if (step.at_lifetime == AtLifetime::fail) {
      enclose({.op = Op::repeat_begin, .count = step.repeat}, Op::repeat_end, step.steps);
      return;
    }
    program_.resumable = true;
    enclose({.op = Op::resumable_begin, .count = step.repeat, .at_lifetime = step.at_lifetime}, Op::resumable_end,
            step.steps);
    // The save steps stand after the block; a repeat that ends jumps over them.
    const std::uint32_t end_of_block = position() - 1;
    const std::uint32_t save = position();
    block(step.save);
    Instruction& begin = program_.code[program_.code[end_of_block].end];
    begin.branch = save;
    begin.end = position();
  }
  void emit(const ParallelStep& step) {
    const auto branch = static_cast<std::uint32_t>(program_.branches.size());
    program_.branches.emplace_back();
    const std::uint32_t first =
        push({.op = Op::parallel, .count = static_cast<std::int64_t>(step.parallel.size()), .branch = branch});
    for (const Steps& steps : step.parallel) {
      const std::uint32_t begin = position();
      block(steps);
      program_.branches[branch].push_back({begin, position()});
    }
    program_.code[first].end = position();
  }
  void emit(const FanOutStep& step) {
    const std::uint32_t first = push({.op = Op::fan_out, .count = step.fan_out});
    block(step.steps);
    program_.code[first].end = position();
  }
  void emit(const LoadStep& step) { enclose({.op = Op::load_begin}, Op::load_end, step.load); }
  void emit(const SpanStep& step) {
    enclose({.op = Op::span_begin, .branch = names_.span(step.span)}, Op::span_end, step.steps);
  }
  void emit(const RetryStep& step) {
    Failure& failure = program_.failures.emplace_back(Failure{.backoff = step.backoff,
                                                              .longest = step.longest,
                                                              .factor = step.factor,
                                                              .jitter = step.jitter == Jitter::full,
                                                              .stream = simulation_.stream(purpose("retry"))});
    const std::uint32_t first = push({.op = Op::retry, .count = step.retry, .failure = &failure});
    block(step.steps);
    program_.code[first].end = position();
  }
  void emit(const FailStep& step) {
    Failure& failure = program_.failures.emplace_back(
        Failure{.with = step.with, .share = step.fail.share, .stream = simulation_.stream(purpose("fail"))});
    push({.op = Op::fail, .failure = &failure});
  }
  void emit(const ElectStep& step) {
    const ElectionRules rules{.nodes = static_cast<std::uint32_t>(step.nodes),
                              .rounds = step.rounds,
                              .interval = step.interval,
                              .lost_after = step.lost_after,
                              .answer_within = step.answer_within,
                              .message = step.size,
                              .pause = step.pause,
                              .patience = step.patience};
    const MeetingPlace place{.board = names_.store(step.over), .peers = names_.peer(step.over)};
    const ElectionSpans spans{.round = names_.span(step.elect), .noticed = names_.span(step.elect + "-noticed")};
    program_.elections.push_back(std::make_shared<Election>(rules, place, spans, simulation_.stream(purpose("elect"))));
    push({.op = Op::elect, .election = program_.elections.back().get()});
  }

  Program& program_;
  Names& names_;
  const engine::Simulation& simulation_;
  std::uint8_t next_slot_ = 0;
};

}  // namespace

Program compile(const std::string& name, std::uint32_t index, const ProgramSpec& spec, Names& names,
                const engine::Simulation& simulation) {
  Program program;
  program.name = name;
  program.index = index;
  Emitter(program, names, simulation).block(spec.steps);
  return program;
}

}  // namespace twostep::models
