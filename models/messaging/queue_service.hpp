// QueueService: a message queue in one run. Senders add messages; consumers long-poll for batches of them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "models/messaging/queue_spec.hpp"
#include "models/storage/store_service.hpp"
#include "models/workload/request.hpp"
#include "sim/engine/waiters.hpp"

namespace twostep::models {

// Messages that belong together in a batch: they are part of the same request, or of none (sent by a program for
// nobody).
struct BatchPart {
  Request* request = nullptr;
  std::int64_t messages = 0;
};

// What one receive returned.
struct Batch {
  std::vector<BatchPart> parts;
  std::int64_t messages = 0;
  SimTime taken;     // when the messages left the queue
  SimTime received;  // when the consumer had them
};

// Called when messages wait and no consumer polls: a consumer that can grow starts another poller.
struct BacklogHook {
  void (*more_pollers)(void*) = nullptr;
  void* consumer = nullptr;
};

class QueueService {
 public:
  QueueService(ServiceContext context, const std::string& name, const QueueSpec& spec);
  QueueService(const QueueService&) = delete;
  QueueService& operator=(const QueueService&) = delete;

  void set_backlog_hook(BacklogHook hook) { backlog_ = hook; }
  [[nodiscard]] std::int64_t batch_limit() const { return batch_; }

  // Puts the messages of a request, each sent on its own, into the queue; they are there at once: a request arrives
  // when it is.
  void arrive(Request& request, std::int64_t messages, Bytes size);
  // A program's send of `messages` in batch requests, one after the other.
  engine::Process<void> send(const Site& site, std::int64_t messages, Bytes size);
  // Waits for messages and takes up to `most` of them (no more than the queue's batch).
  engine::Process<Batch> receive(std::int64_t most);
  // Deletes a processed batch: billed, beside the consumer's time.
  void acknowledge(const Batch& batch);

  [[nodiscard]] std::int64_t depth() const { return depth_; }
  [[nodiscard]] bool has_idle_poller() const { return !pollers_.empty(); }

 private:
  struct Group {
    Request* request;
    std::int64_t messages;
    std::int64_t bytes_each;
  };

  void add(Request* request, std::int64_t messages, Bytes size);
  void wake_poller();
  void meter_requests(std::int64_t count, std::int64_t bytes_each_request);
  auto poll();

  ServiceContext context_;
  Sampler<Duration> send_latency_;
  Sampler<Duration> receive_latency_;
  std::int64_t batch_;
  Duration long_poll_;
  std::int64_t request_chunk_;
  Acknowledge acknowledge_;
  Meter& requests_;
  std::deque<Group> groups_;
  std::int64_t depth_ = 0;
  engine::Waiters<> pollers_;
  BacklogHook backlog_;
};

}  // namespace twostep::models
