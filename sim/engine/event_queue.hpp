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
  [[nodiscard]] SimTime next_time() const { return soon_[soon_count_].at; }

  void push(SimTime at, Wakeup wakeup) {
    const std::uint64_t sequence = sequence_++;
    if (soon_count_ == most_soon || at >= later_than_) {
      push_beyond({at, sequence, wakeup});
    } else {
      insert(at, sequence, wakeup);
    }
  }

  // Removes and returns the earliest event's wake-up. Requires !empty(). What the next one concerns has not been looked
  // at since it was scheduled, and comes into the processor's cache while the first is dealt with.
  Wakeup pop() {
    const Wakeup first = soon_[soon_count_--].wakeup;
    if (soon_count_ == 0) take_from_later();
    prefetch<384>(soon_[soon_count_].wakeup.target);
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

  // Requires room among the soon ones, and a time before later_than_. Number by number: an entry that is made first and
  // then copied as a whole would have to be in memory before.
  void insert(SimTime at, std::uint64_t sequence, Wakeup wakeup) {
    Entry* place = &soon_[++soon_count_];
    // Of two at one time, the one that was scheduled first is due first: only a later one stays behind it. The entry
    // that is never due ends the search.
    for (; place[-1].at <= at; --place) place[0] = place[-1];
    place->at = at;
    place->sequence = sequence;
    place->wakeup = wakeup;
  }

  // Out of line, as is what follows: together with them push is no longer the few instructions that it mostly takes.
  [[gnu::noinline]] void push_beyond(const Entry& entry) {
    if (soon_count_ == 0) {  // an event that is never due, and nothing else
      soon_[++soon_count_] = entry;
      return;
    }
    if (soon_count_ == most_soon) make_room();
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
    soon_count_ = most_soon - half;
    later_than_ = later_.top().at;
  }

  [[gnu::noinline]] void take_from_later() {
    const std::size_t count = later_.size() < taken_at_once ? later_.size() : taken_at_once;
    for (std::size_t place = count; place > 0; --place) {
      soon_[place] = later_.top();
      later_.pop();
    }
    soon_count_ = count;
    later_than_ = later_.empty() ? SimTime::max() : later_.top().at;
  }

  // soon_[1] to soon_[soon_count_], the earliest last, none of them after any in later_; soon_[0] is never due.
  std::array<Entry, most_soon + 1> soon_{};
  std::size_t soon_count_ = 0;           // zero only when there is nothing at all
  SimTime later_than_ = SimTime::max();  // the first time in later_: from it on, events go there
  FourAryHeap<Entry> later_;
  std::uint64_t sequence_ = 0;
};

}  // namespace twostep::engine
