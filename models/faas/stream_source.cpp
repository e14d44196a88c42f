#include "models/faas/stream_source.hpp"

#include <algorithm>
#include <utility>

#include "models/messaging/queue_service.hpp"

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

// What tells of a batch that was given up: its stream, shard and positions, not its records.
constexpr Bytes failure_message = {1'000};

}  // namespace

StreamSource::StreamSource(engine::Simulation& simulation, StreamService& stream, FunctionService& function,
                           RequestLedger& requests, QueueService* on_failure, const std::string& function_name)
    : simulation_(simulation),
      stream_(stream),
      function_(function),
      requests_(requests),
      on_failure_(on_failure),
      spec_(function.spec().event_source),
      dispatch_(simulation, spec_.dispatch, function_name + ".dispatch"),
      receive_latency_(simulation, stream.spec().receive_latency, function_name + ".stream_receive_latency") {
  const std::int64_t lanes = stream.spec().shards * spec_.parallelisation;
  for (std::int64_t i = 0; i < lanes; ++i) lanes_.emplace_back(*this, static_cast<std::size_t>(i));
  const auto arrived = [](void* self, std::size_t lane) { static_cast<StreamSource*>(self)->arrived(lane); };
  stream.set_consumer({arrived, this}, spec_.parallelisation);
}

void StreamSource::Lane::end(void* self) {
  auto& lane = *static_cast<Lane*>(self);
  lane.source.simulation_.resume_now(std::exchange(lane.filling, {}));
}

void StreamSource::arrived(std::size_t number) {
  Lane& lane = lanes_[number];
  if (!lane.reading) {
    lane.reading = true;
    simulation_.spawn_daemon(read(lane), "stream reader", number);
  } else if (lane.filling && stream_.waiting(number) >= lane.wanted) {
    lane.window_end.disarm();
    Lane::end(&lane);
  }
}

// The next of the looks that a reader takes at regular times at a shard that is empty.
SimTime StreamSource::next_look() const {
  const std::int64_t interval = stream_.spec().poll_interval.ns;
  const std::int64_t now = simulation_.now().ns;
  return interval == 0 ? SimTime{now} : SimTime{(now + interval - 1) / interval * interval};
}

// co_await more_records(...): suspends until the lane has so many records, or until that time.
auto StreamSource::more_records(Lane& lane, std::int64_t wanted, SimTime until) {
  struct Awaiter {
    Lane& lane;
    std::int64_t wanted = 0;
    SimTime until{};
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> process) const {
      lane.filling = process;
      lane.wanted = wanted;
      lane.window_end.arm(until);
    }
    void await_resume() const noexcept {}
  };
  return Awaiter{lane, wanted, until};
}

// Until the lane is empty.
Process<void> StreamSource::read(Lane& lane) {
  co_await simulation_.delay_until(next_look());
  while (stream_.waiting(lane.index) > 0) {
    Delivery delivery;
    stream_.read(lane.index, spec_.batch, delivery.batch);
    co_await fill(lane, delivery.batch);
    delivery.retries_left = spec_.retries.value_or(INT64_MAX);
    co_await deliver(delivery);
  }
  lane.reading = false;
}

Process<void> StreamSource::fill(Lane& lane, Batch& batch) {
  const SimTime until = simulation_.now() + spec_.window;
  if (batch.messages < spec_.batch && spec_.window > Duration::zero()) {
    co_await more_records(lane, spec_.batch - batch.messages, until);
    stream_.read(lane.index, spec_.batch, batch);
  }
  batch.taken = simulation_.now();
  co_await simulation_.delay(receive_latency_.next());
  batch.received = simulation_.now();
}

// Hands the batch to the function, again and again, until nothing is left of it.
Process<void> StreamSource::deliver(Delivery& delivery) {
  Batch& batch = delivery.batch;
  for (;;) {
    const SimTime began = simulation_.now();
    co_await simulation_.delay(dispatch_.next());
    time_in(delivery.phases, Phase::invoke) += simulation_.now() - began;
    InvocationResult result;
    const Invocation invocation{
        .at_limit = AtLimit::queue, .poisoned = batch.poisoned && !spec_.partial_failures, .origin = batch.origin};
    simulation_.hold();
    co_await function_.invoke(invocation, result);
    simulation_.release();
    delivery.phases += result.phases;
    if (result.outcome == Outcome::completed) {
      const auto failed = std::find_if(batch.parts.begin(), batch.parts.end(), [this](const BatchPart& part) {
        return spec_.partial_failures && part.poisoned;
      });
      end_before(delivery, static_cast<std::size_t>(failed - batch.parts.begin()), Outcome::completed);
    }
    if (batch.parts.empty()) co_return;
    if (gives_up(delivery)) {
      give_up(delivery);
      co_return;
    }
    --delivery.retries_left;
    co_await wait_to_retry(delivery);
  }
}

Process<void> StreamSource::wait_to_retry(Delivery& delivery) {
  co_await simulation_.delay(spec_.retry_wait);
  time_in(delivery.phases, Phase::queueing) += spec_.retry_wait;
}

bool StreamSource::gives_up(const Delivery& delivery) const {
  const Duration oldest = simulation_.now() + spec_.retry_wait - delivery.batch.parts.front().sent;
  return delivery.retries_left == 0 || oldest > std::min(spec_.max_age, stream_.spec().retention);
}

void StreamSource::give_up(Delivery& delivery) {
  Batch& batch = delivery.batch;
  if (on_failure_ != nullptr) on_failure_->put(batch.origin, false, failure_message);
  end_before(delivery, batch.parts.size(), on_failure_ != nullptr ? Outcome::dead_lettered : Outcome::failed);
}

// Ends the first records of the batch for good.
void StreamSource::end_before(Delivery& delivery, std::size_t count, Outcome outcome) {
  Batch& batch = delivery.batch;
  const auto end = batch.parts.begin() + static_cast<std::ptrdiff_t>(count);
  for (auto part = batch.parts.begin(); part != end; ++part) {
    stream_.ended(part->messages, simulation_.now() - part->sent, outcome != Outcome::completed);
    if (part->request == nullptr) continue;
    observation::PhaseTimes phases = delivery.phases;
    time_in(phases, Phase::queueing) += batch.taken - part->request->arrival;
    time_in(phases, Phase::message) += batch.received - batch.taken;
    requests_.processed(*part->request, part->messages, phases, outcome);
  }
  batch.parts.erase(batch.parts.begin(), end);
}

}  // namespace twostep::models
