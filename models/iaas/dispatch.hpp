// Dispatch: which worker of which instance serves a request, and where the others wait: in one queue for all instances,
// or, behind a load balancer, in a queue on each.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>

#include "models/iaas/instance.hpp"
#include "models/iaas/target_choice.hpp"
#include "models/time_weighted.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

// Called when a request finds every worker busy: a fleet that can grow by itself does.
struct GrowHook {
  void (*grow)(void*) = nullptr;
  void* fleet = nullptr;
};

class Dispatch {
 public:
  // `instances` are numbered by their places, and outlive this.
  Dispatch(engine::Simulation& simulation, std::deque<Instance>& instances, std::optional<std::int64_t> queue_limit,
           GrowHook grow)
      : simulation_(simulation), instances_(instances), queue_limit_(queue_limit), grow_(grow) {}
  Dispatch(const Dispatch&) = delete;
  Dispatch& operator=(const Dispatch&) = delete;

  // Requests come through a load balancer. Before the first instance.
  void balance(TargetChoice choice) { choice_.emplace(std::move(choice)); }

  // Whether the request's fate is known now: it has a worker of request.instance, or was turned away. Otherwise its
  // process, to be set by the caller, is resumed when it is.
  [[nodiscard]] bool ask(WorkerRequest& request);
  // A worker has served what it took.
  void release(std::uint32_t instance);

  // The instance has so many more workers, or fewer: those that serve something finish it.
  void add_workers(std::uint32_t index, std::int64_t number);
  void remove_workers(std::uint32_t index, std::int64_t number);
  // The instance takes nothing new; what waits there is still served.
  void stop(std::uint32_t index);
  // What waits there is lost.
  void lose(std::uint32_t index);

  // For workers that take their work elsewhere.
  void begin(std::uint32_t instance);
  void end(std::uint32_t instance);

  [[nodiscard]] TimeWeighted& busy() { return busy_; }

 private:
  [[nodiscard]] bool ask_balanced(WorkerRequest& request);
  void resume(WorkerRequest& request, std::uint32_t instance);
  void serve_next_at(std::uint32_t index);
  void offer_free_worker(std::uint32_t index);

  engine::Simulation& simulation_;
  std::deque<Instance>& instances_;
  std::optional<std::int64_t> queue_limit_;
  GrowHook grow_;
  std::optional<TargetChoice> choice_;      // there is a load balancer
  std::deque<std::uint32_t> free_workers_;  // their instances, longest free first; without a load balancer
  engine::Waiters<WorkerRequest> waiting_;  // without a load balancer
  std::int64_t waiting_count_ = 0;
  TimeWeighted busy_;
};

}  // namespace twostep::models
