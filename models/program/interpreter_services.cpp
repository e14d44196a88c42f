// What a program asks of services: stores, queues, streams, topics, functions and machines.
#include "models/messaging/queue_service.hpp"
#include "models/messaging/stream_service.hpp"
#include "models/ports.hpp"
#include "models/program/interpreter.hpp"
#include "models/protocol/election.hpp"
#include "models/storage/store_service.hpp"
#include "models/triggers/topic.hpp"

namespace twostep::models {

using engine::Process;

Process<bool> Interpreter::request_of(const Instruction& step, Execution& execution) {
  const Bytes size = step.size->next();
  switch (step.op) {
    case Op::get:
      return step.store->get(*execution.site, size, step.count, execution.deadline);
    case Op::scan:
      return step.store->scan(*execution.site, size, execution.deadline);
    default:
      return step.store->put(*execution.site, size, step.count, execution.deadline);
  }
}

// Whoever is told of what was written gets an event that names it, of about a kilobyte.
void Interpreter::end_request(const Instruction& step, Execution& execution, bool done) {
  const bool in_time = simulation_.now() < execution.deadline;
  if (done && in_time && step.op == Op::put && step.failure != nullptr) {
    done = step.failure->stream.next_uniform() >= step.failure->share;  // its condition
  }
  if (!done) {
    execution.status = ExecutionStatus::failed;
  } else if (step.subscribers != nullptr && in_time) {
    step.subscribers->notify(
        {.request = nullptr, .origin = execution.origin, .poisoned = execution.poisoned, .size = Bytes{1'000}});
  }
}

Process<void> Interpreter::run_service_step(const Instruction& step, Execution& execution) {
  Site& site = *execution.site;
  const Bytes size = step.size != nullptr ? step.size->next() : Bytes{};
  bool done = true;  // false: what was asked for failed for good
  switch (step.op) {
    case Op::elect:
      done = co_await step.election->take_part(simulation_, recorder_, site, execution.deadline);
      break;
    case Op::message:
      co_await step.peer->deliver(site, size);
      break;
    case Op::send:
      if (step.topic != nullptr) {
        const TriggerEvent event{
            .request = nullptr, .origin = execution.origin, .poisoned = execution.poisoned, .size = size};
        co_await step.topic->publish(site, step.count, event);
      } else if (step.queue != nullptr) {
        co_await step.queue->send(site, step.count, size, execution.origin, execution.poisoned);
      } else if (step.stream != nullptr) {
        done = co_await step.stream->send(site, step.count, size, execution.origin, execution.poisoned);
      } else if (step.store != nullptr) {
        done = co_await step.store->put(site, size * step.count, 1, execution.deadline);
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
      const Invocation invocation{
          .at_limit = AtLimit::reject, .poisoned = execution.poisoned, .origin = execution.origin, .payload = size};
      co_await step.function->invoke(invocation, result);
      execution.phases += result.phases;
      if (result.outcome != observation::Outcome::completed) execution.status = ExecutionStatus::failed;
      break;
    }
    case Op::invoke_async:
      co_await network_.transfer(size, site.nic_cap, site.nic);
      simulation_.spawn(invoke_and_forget(*step.function, {.at_limit = AtLimit::queue,
                                                           .poisoned = execution.poisoned,
                                                           .origin = execution.origin,
                                                           .payload = size}),
                        "asynchronous invocation");
      break;
    default:
      break;
  }
  end_request(step, execution, done);
}

Process<void> Interpreter::invoke_and_forget(Invocable& function, Invocation invocation) {
  InvocationResult nobody_asks;
  co_await function.invoke(invocation, nobody_asks);
}

}  // namespace twostep::models
