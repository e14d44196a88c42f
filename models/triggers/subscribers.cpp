#include "models/triggers/subscribers.hpp"

#include <algorithm>

#include "models/messaging/queue_service.hpp"
#include "models/phase.hpp"

namespace twostep::models {

using engine::Process;

void Subscribers::add(Invocable& function) {
  if (std::ranges::find(functions_, &function) == functions_.end()) functions_.push_back(&function);
}

std::int64_t Subscribers::count() const {
  return static_cast<std::int64_t>(functions_.size()) +
         std::ranges::count_if(queues_, [](const QueueService* queue) { return queue->has_consumer(); });
}

void Subscribers::notify(const TriggerEvent& event) {
  for (Invocable* function : functions_) simulation_.spawn(hand_to(*function, event), "triggered invocation");
  for (QueueService* queue : queues_) simulation_.spawn(hand_to(*queue, event), "delivery to a queue");
}

Process<void> Subscribers::hand_to(Invocable& function, TriggerEvent event) {
  const SimTime published = simulation_.now();
  co_await simulation_.delay(latency_.next());
  const Duration delivery = simulation_.now() - published;
  const Invocation invocation{.at_limit = AtLimit::queue, .poisoned = event.poisoned, .origin = event.origin};
  InvocationResult result;
  co_await function.invoke(invocation, result);
  if (event.request == nullptr) co_return;
  time_in(result.phases, Phase::message) += delivery;
  requests_.processed(*event.request, 1, result.phases, result.outcome);
}

Process<void> Subscribers::hand_to(QueueService& queue, TriggerEvent event) {
  co_await simulation_.delay(latency_.next());
  if (event.request != nullptr && queue.has_consumer()) {
    queue.arrive(*event.request, 1, event.size);
  } else {
    queue.put(event.origin, event.poisoned, event.size);
  }
}

}  // namespace twostep::models
