// The future event list: wake-ups ordered by (time, order of scheduling). It knows no SimGrid and no coroutine.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "sim/engine/four_ary_heap.hpp"
#include "sim/engine/prefetch.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

// What to call when an event is due. `run` must not throw.
struct Wakeup {
  void (*run)(void*) = nullptr;
  void* target = nullptr;
};

// The earliest few events stand in a sorted array, where taking one costs nothing and adding one moves its neighbours;
// all later ones in a heap. Most events of a run with little pending never see the heap, whose sifting is hard on a
// processor's branch predictor.
class EventQueue {
 public:
  [[nodiscard]] bool empty() const { return soon_count_ == 0; }
  [[nodiscard]] std::size_t size() const { return soon_count_ + later_.size(); }
  // The time of the earliest event; SimTime::max() when there is none.
  [[nodiscard]] SimTime next_time() const { return empty() ? SimTime::max() : soon_[soon_count_ - 1].at; }

  void push(SimTime at, Wakeup wakeup) {
    const Entry entry{at, sequence_++, wakeup};
    if (soon_count_ == soon_.size()) make_room();
    if (!later_.empty() && later_.top().before(entry)) {
      later_.push(entry);
      return;
    }
    std::size_t place = soon_count_++;
    // Of two at one time, the one that was scheduled first is due first: only a later one stays behind it.
    for (; place > 0 && soon_[place - 1].at <= at; --place) soon_[place] = soon_[place - 1];
    soon_[place] = entry;
  }

  // Removes and returns the earliest event's wake-up. Requires !empty(). What the next one concerns has not been looked
  // at since it was scheduled, and comes into the processor's cache while the first is dealt with.
  Wakeup pop() {
    const Wakeup first = soon_[--soon_count_].wakeup;
    if (soon_count_ == 0) take_from_later();
    if (soon_count_ > 0) prefetch<384>(soon_[soon_count_ - 1].wakeup.target);
    return first;
  }

 private:
  struct Entry {
    SimTime at;
    std::uint64_t sequence = 0;
    Wakeup wakeup;
    [[nodiscard]] bool before(const Entry& other) const {
      return at < other.at || (at == other.at && sequence < other.sequence);
    }
  };
  // Of 32 bytes each. What is taken at once nearly fills the array: a queue that has grown beyond it and come down
  // again is in the array alone again.
  static constexpr std::size_t most_soon = 48;
  static constexpr std::size_t taken_at_once = 32;

  // The later half of them goes to the heap.
  void make_room() {
    constexpr std::size_t half = most_soon / 2;
    for (std::size_t i = 0; i < half; ++i) later_.push(soon_[i]);
    for (std::size_t i = half; i < most_soon; ++i) soon_[i - half] = soon_[i];
    soon_count_ = most_soon - half;
  }

  void take_from_later() {
    const std::size_t count = later_.size() < taken_at_once ? later_.size() : taken_at_once;
    for (std::size_t place = count; place > 0; --place) {
      soon_[place - 1] = later_.top();
      later_.pop();
    }
    soon_count_ = count;
  }

  std::array<Entry, most_soon> soon_{};  // the earliest last; none of them after any in later_
  std::size_t soon_count_ = 0;           // zero only when there is nothing at all
  FourAryHeap<Entry> later_;
  std::uint64_t sequence_ = 0;
};

}  // namespace twostep::engine
