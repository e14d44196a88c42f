// AsyncInvoker: asynchronous invocations of a function: the platform keeps the event, and invokes again when it failed.
//
// AWS Lambda Developer Guide, "How Lambda handles errors and retries with asynchronous invocation" (2024): two retries,
// the first after one minute, the second two minutes later; events are kept for six hours at the most, and then go to
// a dead-letter queue where there is one. An event that waits for concurrency does not use up a retry.
#pragma once

#include "models/ports.hpp"
#include "models/sampler.hpp"
#include "models/triggers/asynchronous_spec.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

class QueueService;

class AsyncInvoker : public Invocable {
 public:
  // `dead_letter` may be null: an event that is given up is then dropped.
  AsyncInvoker(engine::Simulation& simulation, Invocable& function, const AsynchronousSpec& spec,
               QueueService* dead_letter, const std::string& name)
      : simulation_(simulation),
        function_(function),
        spec_(spec),
        dead_letter_(dead_letter),
        dispatch_(simulation, spec.dispatch, name + ".async_dispatch") {}

  // Ends when the event was processed or given up: completed, failed (dropped) or dead_lettered. The phases cover all
  // attempts; the waits between them are queueing.
  engine::Process<void> invoke(const Invocation& invocation, InvocationResult& result) override;

  // Events that were processed or given up; of them, those that were dropped, and those in a dead-letter queue.
  [[nodiscard]] std::uint64_t events() const { return events_; }
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  [[nodiscard]] std::uint64_t dead_lettered() const { return dead_lettered_; }

 private:
  engine::Simulation& simulation_;
  Invocable& function_;
  AsynchronousSpec spec_;
  QueueService* dead_letter_;
  Sampler<Duration> dispatch_;
  std::uint64_t events_ = 0;
  std::uint64_t dropped_ = 0;
  std::uint64_t dead_lettered_ = 0;
};

}  // namespace twostep::models
