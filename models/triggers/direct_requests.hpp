// DirectRequests: requests that are invocations, recorded as such: asynchronous ones of a function, and executions of
// an orchestrator. (Synchronous requests of a function have a shorter way: FunctionService::serve.)
#pragma once

#include "models/ports.hpp"
#include "models/receiver.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

class DirectRequests : public Receiver {
 public:
  DirectRequests(engine::Simulation& simulation, observation::Recorder& recorder, Invocable& target)
      : simulation_(simulation), recorder_(recorder), target_(target) {}

  engine::Process<void> serve(Arrival request) override {
    const SimTime arrival = simulation_.now();
    recorder_.request_arrived(arrival);
    const Invocation invocation{.at_limit = AtLimit::queue, .poisoned = request.poisoned, .origin = arrival};
    InvocationResult result;
    co_await target_.invoke(invocation, result);
    recorder_.request_ended(arrival, simulation_.now(), result.phases, result.outcome);
  }

 private:
  engine::Simulation& simulation_;
  observation::Recorder& recorder_;
  Invocable& target_;
};

}  // namespace twostep::models
