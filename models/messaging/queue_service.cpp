#include "models/messaging/queue_service.hpp"

#include <algorithm>

#include "models/started_parts.hpp"

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

observation::Usage requests_of(const std::string& name, const QueueSpec& spec) {
  const bool fifo = spec.order == MessageOrder::fifo;
  return {.resource = name, .service = spec.service, .meter = fifo ? "fifo_request" : "request", .unit = "request"};
}

}  // namespace

namespace {

QueueSpec with_retention(QueueSpec spec) {
  const bool for_ever = spec.visibility_timeout != Duration::max() && !spec.max_receives;
  if (for_ever && spec.retention == Duration::max()) spec.retention = Duration::seconds(4LL * 86'400);
  return spec;
}

}  // namespace

QueueService::QueueService(ServiceContext context, RequestLedger& requests, const std::string& name,
                           const QueueSpec& spec)
    : context_(context),
      ledger_(requests),
      spec_(with_retention(spec)),
      send_latency_(context.simulation, spec.send_latency, name + ".send_latency"),
      receive_latency_(context.simulation, spec.receive_latency, name + ".receive_latency"),
      duplicate_stream_(context.simulation.stream(name + ".duplicates")),
      group_stream_(context.simulation.stream(name + ".group_choice")),
      requests_(context.metering.open(requests_of(name, spec))),
      grouped_(spec.order == MessageOrder::fifo ? std::make_unique<GroupedMessages>(spec.groups) : nullptr),
      in_flight_(
          context.simulation, spec.visibility_timeout,
          [](void* self, std::span<const Messages> all) { static_cast<QueueService*>(self)->come_back(all); }, this),
      polls_(context.simulation, spec.long_poll, requests_),
      delay_end_(
          context.simulation, [](void* self) { static_cast<QueueService*>(self)->end_delays(); }, this),
      expiry_(context.simulation, [](void* self) { static_cast<QueueService*>(self)->expire(); }, this) {}

void QueueService::arrive(Request& request, std::int64_t messages, Bytes size) {
  meter_requests(messages, size.count);
  add({.request = &request,
       .messages = messages,
       .bytes_each = size.count,
       .origin = request.arrival,
       .poisoned = request.poisoned});
}

void QueueService::put(SimTime origin, bool poisoned, Bytes size) {
  meter_requests(1, size.count);
  add({.messages = 1, .bytes_each = size.count, .origin = origin, .poisoned = poisoned});
}

Process<void> QueueService::send(const Site& site, std::int64_t messages, Bytes size, SimTime origin, bool poisoned) {
  for (std::int64_t left = messages; left > 0; left -= spec_.batch) {
    const std::int64_t count = std::min(left, spec_.batch);
    meter_requests(1, count * size.count);
    co_await context_.simulation.delay(send_latency_.next());
    co_await context_.network.transfer(size * count, site.nic_cap, site.nic);
    add({.messages = count, .bytes_each = size.count, .origin = origin, .poisoned = poisoned});
  }
}

void QueueService::add(Messages messages) {
  messages.sent = context_.simulation.now();
  if (backlog_.consumer != nullptr) context_.simulation.hold(static_cast<std::uint64_t>(messages.messages));
  if (spec_.delay > Duration::zero()) {
    delayed_.push_back({.until = context_.simulation.now() + spec_.delay, .messages = messages});
    if (!delay_end_.armed()) delay_end_.arm(delayed_.front().until);
    return;
  }
  enter(messages);
  if (spec_.duplicates.share > 0) add_duplicates(messages);
  wake_poller();
}

void QueueService::end_delays() {
  while (!delayed_.empty() && delayed_.front().until <= context_.simulation.now()) {
    enter(delayed_.front().messages);
    if (spec_.duplicates.share > 0) add_duplicates(delayed_.front().messages);
    delayed_.pop_front();
  }
  if (!delayed_.empty()) delay_end_.arm(delayed_.front().until);
  wake_poller();
}

// A copy is part of no request: that one ends with the first delivery.
void QueueService::add_duplicates(Messages messages) {
  std::int64_t copies = 0;
  for (std::int64_t i = 0; i < messages.messages; ++i) {
    if (duplicate_stream_.next_uniform() < spec_.duplicates.share) ++copies;
  }
  if (copies == 0) return;
  counts_.duplicated += copies;
  if (backlog_.consumer != nullptr) context_.simulation.hold(static_cast<std::uint64_t>(copies));
  messages.request = nullptr;
  messages.messages = copies;
  enter(messages);
}

void QueueService::enter(Messages messages) {
  if (grouped_ == nullptr) {
    messages.sequence = sequence_++;
    standard_.add(messages);
  } else {
    const std::int64_t count = messages.messages;
    messages.messages = 1;
    for (std::int64_t i = 0; i < count; ++i) enter_group(messages);
  }
  const bool expires = spec_.retention != Duration::max();
  if (expires && !expiry_.armed()) expiry_.arm(messages.sent + spec_.retention);
}

void QueueService::enter_group(Messages message) {
  const auto groups = static_cast<std::uint64_t>(spec_.groups);
  const bool random = spec_.group_choice == GroupChoice::random;
  message.group = static_cast<std::uint32_t>((random ? group_stream_.next_u64() : next_group_++) % groups);
  message.sequence = sequence_++;
  grouped_->add(message);
}

std::int64_t QueueService::depth() const { return grouped_ == nullptr ? standard_.waiting() : grouped_->waiting(); }

std::int64_t QueueService::receivable() const {
  const std::int64_t ready = grouped_ == nullptr ? standard_.waiting() : grouped_->ready();
  return spec_.in_flight_limit ? std::min(ready, *spec_.in_flight_limit - in_flight_.count()) : ready;
}

// Whether messages in flight keep others from being received.
bool QueueService::holds_back() const {
  return grouped_ != nullptr || (spec_.in_flight_limit && in_flight_.count() >= *spec_.in_flight_limit);
}

void QueueService::wake_poller() {
  if (receivable() == 0) return;
  if (polls_.any()) {
    polls_.wake_first();
  } else if (backlog_.more_pollers != nullptr) {
    backlog_.more_pollers(backlog_.consumer);
  }
}

Process<Batch> QueueService::receive(std::int64_t most, SimTime until) {
  LongPoll poll{.since = context_.simulation.now()};
  while (receivable() == 0 && context_.simulation.now() < until) co_await polls_.wait(poll, until);
  Batch batch;
  batch.taken = context_.simulation.now();
  const bool cut = receivable() == 0;
  polls_.meter_empty(poll, cut);
  if (cut) co_return batch;

  take(std::min({most, spec_.batch, receivable()}), batch);
  wake_poller();
  std::int64_t bytes = 0;
  for (const BatchPart& part : batch.parts) bytes += part.messages * part.bytes_each;
  meter_requests(1, bytes);
  co_await context_.simulation.delay(receive_latency_.next());
  batch.received = context_.simulation.now();
  for (BatchPart& part : batch.parts) part.received = batch.received;
  co_return batch;
}

void QueueService::take(std::int64_t most, Batch& batch) {
  if (grouped_ == nullptr) {
    standard_.take(most, batch.parts);
  } else {
    grouped_->take(most, batch.parts);
  }
  for (BatchPart& part : batch.parts) {
    ++part.receives;
    part.taken = batch.taken;
    part.receipt = in_flight_.add(part);
    batch.messages += part.messages;
    batch.origin = std::min(batch.origin, part.origin);
    batch.poisoned |= part.poisoned;
  }
}

void QueueService::acknowledge(const Batch& batch) {
  const bool others_waited = holds_back();
  for (const BatchPart& part : batch.parts) remove(part);
  if (spec_.acknowledge == Acknowledge::after) meter_requests((batch.messages + spec_.batch - 1) / spec_.batch, 0);
  if (others_waited) wake_poller();
}

void QueueService::settle(Batch& batch, Outcome outcome, FailureReport report) {
  const bool others_waited = holds_back();
  decide(batch, outcome, report);
  std::int64_t deleted = 0;
  std::erase_if(batch.parts, [&](const BatchPart& part) {
    if (redelivers() && part.outcome != Outcome::completed) return true;
    deleted += part.messages;
    return !remove(part);
  });
  if (spec_.acknowledge == Acknowledge::after && deleted > 0) {
    meter_requests((deleted + spec_.batch - 1) / spec_.batch, 0);
  }
  if (others_waited) wake_poller();
}

void QueueService::decide(Batch& batch, Outcome outcome, FailureReport report) const {
  const bool by_message = report == FailureReport::by_message && outcome == Outcome::completed;
  for (std::size_t i = 0; i < batch.parts.size(); ++i) {
    BatchPart& part = batch.parts[i];
    part.outcome = by_message && part.poisoned ? Outcome::failed : outcome;
    // Strict order: what is behind a failed message must not be processed before it.
    const bool behind_another = i > 0 && batch.parts[i - 1].group == part.group;
    if (by_message && grouped_ != nullptr && behind_another && batch.parts[i - 1].outcome == Outcome::failed) {
      part.outcome = Outcome::failed;
    }
  }
}

// False: too late.
bool QueueService::remove(const BatchPart& part) {
  if (!in_flight_.remove(part)) return false;
  if (grouped_ != nullptr) grouped_->landed(part.group, part.messages);
  forget(part.messages);
  return true;
}

void QueueService::forget(std::int64_t messages) {
  if (backlog_.consumer != nullptr) context_.simulation.release(static_cast<std::uint64_t>(messages));
}

// The visibility timeouts of deliveries have passed.
void QueueService::come_back(std::span<const Messages> all) {
  for (const Messages& messages : all) come_back(messages);
  wake_poller();
}

void QueueService::come_back(const Messages& messages) {
  const bool given_up = spec_.max_receives && messages.receives >= *spec_.max_receives;
  const bool too_old =
      spec_.retention != Duration::max() && messages.sent + spec_.retention <= context_.simulation.now();
  if (too_old) {
    drop(messages);
  } else if (given_up) {
    give_up(messages);
  } else if (grouped_ == nullptr) {
    standard_.put_back(messages);
  } else {
    grouped_->put_back(messages);
  }
  if (!too_old && !given_up) {
    counts_.redelivered += messages.messages;
    const bool sooner = !expiry_.armed() || messages.sent + spec_.retention < expiry_.due();
    if (spec_.retention != Duration::max() && sooner) expiry_.arm(messages.sent + spec_.retention);
  }
  if (grouped_ != nullptr) grouped_->landed(messages.group, messages.messages);
}

void QueueService::give_up(Messages messages) {
  counts_.dead_lettered += messages.messages;
  dead_letter_->take_dead(messages);
  forget(messages.messages);
}

// A message that another queue gave up. Where nobody consumes them, that is the end of its request.
void QueueService::take_dead(Messages messages) {
  if (backlog_.consumer != nullptr) {
    context_.simulation.hold(static_cast<std::uint64_t>(messages.messages));
  } else if (messages.request != nullptr) {
    ledger_.processed(*messages.request, messages.messages, {}, Outcome::dead_lettered);
    messages.request = nullptr;
  }
  messages.receives = 0;
  messages.sent = context_.simulation.now();
  enter(messages);
  wake_poller();
}

void QueueService::expire() {
  const SimTime limit = context_.simulation.now() - spec_.retention;
  old_.clear();
  if (grouped_ == nullptr) {
    standard_.take_sent_until(limit, old_);
  } else {
    grouped_->take_sent_until(limit, old_);
  }
  for (const Messages& messages : old_) drop(messages);
  if (depth() > 0) expiry_.arm((grouped_ == nullptr ? standard_.oldest() : grouped_->oldest()) + spec_.retention);
}

void QueueService::drop(const Messages& messages) {
  counts_.expired += messages.messages;
  if (messages.request != nullptr) ledger_.processed(*messages.request, messages.messages, {}, Outcome::failed);
  forget(messages.messages);
}

void QueueService::meter_requests(std::int64_t count, std::int64_t bytes_each_request) {
  const std::int64_t chunk = spec_.request_chunk.count;
  const std::int64_t chunks = started_parts(bytes_each_request, chunk);
  requests_.add(count * chunks);
}

}  // namespace twostep::models
