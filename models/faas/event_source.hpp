// EventSource: the pollers that carry batches of a queue's messages to a function (an event source mapping).
//
// A poller receives a batch, hands it to the function, waits until it is processed, and deletes it. While messages wait
// and no poller is idle, pollers are added: at once up to a number; or at a rate, as AWS Lambda does (Lambda Developer
// Guide, "Using Lambda with Amazon SQS", 2018 to 2023: five parallel long polls at the start, up to 60 more a minute,
// up to 1000). Where messages that were not processed come back, invocations beyond the function's limit are throttled
// and their messages come back too; otherwise they wait. Where pollers are not added at a rate, each begins to poll
// when it is first needed: its empty long polls before that are not billed.
#pragma once

#include <cstdint>
#include <string>

#include "models/faas/function_service.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/sampler.hpp"
#include "sim/engine/timer.hpp"

namespace twostep::models {

class EventSource {
 public:
  // The queue and the function must outlive the run.
  EventSource(engine::Simulation& simulation, QueueService& queue, FunctionService& function, RequestLedger& requests,
              const std::string& function_name);
  EventSource(const EventSource&) = delete;
  EventSource& operator=(const EventSource&) = delete;

 private:
  [[nodiscard]] bool grows() const { return spec_.pollers_per_minute > 0; }
  void add_pollers();
  void grow();
  void start_poller(bool stays);
  engine::Process<void> poll(bool stays);
  engine::Process<void> fill(Batch& batch);
  void finish(Batch& batch, const InvocationResult& result, SimTime dispatched);

  engine::Simulation& simulation_;
  QueueService& queue_;
  FunctionService& function_;
  RequestLedger& requests_;
  EventSourceSpec spec_;
  std::int64_t pollers_ = 0;
  bool starting_ = false;  // pollers, one after the other
  std::uint64_t started_ = 0;
  Sampler<Duration> dispatch_;
  engine::Timer growth_;  // the next step
};

}  // namespace twostep::models
