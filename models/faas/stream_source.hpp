// StreamSource: what carries records of a stream to a function, each shard in order (an event source mapping).
//
// Each shard is read in one lane, or in several, by record key. A lane hands a batch to the function and waits; a batch
// that failed is tried again before anything later of its lane, until it succeeds, or is given up after so many retries
// or at that age (Lambda Developer Guide, "Using Lambda with Amazon Kinesis", 2019-11 on).
#pragma once

#include <coroutine>
#include <deque>
#include <string>

#include "models/faas/function_service.hpp"
#include "models/messaging/stream_service.hpp"
#include "models/sampler.hpp"
#include "sim/engine/timer.hpp"

namespace twostep::models {

class QueueService;

class StreamSource {
 public:
  // The stream, the function and the queue must outlive the run. `on_failure` may be null: a batch that is given up is
  // then dropped.
  StreamSource(engine::Simulation& simulation, StreamService& stream, FunctionService& function,
               RequestLedger& requests, QueueService* on_failure, const std::string& function_name);
  StreamSource(const StreamSource&) = delete;
  StreamSource& operator=(const StreamSource&) = delete;

 private:
  struct Lane {
    Lane(StreamSource& all, std::size_t number) : source(all), index(number), window_end(all.simulation_, &end, this) {}
    static void end(void* self);
    StreamSource& source;
    std::size_t index;
    engine::Timer window_end;
    bool reading = false;
    std::int64_t wanted = 0;          // records that it waits for, to fill its batch
    std::coroutine_handle<> filling;  // none: it does not wait
  };
  // A batch on its way: what it has taken so far, beside the waits of each record before.
  struct Delivery {
    Batch batch;
    observation::PhaseTimes phases{};
    std::int64_t retries_left = 0;
  };

  void arrived(std::size_t number);
  engine::Process<void> read(Lane& lane);
  engine::Process<void> fill(Lane& lane, Batch& batch);
  engine::Process<void> deliver(Delivery& delivery);
  engine::Process<void> wait_to_retry(Delivery& delivery);
  [[nodiscard]] bool gives_up(const Delivery& delivery) const;
  void give_up(Delivery& delivery);
  void end_before(Delivery& delivery, std::size_t count, observation::Outcome outcome);
  auto more_records(Lane& lane, std::int64_t wanted, SimTime until);
  [[nodiscard]] SimTime next_look() const;

  engine::Simulation& simulation_;
  StreamService& stream_;
  FunctionService& function_;
  RequestLedger& requests_;
  QueueService* on_failure_;
  EventSourceSpec spec_;
  Sampler<Duration> dispatch_;
  Sampler<Duration> receive_latency_;
  std::deque<Lane> lanes_;
};

}  // namespace twostep::models
