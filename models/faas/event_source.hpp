// EventSource: the pollers that carry batches of a queue's messages to a function.
#pragma once

#include <cstdint>

#include "models/faas/function_service.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/sampler.hpp"

namespace twostep::models {

// A poller receives a batch, hands it to the function, waits until it is processed, and deletes it. Pollers are added
// while messages wait and none is idle, up to the function's limit.
class EventSource {
 public:
  EventSource(engine::Simulation& simulation, QueueService& queue, FunctionService& function, RequestLedger& requests,
              const std::string& function_name)
      : simulation_(simulation),
        queue_(queue),
        function_(function),
        requests_(requests),
        most_pollers_(function.spec().event_source.pollers),
        batch_(function.spec().event_source.batch),
        dispatch_(simulation, function.spec().event_source.dispatch, function_name + ".dispatch") {
    queue.set_backlog_hook({&add_poller, this});
  }
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;

 private:
  static void add_poller(void* self) {
    auto& source = *static_cast<EventSource*>(self);
    if (source.pollers_ >= source.most_pollers_) return;
    ++source.pollers_;
    source.simulation_.spawn_daemon(source.poll(), "event source poller", static_cast<std::uint64_t>(source.pollers_));
  }

  engine::Process<void> poll() {
    for (;;) {
      const Batch batch = co_await queue_.receive(batch_);
      co_await simulation_.delay(dispatch_.next());
      const SimTime dispatched = simulation_.now();
      InvocationResult result;
      co_await function_.invoke(AtLimit::queue, result);
      queue_.acknowledge(batch);
      for (const BatchPart& part : batch.parts) {
        if (part.request == nullptr) continue;
        observation::PhaseTimes phases = result.phases;
        time_in(phases, Phase::queueing) += batch.taken - part.request->arrival;
        time_in(phases, Phase::message) += batch.received - batch.taken;
        time_in(phases, Phase::invoke) += dispatched - batch.received;
        requests_.processed(*part.request, part.messages, phases, result.outcome);
      }
    }
  }

  engine::Simulation& simulation_;
  QueueService& queue_;
  FunctionService& function_;
  RequestLedger& requests_;
  std::int64_t most_pollers_;
  std::int64_t batch_;
  std::int64_t pollers_ = 0;
  Sampler<Duration> dispatch_;
};

}  // namespace twostep::models
