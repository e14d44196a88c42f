#include "models/messaging/queue_service.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;

QueueService::QueueService(ServiceContext context, const std::string& name, const QueueSpec& spec)
    : context_(context),
      send_latency_(context.simulation, spec.send_latency, name + ".send_latency"),
      receive_latency_(context.simulation, spec.receive_latency, name + ".receive_latency"),
      batch_(spec.batch),
      long_poll_(spec.long_poll),
      request_chunk_(spec.request_chunk.count),
      acknowledge_(spec.acknowledge),
      requests_(
          context.metering.open({.resource = name, .service = spec.service, .meter = "request", .unit = "request"})) {}

void QueueService::arrive(Request& request, std::int64_t messages, Bytes size) {
  meter_requests(messages, size.count);
  add(&request, messages, size);
}

Process<void> QueueService::send(const Site& site, std::int64_t messages, Bytes size) {
  for (std::int64_t left = messages; left > 0; left -= batch_) {
    const std::int64_t count = std::min(left, batch_);
    meter_requests(1, count * size.count);
    co_await context_.simulation.delay(send_latency_.next());
    co_await context_.network.transfer(size * count, site.nic_cap, site.nic);
    add(nullptr, count, size);
  }
}

void QueueService::add(Request* request, std::int64_t messages, Bytes size) {
  groups_.push_back({.request = request, .messages = messages, .bytes_each = size.count});
  depth_ += messages;
  wake_poller();
}

void QueueService::wake_poller() {
  if (!pollers_.empty()) {
    context_.simulation.resume_now(pollers_.pop().process);
  } else if (backlog_.more_pollers != nullptr) {
    backlog_.more_pollers(backlog_.consumer);
  }
}

// Suspends until messages were added; the woken poller looks again, since another may have been quicker.
auto QueueService::poll() {
  struct Awaiter : engine::Waiter {
    QueueService& queue;
    explicit Awaiter(QueueService& q) : queue(q) {}
    [[nodiscard]] bool await_ready() const { return queue.depth_ > 0; }
    void await_suspend(std::coroutine_handle<> waiting) {
      process = waiting;
      queue.pollers_.push(*this);
    }
    void await_resume() const noexcept {}
  };
  return Awaiter{*this};
}

Process<Batch> QueueService::receive(std::int64_t most) {
  const SimTime began = context_.simulation.now();
  while (depth_ == 0) co_await poll();
  const Duration waited = context_.simulation.now() - began;
  requests_.add(waited.ns / long_poll_.ns);  // each long poll that ended empty was a request

  Batch batch{.parts = {}, .messages = 0, .taken = context_.simulation.now(), .received = {}};
  std::int64_t bytes = 0;
  const std::int64_t limit = std::min(most, batch_);
  while (batch.messages < limit && depth_ > 0) {
    Group& group = groups_.front();
    const std::int64_t taken = std::min(limit - batch.messages, group.messages);
    batch.parts.push_back({.request = group.request, .messages = taken});
    batch.messages += taken;
    bytes += taken * group.bytes_each;
    depth_ -= taken;
    group.messages -= taken;
    if (group.messages == 0) groups_.pop_front();
  }
  if (depth_ > 0) wake_poller();
  meter_requests(1, bytes);
  co_await context_.simulation.delay(receive_latency_.next());
  batch.received = context_.simulation.now();
  co_return batch;
}

void QueueService::acknowledge(const Batch& batch) {
  if (acknowledge_ == Acknowledge::after) meter_requests((batch.messages + batch_ - 1) / batch_, 0);
}

void QueueService::meter_requests(std::int64_t count, std::int64_t bytes_each_request) {
  const std::int64_t chunks = std::max<std::int64_t>(1, (bytes_each_request + request_chunk_ - 1) / request_chunk_);
  requests_.add(count * chunks);
}

}  // namespace twostep::models
