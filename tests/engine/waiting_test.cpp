#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/event.hpp"
#include "sim/engine/resource.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/store.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

using Trace = std::vector<std::string>;

void note(Trace& trace, Simulation& simulation, const std::string& word) {
  trace.push_back(word + "@" + std::to_string(simulation.now().ns));
}

Process<void> wait_for_event(Simulation& simulation, Event& event, Duration before, std::string word, Trace& trace) {
  co_await simulation.delay(before);
  co_await event.wait();
  note(trace, simulation, word);
}

Process<void> trigger_after(Simulation& simulation, Event& event, Duration delay) {
  co_await simulation.delay(delay);
  event.trigger();
}

// Holds `units` for `hold`, asking for them at `ask`.
Process<void> use(Simulation& simulation, Resource& resource, Duration ask, std::int64_t units, Duration hold,
                  std::string word, Trace& trace) {
  co_await simulation.delay(ask);
  co_await resource.acquire(units);
  note(trace, simulation, word);
  co_await simulation.delay(hold);
  resource.release(units);
}

Process<void> release_twice(Simulation& simulation, Resource& resource) {
  co_await simulation.delay({5});
  resource.release(1);
  resource.release(1);
}

Process<void> take(Simulation& simulation, Store<std::string>& store, std::string who, Trace& trace) {
  const std::string item = co_await store.get();
  note(trace, simulation, who + " got " + item);
}

Process<void> put_after(Simulation& simulation, Store<std::string>& store, Duration delay, std::string item) {
  co_await simulation.delay(delay);
  store.put(std::move(item));
}

}  // namespace

TEST_CASE("an event wakes its waiters when it happens, in the order they came") {
  Simulation simulation;
  Event event(simulation);
  Trace trace;
  simulation.spawn(wait_for_event(simulation, event, {0}, "first", trace), "first");
  simulation.spawn(wait_for_event(simulation, event, {3}, "second", trace), "second");
  simulation.spawn(trigger_after(simulation, event, {10}), "trigger");
  CHECK_FALSE(event.triggered());
  simulation.run();
  CHECK(event.triggered());
  CHECK(trace == Trace{"first@10", "second@10"});
}

TEST_CASE("who comes after an event does not wait, and a second trigger does nothing") {
  Simulation simulation;
  Event event(simulation);
  Trace trace;
  simulation.spawn(trigger_after(simulation, event, {10}), "trigger");
  simulation.spawn(trigger_after(simulation, event, {20}), "again");
  simulation.spawn(wait_for_event(simulation, event, {15}, "late", trace), "late");
  simulation.run();
  CHECK(trace == Trace{"late@15"});
}

TEST_CASE("a resource serves as many as it has units, the others first come first served") {
  Simulation simulation;
  Resource desks(simulation, 2);
  Trace trace;
  for (const char* who : {"a", "b", "c", "d"}) {
    simulation.spawn(use(simulation, desks, {0}, 1, {10}, who, trace), who);
  }
  CHECK(desks.available() == 0);
  simulation.run();
  CHECK(trace == Trace{"a@0", "b@0", "c@10", "d@10"});
  CHECK(desks.available() == 2);
}

TEST_CASE("a large request is not overtaken by later small ones") {
  Simulation simulation;
  Resource memory(simulation, 3);
  Trace trace;
  simulation.spawn(use(simulation, memory, {0}, 2, {10}, "two", trace), "two");
  simulation.spawn(use(simulation, memory, {1}, 3, {10}, "three", trace), "three");
  simulation.spawn(use(simulation, memory, {2}, 1, {10}, "one", trace), "one");  // one unit is free, but "three" waits
  simulation.run();
  CHECK(trace == Trace{"two@0", "three@10", "one@20"});
}

TEST_CASE("a release gives all units to the first waiters they suffice for") {
  Simulation simulation;
  Resource units(simulation, 0);
  Trace trace;
  simulation.spawn(use(simulation, units, {1}, 2, {1}, "pair", trace), "pair");
  simulation.spawn(use(simulation, units, {2}, 1, {1}, "single", trace), "single");
  simulation.spawn(release_twice(simulation, units), "giver");
  simulation.run();
  CHECK(trace == Trace{"pair@5", "single@6"});
  CHECK(units.available() == 2);
}

TEST_CASE("a release of several units wakes several") {
  Simulation simulation;
  Resource units(simulation, 2);
  Trace trace;
  simulation.spawn(use(simulation, units, {0}, 2, {10}, "pair", trace), "pair");
  simulation.spawn(use(simulation, units, {1}, 1, {5}, "first", trace), "first");
  simulation.spawn(use(simulation, units, {2}, 1, {5}, "second", trace), "second");
  simulation.run();
  CHECK(trace == Trace{"pair@0", "first@10", "second@10"});
}

TEST_CASE("trying to acquire never waits and never overtakes") {
  Simulation simulation;
  Resource units(simulation, 2);
  Trace trace;
  CHECK(units.try_acquire(1));
  CHECK_FALSE(units.try_acquire(2));
  simulation.spawn(use(simulation, units, {0}, 2, {1}, "two", trace), "two");
  CHECK(units.available() == 1);
  CHECK_FALSE(units.try_acquire(1));  // one is free, but somebody waits
  units.release(1);
  simulation.run();
  CHECK(trace == Trace{"two@0"});
}

TEST_CASE("a store keeps items in order until they are asked for") {
  Simulation simulation;
  Store<std::string> store(simulation);
  Trace trace;
  store.put("x");
  store.put("y");
  CHECK(store.size() == 2);
  simulation.spawn(take(simulation, store, "a", trace), "a");
  simulation.spawn(take(simulation, store, "b", trace), "b");
  simulation.run();
  CHECK(trace == Trace{"a got x@0", "b got y@0"});
  CHECK(store.size() == 0);
}

TEST_CASE("who waits at a store is served first come first served") {
  Simulation simulation;
  Store<std::string> store(simulation);
  Trace trace;
  simulation.spawn(take(simulation, store, "a", trace), "a");
  simulation.spawn(take(simulation, store, "b", trace), "b");
  CHECK(store.has_waiting_process());
  simulation.spawn(put_after(simulation, store, {5}, "x"), "put");
  simulation.spawn(put_after(simulation, store, {7}, "y"), "put");
  simulation.run();
  CHECK(trace == Trace{"a got x@5", "b got y@7"});
  CHECK_FALSE(store.has_waiting_process());
}

TEST_CASE("an item put for a waiting process cannot be taken by another") {
  Simulation simulation;
  Store<std::string> store(simulation);
  Trace trace;
  simulation.spawn(take(simulation, store, "waiting", trace), "waiting");
  store.put("x");  // the waiting process has been woken but has not run yet
  CHECK(store.size() == 0);
  simulation.spawn(take(simulation, store, "later", trace), "later");
  simulation.spawn(put_after(simulation, store, {5}, "y"), "put");
  simulation.run();
  CHECK(trace == Trace{"waiting got x@0", "later got y@5"});
}
