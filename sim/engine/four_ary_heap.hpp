// FourAryHeap: a priority queue of small values, the first by `before` on top.
#pragma once

#include <cstddef>
#include <vector>

namespace twostep::engine {

// Shallower than a binary heap, and the four children share a cache line or two. `Entry` has `bool before(const
// Entry&)`.
template <class Entry>
class FourAryHeap {
 public:
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  // Requires !empty().
  [[nodiscard]] const Entry& top() const { return entries_.front(); }

  // All entries, in no particular order. Changing them must not change which is before which.
  [[nodiscard]] auto begin() { return entries_.begin(); }
  [[nodiscard]] auto end() { return entries_.end(); }
  [[nodiscard]] auto begin() const { return entries_.begin(); }
  [[nodiscard]] auto end() const { return entries_.end(); }

  void push(const Entry& entry) {
    entries_.push_back(entry);
    sift_up(entries_.size() - 1, entry);
  }

  // Removes the top. Requires !empty().
  void pop() {
    const Entry last = entries_.back();
    entries_.pop_back();
    if (!entries_.empty()) sift_down(0, last);
  }

  // Removes the entry that is begin()[at]. Requires at < size().
  void erase(std::size_t at) {
    const Entry last = entries_.back();
    entries_.pop_back();
    if (at == entries_.size()) return;
    if (at > 0 && last.before(entries_[(at - 1) / 4])) {
      sift_up(at, last);
    } else {
      sift_down(at, last);
    }
  }

 private:
  void sift_up(std::size_t hole, const Entry& moving) {
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 4;
      if (!moving.before(entries_[parent])) break;
      entries_[hole] = entries_[parent];
      hole = parent;
    }
    entries_[hole] = moving;
  }

  void sift_down(std::size_t hole, const Entry& moving) {
    const std::size_t count = entries_.size();
    for (;;) {
      const std::size_t first_child = 4 * hole + 1;
      if (first_child >= count) break;
      const std::size_t least = first_child + 4 <= count ? least_of_four(first_child) : least_of(first_child, count);
      if (!entries_[least].before(moving)) break;
      entries_[hole] = entries_[least];
      hole = least;
    }
    entries_[hole] = moving;
  }

  // In two rounds, whose results are added as numbers: as branches a processor would guess most of them wrong.
  [[nodiscard]] std::size_t least_of_four(std::size_t first) const {
    const Entry* const four = &entries_[first];
    const std::size_t one = four[1].before(four[0]) ? 1 : 0;
    const std::size_t other = four[3].before(four[2]) ? 3 : 2;
    return first + (four[other].before(four[one]) ? other : one);
  }
  [[nodiscard]] std::size_t least_of(std::size_t first, std::size_t end) const {
    std::size_t least = first;
    for (std::size_t child = first + 1; child < end; ++child) {
      if (entries_[child].before(entries_[least])) least = child;
    }
    return least;
  }

  std::vector<Entry> entries_;
};

}  // namespace twostep::engine
