#include "models/faas/function_service.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

// A GB-second as functions are billed: 1 GB is 1024 MiB here (AWS Lambda pricing: 128 MB is 0.125 GB).
constexpr std::int64_t mib_ms_per_gb_s = 1024LL * 1000;

Duration rounded_up(Duration duration, Duration quantum) {
  return {(duration.ns + quantum.ns - 1) / quantum.ns * quantum.ns};
}

}  // namespace

FunctionService::FunctionService(engine::Simulation& simulation, engine::Network& network, Account& account,
                                 Metering& metering, observation::Recorder& recorder, Interpreter& interpreter,
                                 const std::string& name, const FunctionSpec& spec, std::uint32_t platform)
    : simulation_(simulation),
      account_(account),
      recorder_(recorder),
      interpreter_(interpreter),
      spec_(spec),
      platform_(platform),
      environments_(simulation, network, account.hosts(), spec),
      invoke_overhead_(simulation, spec.invoke_overhead, name + ".invoke_overhead"),
      placement_(simulation, spec.cold_start.placement, name + ".placement"),
      runtime_init_(simulation, spec.cold_start.runtime_init, name + ".runtime_init"),
      own_init_(simulation, spec.init, name + ".init"),
      package_fetch_(Duration::from_seconds(static_cast<double>(spec.package.count) /
                                            spec.cold_start.package_bandwidth.bytes_per_second)),
      gb_s_(metering.open({.resource = name,
                           .service = spec.service,
                           .meter = "gb_s",
                           .unit = "GB-s",
                           .base_per_unit = mib_ms_per_gb_s})),
      requests_(metering.open({.resource = name, .service = spec.service, .meter = "request", .unit = "request"})) {}

// One execution, from being asked for to its end.
struct FunctionService::Attempt {
  SimTime asked;
  Environment* environment = nullptr;
  Duration init{};  // runtime and own initialisation, when cold
  Execution execution;
};

Process<void> FunctionService::serve() {
  const SimTime arrival = simulation_.now();
  recorder_.request_arrived(arrival);
  InvocationResult result;
  co_await invoke(AtLimit::refuse, result);
  recorder_.request_ended(arrival, simulation_.now(), result.phases, result.outcome);
}

Process<void> FunctionService::invoke(AtLimit at_limit, InvocationResult& result) {
  std::int64_t progress = 0;
  for (;;) {
    Attempt attempt;
    attempt.asked = simulation_.now();
    attempt.execution.progress = progress;
    observation::PhaseTimes& phases = attempt.execution.phases;
    if (!invoke_overhead_.is_zero()) {
      co_await simulation_.delay(invoke_overhead_.next());
      time_in(phases, Phase::invoke) = simulation_.now() - attempt.asked;
    }
    if (at_limit == AtLimit::wait) {
      const SimTime waits_since = simulation_.now();
      co_await account_.enter();
      time_in(phases, Phase::queueing) = simulation_.now() - waits_since;
    } else if (!account_.try_enter()) {
      record(attempt, Outcome::throttled, {});
      result.phases += phases;
      result.outcome = Outcome::throttled;
      co_return;
    }
    attempt.environment = environments_.take_idle();
    if (attempt.environment == nullptr) co_await start(attempt);

    const SimTime began = simulation_.now();
    attempt.execution.site = &attempt.environment->site;
    attempt.execution.deadline = began + spec_.lifetime;
    attempt.execution.cold = !attempt.environment->site.used;
    attempt.environment->site.used = true;
    co_await interpreter_.run(*program_, attempt.execution);
    // What others slowed beyond the lifetime was ended by it all the same.
    bill(attempt, std::min(simulation_.now() - began, spec_.lifetime));

    const ExecutionStatus status = attempt.execution.status;
    release(*attempt.environment, status);
    result.phases += phases;
    if (status == ExecutionStatus::completed) co_return;
    // Killed before one iteration was done: the next execution would fare no better.
    const bool stuck = status == ExecutionStatus::killed && attempt.execution.progress == progress;
    if (status == ExecutionStatus::timed_out || status == ExecutionStatus::failed || stuck) {
      result.outcome = Outcome::failed;
      co_return;
    }
    progress = attempt.execution.progress;
    at_limit = AtLimit::wait;  // what has begun is not thrown away for want of a slot
  }
}

Process<void> FunctionService::start(Attempt& attempt) {
  const SimTime began = simulation_.now();
  attempt.environment = &environments_.create();
  const Duration own = Duration::from_ns(static_cast<double>(own_init_.next().vcpu_ns) / spec_.vcpu_share());
  const Duration before_init = placement_.next() + package_fetch_;
  attempt.init = runtime_init_.next() + own;
  co_await simulation_.delay(before_init + attempt.init);
  time_in(attempt.execution.phases, Phase::cold_start) = simulation_.now() - began;
}

void FunctionService::release(Environment& environment, ExecutionStatus status) {
  if (status == ExecutionStatus::killed || status == ExecutionStatus::timed_out) {
    environments_.discard(
        environment);  // its lifetime ended in the midst of a step: the platform does not use it again
  } else {
    environments_.put_idle(environment);
  }
  account_.leave();
}

void FunctionService::bill(const Attempt& attempt, Duration duration) {
  const Duration billable = spec_.billing.init_billed ? duration + attempt.init : duration;
  const Duration billed = rounded_up(billable, spec_.billing.quantum);
  gb_s_.add(billed.ns / 1'000'000 * spec_.memory_mib());
  requests_.add(1);
  const bool failed =
      attempt.execution.status == ExecutionStatus::timed_out || attempt.execution.status == ExecutionStatus::failed;
  record(attempt, failed ? Outcome::failed : Outcome::completed, billed);
}

void FunctionService::record(const Attempt& attempt, Outcome outcome, Duration billed) {
  recorder_.invocation_ended(outcome, attempt.execution.cold);
  if (!recorder_.writes_rows()) return;
  recorder_.write_row({.program = program_->index,
                       .resource = platform_,
                       .arrival = attempt.asked,
                       .end = simulation_.now(),
                       .billed = billed,
                       .cold = attempt.execution.cold,
                       .outcome = outcome,
                       .phases = attempt.execution.phases});
}

}  // namespace twostep::models
