// Request: one thing asked of the application, from its arrival to its response.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <vector>

#include "sim/engine/simulation.hpp"
#include "sim/observation/recorder.hpp"

namespace twostep::models {

struct Request {
  SimTime arrival;
  std::int64_t messages_left = 1;  // of those it was sent as; the last one to be processed ends it
  bool poisoned = false;           // its input makes every execution that has it fail
  observation::Outcome outcome = observation::Outcome::completed;  // the worst of its messages so far
  std::coroutine_handle<> client{};                                // who waits for the response; none: nobody
};

// co_await Answered{request}: suspends the process that sent it until it is answered.
struct Answered {
  Request& request;
  [[nodiscard]] bool await_ready() const noexcept { return request.messages_left <= 0; }
  void await_suspend(std::coroutine_handle<> client) const noexcept { request.client = client; }
  void await_resume() const noexcept {}
};

// The requests of a run that went into a queue and are not yet answered. Answered ones are used again: memory follows
// what is active, not what has been.
class RequestLedger {
 public:
  RequestLedger(engine::Simulation& simulation, observation::Recorder& recorder)
      : simulation_(simulation), recorder_(recorder) {}

  Request& open(SimTime arrival, std::int64_t messages, bool poisoned) {
    if (free_.empty()) free_.push_back(&requests_.emplace_back());
    Request& request = *free_.back();
    free_.pop_back();
    request = {.arrival = arrival, .messages_left = messages, .poisoned = poisoned};
    return request;
  }

  // `count` of its messages ended, for good, in an execution whose phases, from the request's arrival on, are `phases`.
  void processed(Request& request, std::int64_t count, const observation::PhaseTimes& phases,
                 observation::Outcome outcome) {
    request.outcome = std::max(request.outcome, outcome);
    request.messages_left -= count;
    if (request.messages_left > 0) return;
    recorder_.request_ended(request.arrival, simulation_.now(), phases, request.outcome);
    if (request.client) simulation_.resume_now(request.client);
    free_.push_back(&request);
  }

 private:
  engine::Simulation& simulation_;
  observation::Recorder& recorder_;
  std::deque<Request> requests_;
  std::vector<Request*> free_;
};

}  // namespace twostep::models
