#include "sim/engine/event_queue.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using namespace twostep;
using namespace twostep::engine;

namespace {

void nothing(void*) {}

// Which of the marks the earliest event has for its target.
std::size_t pop_from(EventQueue& queue, const std::vector<std::size_t>& marks) {
  return static_cast<std::size_t>(static_cast<const std::size_t*>(queue.pop().target) - marks.data());
}

// The targets, in the order in which the queue gives them back.
std::vector<std::size_t> order_of(const std::vector<std::int64_t>& times) {
  std::vector<std::size_t> marks(times.size());
  EventQueue queue;
  for (std::size_t i = 0; i < times.size(); ++i) queue.push({times[i]}, {&nothing, &marks[i]});
  std::vector<std::size_t> order;
  while (!queue.empty()) order.push_back(pop_from(queue, marks));
  return order;
}

}  // namespace

TEST_CASE("an empty event queue has its next event never") { CHECK(EventQueue{}.next_time() == SimTime::max()); }

TEST_CASE("events come in the order of their times") {
  CHECK(order_of({30, 10, 20}) == std::vector<std::size_t>{1, 2, 0});
}

TEST_CASE("events of one time come in the order of scheduling") {
  CHECK(order_of({5, 5, 1, 5, 1, 5}) == std::vector<std::size_t>{2, 4, 0, 1, 3, 5});
}

TEST_CASE("events at the end of time come last, in the order of scheduling, alone as among many others") {
  constexpr std::int64_t never = INT64_MAX;
  CHECK(order_of({never}) == std::vector<std::size_t>{0});
  CHECK(order_of({never, 5, never, 3}) == std::vector<std::size_t>{3, 1, 0, 2});
  std::vector<std::int64_t> times;
  for (std::int64_t i = 0; i < 200; ++i) times.push_back(i % 3 == 0 ? never : 200 - i);
  const std::vector<std::size_t> order = order_of(times);
  CHECK(std::is_sorted(order.begin(), order.end(),
                       [&](std::size_t a, std::size_t b) { return std::pair(times[a], a) < std::pair(times[b], b); }));
}

TEST_CASE("an event queue sorts any times as a stable sort does") {
  rc::prop("order of the queue = stable sort", [](const std::vector<std::int8_t>& times) {
    std::vector<std::pair<std::int64_t, std::size_t>> sorted;
    for (std::size_t i = 0; i < times.size(); ++i) sorted.emplace_back(times[i], i);
    std::sort(sorted.begin(), sorted.end());  // by time, then by order of scheduling
    const auto order = order_of({times.begin(), times.end()});
    for (std::size_t i = 0; i < sorted.size(); ++i) RC_ASSERT(order[i] == sorted[i].second);
  });
}

TEST_CASE("an event queue keeps its order when events are added while others are taken") {
  EventQueue queue;
  int marks[4] = {};
  queue.push({10}, {&nothing, &marks[0]});
  queue.push({30}, {&nothing, &marks[1]});
  CHECK(queue.pop().target == &marks[0]);
  queue.push({30}, {&nothing, &marks[2]});  // after the older one of the same time
  queue.push({20}, {&nothing, &marks[3]});
  CHECK(queue.next_time() == SimTime{20});
  CHECK(queue.pop().target == &marks[3]);
  CHECK(queue.pop().target == &marks[1]);
  CHECK(queue.pop().target == &marks[2]);
  CHECK(queue.empty());
}

// What the queue should do: a list sorted by time, and by order of scheduling.
struct SortedList {
  std::vector<std::pair<std::int64_t, std::size_t>> pending;
  void push(std::int64_t at, std::size_t number) {
    const std::pair<std::int64_t, std::size_t> entry{at, number};
    pending.insert(std::lower_bound(pending.begin(), pending.end(), entry), entry);
  }
  std::size_t pop() {
    const std::size_t first = pending.front().second;
    pending.erase(pending.begin());
    return first;
  }
};

TEST_CASE("an event queue gives back what a sorted list does, however many are added and taken in between") {
  rc::prop("queue = sorted list", [] {
    std::vector<std::size_t> marks(1000);
    EventQueue queue;
    SortedList list;
    std::int64_t now = 0;
    const int pops_of_five = *rc::gen::inRange(1, 6);  // below 5 the queue outgrows what it keeps sorted
    for (std::size_t i = 0; i < marks.size(); ++i) {
      const std::int64_t at = now + *rc::gen::inRange(0, 100);
      queue.push({at}, {&nothing, &marks[i]});
      list.push(at, i);
      if (*rc::gen::inRange(0, 5) >= pops_of_five) continue;
      RC_ASSERT(queue.size() == list.pending.size());
      now = queue.next_time().ns;
      RC_ASSERT(pop_from(queue, marks) == list.pop());
    }
    while (!queue.empty()) RC_ASSERT(pop_from(queue, marks) == list.pop());
    RC_ASSERT(list.pending.empty());
  });
}

TEST_CASE("an event queue gives back what a sorted list does, in crowds and in quiet, of near and of far") {
  rc::prop("queue = map by time and number", [] {
    constexpr std::size_t events = 20'000;
    std::vector<std::size_t> marks(events);
    EventQueue queue;
    std::map<std::pair<std::int64_t, std::size_t>, std::size_t> list;
    std::mt19937_64 random(*rc::gen::arbitrary<std::uint64_t>());
    const int most_digits = *rc::gen::inRange(1, 40);  // of a delay, in bits
    const auto pop = [&] {
      RC_ASSERT(queue.size() == list.size());
      RC_ASSERT(queue.next_time().ns == list.begin()->first.first);
      RC_ASSERT(pop_from(queue, marks) == list.begin()->second);
      list.erase(list.begin());
    };
    std::int64_t now = 0;
    std::uint64_t pops_of_eight = 4;
    for (std::size_t i = 0; i < events; ++i) {
      if (i % 1'000 == 0) pops_of_eight = random() % 9;  // the crowd grows, or melts away
      const std::uint64_t bits = random() % static_cast<std::uint64_t>(most_digits);
      std::int64_t at = now + static_cast<std::int64_t>(random() % (std::uint64_t{1} << bits));
      if (random() % 1'000 == 0) at = SimTime::max().ns;
      queue.push({at}, {&nothing, &marks[i]});
      list.emplace(std::pair{at, i}, i);
      for (int k = 0; k < 2 && random() % 8 < pops_of_eight && list.size() > 1; ++k) {
        const std::int64_t next = queue.next_time().ns;
        if (next != SimTime::max().ns) now = next;
        pop();
      }
    }
    while (!list.empty()) pop();
    RC_ASSERT(queue.empty());
    RC_ASSERT(queue.next_time() == SimTime::max());
  });
}
