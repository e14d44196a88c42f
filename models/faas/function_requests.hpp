// What a FunctionService keeps of an invocation.
#pragma once

#include "models/faas/function_service.hpp"

namespace twostep::models {

// An execution, from being asked for to its end; several after each other, where one outlives the lifetime.
struct FunctionService::Attempt {
  SimTime asked;
  Environment* environment = nullptr;
  Duration billed{};
  bool waited = false;  // for a cold start
  Execution execution;
  std::optional<observation::PhaseTimes> earlier;  // of the executions before this one
  FunctionEvents::Place shown;                     // in the timeline

  void begin(SimTime now) {
    asked = now;
    environment = nullptr;
    billed = {};
    waited = false;
    execution.status = ExecutionStatus::completed;
    execution.longest_iteration = {};
  }
  [[nodiscard]] observation::PhaseTimes phases() const {
    observation::PhaseTimes own = execution.phases;
    for (std::size_t i = 0; earlier && i < own.size(); ++i) own[i] -= (*earlier)[i];
    return own;
  }
};

// A request as an object that is used again, as long as it needs to be no more than that: its program is plain, and it
// waits for nobody. Most requests are: a process each would cost as much as all that happens in them. What is used most
// of it stands together: there are many, and each is looked at now and then.
struct alignas(64) FunctionService::PlainRequest {
  explicit PlainRequest(FunctionService& function_service) : service(function_service) {}

  std::optional<Interpreter::Run> run;
  FunctionService& service;
  EnvironmentPool* function = nullptr;
  PlainRequest* next_free = nullptr;
  std::uint64_t number = 0;
  Attempt attempt;
  SimTime starting_since;
  Duration init{};  // of its cold start

  // Its stages, each of which leads to the next one, at once or later.
  void arrive();
  void admit();    // the platform's own path to a function is over
  void start();    // in a new environment
  void execute();  // in one that is ready
  void end();
  void answer(observation::Outcome outcome);
  // It has to wait for others: what is left of it is a process.
  void become_process();
  void leave();

  template <void (PlainRequest::*Stage)()>
  void wait(Duration time);
  template <void (PlainRequest::*Stage)()>
  engine::Wakeup wakeup();
};

}  // namespace twostep::models
