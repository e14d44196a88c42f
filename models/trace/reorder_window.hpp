// ReorderWindow: puts invocations in order of time that are late by no more than a known time.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "models/trace/trace.hpp"
#include "sim/engine/four_ary_heap.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// An invocation is late by the time from its own to the latest that came before it. When none is late by more than
// `lateness`, all that is to come is no earlier than the latest so far less `lateness`, and what lies before that can
// leave: so the window holds no more than the invocations of one such time.
class ReorderWindow {
 public:
  explicit ReorderWindow(Duration lateness) : lateness_(lateness) {}

  // Whether it comes too late to be put in order.
  [[nodiscard]] bool is_too_late(const TraceInvocation& invocation) const { return invocation.at < earliest_to_come(); }

  void push(const TraceInvocation& invocation) {
    heap_.push({.invocation = invocation, .order = pushed_++});
    latest_ = std::max(latest_, invocation.at);
  }

  // The first in order of time, function, and arrival here; whether nothing that is to come can be before it.
  [[nodiscard]] bool is_ready() const { return !heap_.empty() && heap_.top().invocation.at < earliest_to_come(); }
  [[nodiscard]] bool empty() const { return heap_.empty(); }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }
  // Requires !empty().
  TraceInvocation pop() {
    const TraceInvocation first = heap_.top().invocation;
    heap_.pop();
    return first;
  }

 private:
  struct Entry {
    TraceInvocation invocation;
    std::uint64_t order = 0;

    [[nodiscard]] bool before(const Entry& other) const {
      if (invocation.at != other.invocation.at) return invocation.at < other.invocation.at;
      if (invocation.function != other.invocation.function) return invocation.function < other.invocation.function;
      return order < other.order;
    }
  };

  [[nodiscard]] SimTime earliest_to_come() const { return pushed_ == 0 ? never_ : latest_ - lateness_; }

  static constexpr SimTime never_{std::numeric_limits<std::int64_t>::min()};
  Duration lateness_;
  SimTime latest_ = never_;
  std::uint64_t pushed_ = 0;
  engine::FourAryHeap<Entry> heap_;
};

}  // namespace twostep::models
