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
  EventQueue() = default;
  EventQueue(const EventQueue&) = delete;
  EventQueue& operator=(const EventQueue&) = delete;

  [[nodiscard]] bool empty() const { return soonest_ == soon_.data(); }
  [[nodiscard]] std::size_t size() const { return soon_count() + later_.size(); }
  // The time of the earliest event; SimTime::max() when there is none.
  [[nodiscard]] SimTime next_time() const { return soonest_->at; }

  void push(SimTime at, Wakeup wakeup) {
    const std::uint64_t sequence = sequence_++;
    if (soonest_ == last_place() || at >= later_than_) {
      push_beyond({at, sequence, wakeup});
    } else {
      insert(at, sequence, wakeup);
    }
  }

  // Removes and returns the earliest event's wake-up. Requires !empty(). What the next one concerns has not been looked
  // at since it was scheduled, and comes into the processor's cache while the first is dealt with.
  Wakeup pop() {
    const Wakeup first = (soonest_--)->wakeup;
    if (empty()) take_from_later();
    prefetch<384>(soonest_->wakeup.target);
    return first;
  }

 private:
  struct Entry {
    SimTime at = SimTime::max();
    std::uint64_t sequence = UINT64_MAX;
    Wakeup wakeup;
    // By time, then by sequence, as one number: the heap compares without branches.
    [[nodiscard]] bool before(const Entry& other) const { return order() < other.order(); }
    __extension__ using Order = __int128;
    [[nodiscard]] Order order() const { return static_cast<Order>(at.ns) << 64U | sequence; }
  };
  // Of 32 bytes each. What is taken at once nearly fills the array: a queue that has grown beyond it and come down
  // again is in the array alone again.
  static constexpr std::size_t most_soon = 48;
  static constexpr std::size_t taken_at_once = 32;

  [[nodiscard]] std::size_t soon_count() const { return static_cast<std::size_t>(soonest_ - soon_.data()); }
  [[nodiscard]] const Entry* last_place() const { return soon_.data() + most_soon; }

  // Requires room among the soon ones, and a time before later_than_. Number by number: an entry that is made first and
  // then copied as a whole would have to be in memory before.
  void insert(SimTime at, std::uint64_t sequence, Wakeup wakeup) {
    Entry* place = ++soonest_;
    // Of two at one time, the one that was scheduled first is due first: only a later one stays behind it. The entry
    // that is never due ends the search.
    for (; place[-1].at <= at; --place) place[0] = place[-1];
    place->at = at;
    place->sequence = sequence;
    place->wakeup = wakeup;
  }

  // Out of line, as is what follows: together with them push is no longer the few instructions that it mostly takes.
  [[gnu::noinline]] void push_beyond(const Entry& entry) {
    if (empty()) {  // an event that is never due, and nothing else
      *++soonest_ = entry;
      return;
    }
    if (soonest_ == last_place()) make_room();
    if (entry.at < later_than_) {
      insert(entry.at, entry.sequence, entry.wakeup);
    } else {
      later_.push(entry);
    }
  }

  // The later half of them goes to the heap.
  [[gnu::noinline]] void make_room() {
    constexpr std::size_t half = most_soon / 2;
    for (std::size_t i = 1; i <= half; ++i) later_.push(soon_[i]);
    for (std::size_t i = half + 1; i <= most_soon; ++i) soon_[i - half] = soon_[i];
    soonest_ -= half;
    later_than_ = later_.top().at;
  }

  [[gnu::noinline]] void take_from_later() {
    const std::size_t count = later_.size() < taken_at_once ? later_.size() : taken_at_once;
    for (std::size_t place = count; place > 0; --place) {
      soon_[place] = later_.top();
      later_.pop();
    }
    soonest_ += count;
    later_than_ = later_.empty() ? SimTime::max() : later_.top().at;
  }

  // From soon_[1] on, the earliest last, none of them after any in later_; soon_[0] is never due, and is the soonest
  // only when there is nothing at all.
  std::array<Entry, most_soon + 1> soon_{};
  Entry* soonest_ = soon_.data();
  SimTime later_than_ = SimTime::max();  // the first time in later_: from it on, events go there
  FourAryHeap<Entry> later_;
  std::uint64_t sequence_ = 0;
};

}  // namespace twostep::engine
