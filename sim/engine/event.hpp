// Event: something that happens once. Processes wait for it; those that come later do not wait.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/engine/waiters.hpp"

namespace twostep::engine {

class Event {
 public:
  explicit Event(Simulation& simulation) : simulation_(simulation) {}
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  [[nodiscard]] bool triggered() const { return triggered_; }

  // Wakes every waiting process at the current time, in the order they came. A second call does nothing.
  void trigger() {
    triggered_ = true;
    while (!waiters_.empty()) simulation_.resume_now(waiters_.pop().process);
  }

  auto wait() {
    struct Awaiter : Waiter {
      Event& event;
      explicit Awaiter(Event& e) : event(e) {}
      [[nodiscard]] bool await_ready() const noexcept { return event.triggered_; }
      void await_suspend(std::coroutine_handle<> waiting) {
        process = waiting;
        event.waiters_.push(*this);
      }
      void await_resume() const noexcept {}
    };
    return Awaiter{*this};
  }

 private:
  Simulation& simulation_;
  Waiters<> waiters_;
  bool triggered_ = false;
};

}  // namespace twostep::engine
