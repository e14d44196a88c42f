// Triggers: what starts programs in one variant beside its workloads: the platform's own queue before each function,
// who is told of what is written to a store, and timers.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "models/triggers/async_invoker.hpp"
#include "models/triggers/subscribers.hpp"
#include "models/triggers/trigger_specs.hpp"
#include "sim/observation/run_result.hpp"

namespace twostep::models {

class Triggers {
 public:
  Triggers(engine::Simulation& simulation, RequestLedger& requests) : simulation_(simulation), requests_(requests) {}
  Triggers(const Triggers&) = delete;
  Triggers& operator=(const Triggers&) = delete;

  // The asynchronous side of what runs the program; null when it was not added.
  [[nodiscard]] AsyncInvoker* async(std::string_view program) const;
  AsyncInvoker& add_async(const std::string& program, Invocable& function, const AsynchronousSpec& spec,
                          QueueService* dead_letter);

  // Appends how many events there were and what became of them, when there were any.
  void add_gauges(std::vector<observation::Gauge>& gauges) const;

  // Who is told when something is written to that store, or when that timer goes off; null when nobody is.
  [[nodiscard]] Subscribers* of(std::string_view resource) const;
  Subscribers& add_subscribers(const std::string& resource);

  void add_timer(const std::string& name, const TimerSpec& spec);
  // Starts the timers. They go on while `needed` says so: what they start themselves is no reason to.
  void start(std::function<bool()> needed);

 private:
  struct Timer {
    Subscribers* subscribers = nullptr;
    TimerSpec spec;
  };
  template <class T>
  using ByName = std::vector<std::pair<std::string, std::unique_ptr<T>>>;

  engine::Process<void> tick(Timer timer);

  engine::Simulation& simulation_;
  RequestLedger& requests_;
  ByName<AsyncInvoker> invokers_;    // by program
  ByName<Subscribers> subscribers_;  // by resource
  std::vector<Timer> timers_;
  std::function<bool()> needed_;
};

}  // namespace twostep::models
