#include "sim/engine/process.hpp"

#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/event.hpp"
#include "sim/engine/simulation.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

using Trace = std::vector<std::string>;

Process<void> wait_and_note(Simulation& simulation, Duration delay, const char* word, Trace& trace) {
  co_await simulation.delay(delay);
  trace.push_back(word + std::string("@") + std::to_string(simulation.now().ns));
}

Process<void> wait_for(Event& event) { co_await event.wait(); }

Process<int> answer_after(Simulation& simulation, Duration delay, int value) {
  co_await simulation.delay(delay);
  co_return value;
}

Process<int> sum_of_answers(Simulation& simulation) {
  const int first = co_await answer_after(simulation, {10}, 3);
  const int second = co_await answer_after(simulation, {20}, 4);
  co_return first + second;
}

Process<void> note_sum(Simulation& simulation, int& sum, SimTime& at) {
  sum = co_await sum_of_answers(simulation);
  at = simulation.now();
}

Process<std::unique_ptr<int>> make_unique_after(Simulation& simulation) {
  co_await simulation.delay({1});
  co_return std::make_unique<int>(7);
}

Process<void> note_unique(Simulation& simulation, std::unique_ptr<int>& value) {
  value = co_await make_unique_after(simulation);
}

Process<void> fail_after(Simulation& simulation, Duration delay) {
  co_await simulation.delay(delay);
  throw std::runtime_error("broken at " + std::to_string(simulation.now().ns));
}

Process<void> fail_at_once() {
  throw std::runtime_error("broken at once");
  co_return;
}

Process<void> catch_and_note(Simulation& simulation, std::string& caught) {
  try {
    co_await fail_after(simulation, {5});
  } catch (const std::runtime_error& error) {
    caught = error.what();
  }
}

Process<void> await_failure(Simulation& simulation) { co_await fail_after(simulation, {5}); }

Process<void> tick_for_ever(Simulation& simulation, int& ticks) {
  for (;;) {
    co_await simulation.delay({10});
    ++ticks;
  }
}

Process<void> spawn_from_within(Simulation& simulation, Trace& trace) {
  trace.emplace_back("before");
  simulation.spawn(wait_and_note(simulation, {0}, "child", trace), "child");
  trace.emplace_back("after");
  co_return;
}

// Counts how often it was destroyed: shows that a frame's locals are.
struct Destroyed {
  int* count;
  explicit Destroyed(int& c) : count(&c) {}
  Destroyed(const Destroyed&) = delete;
  Destroyed& operator=(const Destroyed&) = delete;
  ~Destroyed() { ++*count; }
};

Process<void> hold_and_wait(Event& event, int& destroyed) {
  const Destroyed local(destroyed);
  co_await wait_for(event);
}

Process<void> note_frame(Simulation& simulation, std::vector<const void*>& places) {
  const int local = 0;
  places.push_back(&local);
  co_await simulation.delay({1});
  places.push_back(&local);
}

}  // namespace

TEST_CASE("a delay resumes the process at its end, in order of time and then of asking") {
  Simulation simulation;
  Trace trace;
  simulation.spawn(wait_and_note(simulation, {30}, "late", trace), "late");
  simulation.spawn(wait_and_note(simulation, {10}, "first", trace), "first");
  simulation.spawn(wait_and_note(simulation, {10}, "second", trace), "second");
  simulation.run();
  CHECK(trace == Trace{"first@10", "second@10", "late@30"});
  CHECK(simulation.now() == SimTime{30});
}

TEST_CASE("a delay of zero or less does not suspend") {
  Simulation simulation;
  Trace trace;
  simulation.spawn(wait_and_note(simulation, {0}, "zero", trace), "zero");
  simulation.spawn(wait_and_note(simulation, {-5}, "past", trace), "past");
  CHECK(trace == Trace{"zero@0", "past@0"});  // before the run has begun
  simulation.run();
  CHECK(simulation.events_run() == 0);
}

TEST_CASE("a spawned process runs at once until it suspends") {
  Simulation simulation;
  Trace trace;
  simulation.spawn(spawn_from_within(simulation, trace), "parent");
  CHECK(trace == Trace{"before", "child@0", "after"});
  simulation.run();
}

TEST_CASE("an awaited process returns its value to the one that awaits it") {
  Simulation simulation;
  int sum = 0;
  SimTime at;
  simulation.spawn(note_sum(simulation, sum, at), "sum");
  simulation.run();
  CHECK(sum == 7);
  CHECK(at == SimTime{30});  // 10 ns + 20 ns, one after the other
}

TEST_CASE("an awaited process may return what can only be moved") {
  Simulation simulation;
  std::unique_ptr<int> value;
  simulation.spawn(note_unique(simulation, value), "unique");
  simulation.run();
  REQUIRE(value != nullptr);
  CHECK(*value == 7);
}

TEST_CASE("an exception of an awaited process reaches the one that awaits it") {
  Simulation simulation;
  std::string caught;
  simulation.spawn(catch_and_note(simulation, caught), "catcher");
  simulation.run();
  CHECK(caught == "broken at 5");
}

TEST_CASE("an exception that leaves a spawned process ends the run and reaches its caller") {
  Simulation simulation;
  Trace trace;
  simulation.spawn(await_failure(simulation), "broken");
  simulation.spawn(wait_and_note(simulation, {4}, "earlier", trace), "earlier");
  simulation.spawn(wait_and_note(simulation, {6}, "later", trace), "later");
  CHECK_THROWS_WITH(simulation.run(), "broken at 5");
  CHECK(trace == Trace{"earlier@4"});
}

TEST_CASE("an exception before the run reaches the caller of the run") {
  Simulation simulation;
  simulation.spawn(fail_at_once(), "broken");
  CHECK_THROWS_WITH(simulation.run(), "broken at once");
}

TEST_CASE("a run names the processes that nothing will wake") {
  Simulation simulation;
  Event never(simulation);
  Trace trace;
  simulation.spawn(wait_for(never), "reader", 1);
  simulation.spawn(wait_and_note(simulation, {5}, "done", trace), "done");
  simulation.spawn(wait_for(never), "reader", 2);
  try {
    simulation.run();
    FAIL("the run ended well");
  } catch (const SuspendedProcesses& error) {
    CHECK(error.names() == std::vector<std::string>{"reader 1", "reader 2"});
    CHECK(error.what() == std::string("the run ended with processes that nothing will wake: reader 1, reader 2."));
  }
}

TEST_CASE("a run names twenty suspended processes and counts the others") {
  Simulation simulation;
  Event never(simulation);
  for (std::uint64_t i = 0; i < 25; ++i) simulation.spawn(wait_for(never), "reader", i);
  try {
    simulation.run();
    FAIL("the run ended well");
  } catch (const SuspendedProcesses& error) {
    REQUIRE(error.names().size() == 21);
    CHECK(error.names().back() == "and 5 more");
  }
}

TEST_CASE("a daemon does not keep the run alive") {
  Simulation simulation;
  Trace trace;
  int ticks = 0;
  simulation.spawn_daemon(tick_for_ever(simulation, ticks), "clock");
  simulation.spawn(wait_and_note(simulation, {35}, "done", trace), "done");
  simulation.run();
  CHECK(simulation.now() == SimTime{35});
  CHECK(ticks == 3);  // at 10, 20 and 30
}

TEST_CASE("a simulation destroys the frames of processes that have not ended") {
  int destroyed = 0;
  {
    Simulation simulation;
    Event never(simulation);
    simulation.spawn_daemon(hold_and_wait(never, destroyed), "waiting");
    simulation.run();
    CHECK(destroyed == 0);
  }
  CHECK(destroyed == 1);
}

TEST_CASE("a process that was never started is destroyed with its owner") {
  Simulation simulation;
  int ticks = 0;
  {
    const Process<void> never_started = tick_for_ever(simulation, ticks);
  }
  CHECK(ticks == 0);
}

TEST_CASE("a process gets the frame of an ended one of its size") {
  Simulation simulation;
  std::vector<const void*> places;
  for (int i = 0; i < 3; ++i) {
    simulation.spawn(note_frame(simulation, places), "frame");
    simulation.run();
  }
  REQUIRE(places.size() == 6);
  for (const void* place : places) CHECK(place == places.front());
}

TEST_CASE("the frame pool keeps sizes apart and passes large frames on") {
  void* small = FramePool::allocate(100);
  FramePool::release(small, 100);
  void* other_size = FramePool::allocate(200);
  CHECK(other_size != small);
  CHECK(FramePool::allocate(128) == small);  // 65 to 128 bytes are one class
  void* large = FramePool::allocate(5000);
  FramePool::release(large, 5000);
  FramePool::release(other_size, 200);
  FramePool::release(small, 128);
}
