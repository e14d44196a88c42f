#include "models/faas/event_source.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;

namespace {

Duration step_time(const EventSourceSpec& spec) {
  constexpr std::int64_t minute_ns = 60'000'000'000;
  return {minute_ns * spec.poller_step / std::max<std::int64_t>(spec.pollers_per_minute, 1)};
}

}  // namespace

EventSource::EventSource(engine::Simulation& simulation, QueueService& queue, FunctionService& function,
                         RequestLedger& requests, const std::string& function_name)
    : simulation_(simulation),
      queue_(queue),
      function_(function),
      requests_(requests),
      spec_(function.spec().event_source),
      dispatch_(simulation, spec_.dispatch, function_name + ".dispatch"),
      growth_(simulation, [](void* self) { static_cast<EventSource*>(self)->grow(); }, this) {
  queue.set_backlog_hook({[](void* self) { static_cast<EventSource*>(self)->add_pollers(); }, this});
  if (!grows()) return;  // then each starts when it is first needed
  for (std::int64_t i = 0; i < spec_.pollers; ++i) start_poller(true);
}

void EventSource::start_poller(bool stays) {
  ++pollers_;
  simulation_.spawn_daemon(poll(stays), "event source poller", ++started_);
}

void EventSource::add_pollers() {
  if (pollers_ >= spec_.most_pollers() || starting_) return;
  if (!grows()) {
    starting_ = true;  // a poller's own receive asks for the next one: a loop, not a recursion
    while (pollers_ < spec_.most_pollers() && queue_.receivable() > 0 && !queue_.has_idle_poller()) start_poller(true);
    starting_ = false;
  } else if (!growth_.armed()) {
    growth_.arm(simulation_.now() + step_time(spec_));
  }
}

void EventSource::grow() {
  for (std::int64_t i = 0; i < spec_.poller_step; ++i) {
    if (queue_.receivable() == 0 || queue_.has_idle_poller() || pollers_ >= spec_.most_pollers()) return;
    start_poller(false);
  }
  growth_.arm(simulation_.now() + step_time(spec_));
}

// For ever; or, of the pollers that were added, until a long poll ends empty.
Process<void> EventSource::poll(bool stays) {
  for (;;) {
    const SimTime until = stays ? SimTime::max() : simulation_.now() + queue_.long_poll();
    Batch batch = co_await queue_.receive(spec_.batch, until);
    if (batch.messages == 0) break;
    if (spec_.window > Duration::zero()) co_await fill(batch);
    co_await simulation_.delay(dispatch_.next());
    const SimTime dispatched = simulation_.now();
    InvocationResult result;
    const Invocation invocation{.at_limit = queue_.redelivers() ? AtLimit::reject : AtLimit::queue,
                                .poisoned = batch.poisoned && !spec_.partial_failures,
                                .origin = batch.origin};
    simulation_.hold();  // an invocation is paid for to its end, whatever becomes of its messages meanwhile
    co_await function_.invoke(invocation, result);
    simulation_.release();
    finish(batch, result, dispatched);
  }
  --pollers_;
}

// Receives more, until the batch is full or its window ends.
Process<void> EventSource::fill(Batch& batch) {
  const SimTime until = batch.taken + spec_.window;
  while (batch.messages < spec_.batch && simulation_.now() < until) {
    const Batch more = co_await queue_.receive(spec_.batch - batch.messages, until);
    batch.parts.insert(batch.parts.end(), more.parts.begin(), more.parts.end());
    batch.messages += more.messages;
    batch.origin = std::min(batch.origin, more.origin);
    batch.poisoned |= more.poisoned;
  }
  batch.received = simulation_.now();
}

void EventSource::finish(Batch& batch, const InvocationResult& result, SimTime dispatched) {
  queue_.settle(batch, result.outcome, spec_.partial_failures ? FailureReport::by_message : FailureReport::whole_batch);
  for (const BatchPart& part : batch.parts) {
    if (part.request == nullptr) continue;
    observation::PhaseTimes phases = result.phases;
    time_in(phases, Phase::queueing) += (part.taken - part.request->arrival) + (batch.received - part.received);
    time_in(phases, Phase::message) += part.received - part.taken;
    time_in(phases, Phase::invoke) += dispatched - batch.received;
    requests_.processed(*part.request, part.messages, phases, part.outcome);
  }
}

}  // namespace twostep::models
