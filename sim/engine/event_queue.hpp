// The future event list: wake-ups ordered by (time, order of scheduling). It knows no SimGrid and no coroutine.
#pragma once

#include <cstddef>
#include <cstdint>

#include "sim/engine/four_ary_heap.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

// What to call when an event is due. `run` must not throw.
struct Wakeup {
  void (*run)(void*) = nullptr;
  void* target = nullptr;
};

class EventQueue {
 public:
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  // The time of the earliest event; SimTime::max() when there is none.
  [[nodiscard]] SimTime next_time() const { return heap_.empty() ? SimTime::max() : heap_.top().at; }

  void push(SimTime at, Wakeup wakeup) { heap_.push({at, sequence_++, wakeup}); }

  // Removes and returns the earliest event's wake-up. Requires !empty().
  Wakeup pop() {
    const Wakeup first = heap_.top().wakeup;
    heap_.pop();
    return first;
  }

 private:
  struct Entry {
    SimTime at;
    std::uint64_t sequence;
    Wakeup wakeup;
    [[nodiscard]] bool before(const Entry& other) const {
      return at < other.at || (at == other.at && sequence < other.sequence);
    }
  };

  FourAryHeap<Entry> heap_;
  std::uint64_t sequence_ = 0;
};

}  // namespace twostep::engine
