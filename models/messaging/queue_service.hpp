// QueueService: a message queue in one run. Senders add messages; consumers long-poll for batches of them, process them
// and delete them; what is not deleted in time comes back.
//
// As Amazon SQS documents it (SQS Developer Guide, 2018 to 2024): at-least-once delivery, visibility timeout, redrive
// to a dead-letter queue by receive count, retention, delay, FIFO message groups, in-flight limits. Two things are
// simpler: a deletion that comes after the visibility timeout has no effect, and the retention of a message in a
// dead-letter queue counts from its arrival there.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/messaging/grouped_messages.hpp"
#include "models/messaging/in_flight.hpp"
#include "models/messaging/long_polls.hpp"
#include "models/messaging/message.hpp"
#include "models/messaging/queue_spec.hpp"
#include "models/messaging/standard_messages.hpp"
#include "models/storage/store_service.hpp"

namespace twostep::models {

// Called when messages can be received and no consumer polls: a consumer that can grow starts another poller.
struct BacklogHook {
  void (*more_pollers)(void*) = nullptr;
  void* consumer = nullptr;
};

// Which messages of a batch failed when an execution found some that it cannot process.
enum class FailureReport : std::uint8_t {
  whole_batch,  // all
  by_message    // those, and what is behind them in their message group
};

class QueueService {
 public:
  // What became of messages beside being processed.
  struct Counts {
    std::int64_t redelivered = 0;  // came back after a visibility timeout
    std::int64_t dead_lettered = 0;
    std::int64_t expired = 0;
    std::int64_t duplicated = 0;
  };

  QueueService(ServiceContext context, RequestLedger& requests, const std::string& name, const QueueSpec& spec);
  QueueService(const QueueService&) = delete;
  QueueService& operator=(const QueueService&) = delete;

  // Names the consumer, before the run: from then on, messages keep the run alive until they are gone.
  void set_backlog_hook(BacklogHook hook) { backlog_ = hook; }
  [[nodiscard]] bool has_consumer() const { return backlog_.consumer != nullptr; }
  void set_dead_letter(QueueService& queue) { dead_letter_ = &queue; }
  [[nodiscard]] std::int64_t batch_limit() const { return spec_.batch; }
  [[nodiscard]] Duration long_poll() const { return spec_.long_poll; }
  // Whether messages that were not processed come back; otherwise their first failure ends them.
  [[nodiscard]] bool redelivers() const { return in_flight_.come_back(); }

  // Puts the messages of a request, each sent on its own, into the queue; they are there at once: a request arrives
  // when it is.
  void arrive(Request& request, std::int64_t messages, Bytes size);
  // A program's send of `messages` in batch requests, one after the other, on behalf of a request of that origin.
  engine::Process<void> send(const Site& site, std::int64_t messages, Bytes size, SimTime origin, bool poisoned);
  // One message that another service hands over: a topic, or what gives up an event. It is part of no request.
  void put(SimTime origin, bool poisoned, Bytes size);
  // Waits for messages and takes up to `most` of them (no more than the queue's batch); none when there were none until
  // that time.
  engine::Process<Batch> receive(std::int64_t most, SimTime until = SimTime::max());
  // Deletes all of a batch: billed, beside the consumer's time.
  void acknowledge(const Batch& batch);
  // Ends what a receive began, after an execution with this outcome: deletes what was processed and leaves the rest to
  // come back. The parts that the batch then still has are ended for good, each with its outcome.
  void settle(Batch& batch, observation::Outcome outcome, FailureReport report = FailureReport::whole_batch);

  // Bills the long polls up to now that ended empty; at the end of a run, also those under way.
  void accrue() { polls_.accrue(); }
  void close() { polls_.close(); }

  // Messages that wait; of them, those that a receive would get now.
  [[nodiscard]] std::int64_t depth() const;
  [[nodiscard]] std::int64_t receivable() const;
  [[nodiscard]] bool has_idle_poller() const { return polls_.any(); }
  [[nodiscard]] const Counts& counts() const { return counts_; }
  [[nodiscard]] bool delivers_again_or_drops() const {
    return redelivers() || spec_.duplicates.share > 0 || spec_.retention != Duration::max();
  }
  [[nodiscard]] std::int64_t in_flight_peak() const { return in_flight_.peak(); }
  [[nodiscard]] const QueueSpec& spec() const { return spec_; }

 private:
  struct Delayed {
    SimTime until;
    Messages messages;
  };

  void add(Messages messages);
  void add_duplicates(Messages messages);
  void enter(Messages messages);
  void enter_group(Messages message);
  void end_delays();
  void take(std::int64_t most, Batch& batch);
  void come_back(std::span<const Messages> all);
  void come_back(const Messages& messages);
  void give_up(Messages messages);
  void take_dead(Messages messages);
  void expire();
  void drop(const Messages& messages);
  bool remove(const BatchPart& part);
  void decide(Batch& batch, observation::Outcome outcome, FailureReport report) const;
  void forget(std::int64_t messages);
  [[nodiscard]] bool holds_back() const;
  void wake_poller();
  void meter_requests(std::int64_t count, std::int64_t bytes_each_request);

  ServiceContext context_;
  RequestLedger& ledger_;
  QueueSpec spec_;
  Sampler<Duration> send_latency_;
  Sampler<Duration> receive_latency_;
  engine::RandomStream duplicate_stream_;
  engine::RandomStream group_stream_;
  Meter& requests_;
  StandardMessages standard_;
  std::unique_ptr<GroupedMessages> grouped_;  // null: a standard queue
  InFlight in_flight_;
  LongPolls polls_;
  engine::Timer delay_end_;
  engine::Timer expiry_;
  std::deque<Delayed> delayed_;
  std::vector<Messages> old_;  // room for what expires
  QueueService* dead_letter_ = nullptr;
  BacklogHook backlog_;
  Counts counts_;
  std::uint64_t sequence_ = 0;
  std::uint64_t next_group_ = 0;
};

}  // namespace twostep::models
