// LongPolls: the receives that wait for messages, first come first served, and the empty answers that they are billed
// for.
#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>
#include <vector>

#include "models/metering.hpp"
#include "sim/engine/timer.hpp"

namespace twostep::models {

// A receive that waits: for longer than a long poll lasts it asks again and again, and each answer without messages was
// a request.
struct LongPoll {
  SimTime since;
  std::int64_t billed = 0;  // empty answers metered so far
};

class LongPolls {
 public:
  LongPolls(engine::Simulation& simulation, Duration length, Meter& requests)
      : simulation_(simulation), length_(length), requests_(requests) {}

  [[nodiscard]] bool any() const { return first_ != nullptr; }
  // Wakes the one that has waited the longest. Requires any().
  void wake_first();

  // co_await wait(poll, until): suspends until it is woken, or until that time. Who is woken looks again whether there
  // are messages, since another may have been quicker.
  auto wait(LongPoll& poll, SimTime until) {
    struct Awaiter {
      LongPolls& polls;
      LongPoll& poll;
      SimTime until;
      Waiting* waiting = nullptr;
      [[nodiscard]] bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<> process) { waiting = &polls.add(process, poll, until); }
      void await_resume() const { polls.free_.push_back(waiting); }
    };
    return Awaiter{*this, poll, until};
  }

  // Meters the long polls of this receive that ended empty by now; `cut`: it gives up now, in the midst of one.
  void meter_empty(LongPoll& poll, bool cut);
  // The same for all that wait. At the end of a run, those under way are billed too: their answer would be empty.
  void accrue();
  void close();

 private:
  struct Waiting {
    explicit Waiting(LongPolls& all) : polls(all), timer(all.simulation_, &Waiting::time_out, this) {}
    static void time_out(void* self) {
      auto& waiting = *static_cast<Waiting*>(self);
      waiting.polls.wake(waiting);
    }
    LongPolls& polls;
    engine::Timer timer;
    std::coroutine_handle<> process;
    LongPoll* poll = nullptr;
    Waiting* previous = nullptr;
    Waiting* next = nullptr;
  };

  Waiting& add(std::coroutine_handle<> process, LongPoll& poll, SimTime until);
  void wake(Waiting& waiting);

  engine::Simulation& simulation_;
  Duration length_;
  Meter& requests_;
  Waiting* first_ = nullptr;
  Waiting* last_ = nullptr;
  std::deque<Waiting> all_;  // used again and again: the timers must outlive the run's events
  std::vector<Waiting*> free_;
};

}  // namespace twostep::models
