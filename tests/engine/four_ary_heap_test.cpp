#include "sim/engine/four_ary_heap.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace {

struct Entry {
  int value;
  [[nodiscard]] bool before(const Entry& other) const { return value < other.value; }
};

}  // namespace

TEST_CASE("a heap gives what is left in order, wherever entries were erased") {
  rc::prop("erase", [] {
    twostep::engine::FourAryHeap<Entry> heap;
    std::multiset<int> expected;
    for (const int value : *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 50)))) {
      heap.push({value});
      expected.insert(value);
    }
    const auto erased = *rc::gen::inRange<std::size_t>(0, heap.size());
    for (std::size_t i = 0; i < erased; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, heap.size());
      expected.erase(expected.find((heap.begin() + static_cast<std::ptrdiff_t>(at))->value));
      heap.erase(at);
    }
    for (const int value : expected) {
      RC_ASSERT(heap.top().value == value);
      heap.pop();
    }
    RC_ASSERT(heap.empty());
  });
}
