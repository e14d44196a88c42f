// Timer: one call-back that can be re-armed at will, with few entries in the future event list.
#pragma once

#include <vector>

#include "sim/engine/simulation.hpp"

namespace twostep::engine {

// Re-arming to a later time costs nothing until the earlier entry fires, which then moves itself on: a pool that
// re-arms on every use keeps one entry in the queue. Entries left behind by an earlier one are used again. The timer
// must outlive the run's events.
class Timer {
 public:
  // `action(context)` is called at the armed time; it may re-arm.
  Timer(Simulation& simulation, void (*action)(void*), void* context)
      : simulation_(simulation), action_(action), context_(context) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  [[nodiscard]] bool armed() const { return due_ != SimTime::max(); }
  [[nodiscard]] SimTime due() const { return due_; }

  // A time before now() is due now.
  void arm(SimTime at) {
    due_ = at;
    if (entries_.empty() || due_ < entries_.back()) enter(due_);
  }
  void disarm() { due_ = SimTime::max(); }

 private:
  [[gnu::noinline]] void enter(SimTime at) {
    entries_.push_back(at);
    simulation_.schedule(at, {&Timer::fire, this});
  }

  static void fire(void* self) { static_cast<Timer*>(self)->fire(); }
  void fire() {
    entries_.pop_back();
    if (due_ <= simulation_.now()) {
      due_ = SimTime::max();
      action_(context_);
    } else if (armed() && (entries_.empty() || due_ < entries_.back())) {
      enter(due_);
    }
  }

  Simulation& simulation_;
  void (*action_)(void*);
  void* context_;
  SimTime due_ = SimTime::max();
  std::vector<SimTime>
      entries_;  // in the future event list, the next to fire last: each was entered before the one above
};

}  // namespace twostep::engine
