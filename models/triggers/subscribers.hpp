// Subscribers: the functions and queues that an event goes to: a message of a topic, an object that was written, a tick
// of a timer.
#pragma once

#include <cstdint>
#include <vector>

#include "models/ports.hpp"
#include "models/request.hpp"
#include "models/sampler.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

class QueueService;

struct TriggerEvent {
  Request* request = nullptr;  // that it is a message of; null: of none
  SimTime origin;              // arrival of the request that it descends from
  bool poisoned = false;
  Bytes size{};
};

class Subscribers {
 public:
  Subscribers(engine::Simulation& simulation, RequestLedger& requests,
              const engine::Sampled<Duration>& delivery_latency, const std::string& name)
      : simulation_(simulation), requests_(requests), latency_(simulation, delivery_latency, name + ".delivery") {}
  Subscribers(const Subscribers&) = delete;
  Subscribers& operator=(const Subscribers&) = delete;

  // The same one again is still one.
  void add(Invocable& function);
  void add(QueueService& queue) { queues_.push_back(&queue); }
  // Those that process what they get: not a queue that nobody reads.
  [[nodiscard]] std::int64_t count() const;

  // Hands the event to each of them, now or after the delivery's latency; does not wait for them.
  void notify(const TriggerEvent& event);

 private:
  engine::Process<void> hand_to(Invocable& function, TriggerEvent event);
  engine::Process<void> hand_to(QueueService& queue, TriggerEvent event);

  engine::Simulation& simulation_;
  RequestLedger& requests_;
  Sampler<Duration> latency_;
  std::vector<Invocable*> functions_;
  std::vector<QueueService*> queues_;
};

}  // namespace twostep::models
