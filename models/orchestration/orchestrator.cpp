#include "models/orchestration/orchestrator.hpp"

namespace twostep::models {

using engine::Process;
using observation::Outcome;

Orchestrator::Orchestrator(ServiceContext context, observation::Recorder& recorder, Interpreter& interpreter,
                           const std::string& name, const OrchestratorSpec& spec, std::uint32_t platform)
    : context_(context),
      recorder_(recorder),
      interpreter_(interpreter),
      platform_(platform),
      transitions_{.meter = context.metering.open(
                       {.resource = name, .service = spec.service, .meter = "transition", .unit = "transition"}),
                   .latency = {context.simulation, spec.transition, name + ".transition"}} {
  site_.transitions = &transitions_;
}

Process<void> Orchestrator::invoke(const Invocation& invocation, InvocationResult& result) {
  const SimTime asked = context_.simulation.now();
  Execution execution;
  execution.site = &site_;
  execution.origin = invocation.origin;
  execution.poisoned = invocation.poisoned;
  co_await interpreter_.run(*program_, execution);
  execution.settle();
  const Outcome outcome = execution.status == ExecutionStatus::completed ? Outcome::completed : Outcome::failed;
  recorder_.invocation_ended(outcome, false);
  if (outcome == Outcome::completed && program_->until_span != UINT32_MAX) {
    recorder_.span_ended(program_->until_span, invocation.origin, context_.simulation.now());
  }
  if (recorder_.writes_rows()) {
    recorder_.write_row({.program = program_->index,
                         .resource = platform_,
                         .arrival = asked,
                         .end = context_.simulation.now(),
                         .outcome = outcome,
                         .phases = execution.phases});
  }
  result = {.outcome = outcome, .phases = execution.phases};
}

}  // namespace twostep::models
