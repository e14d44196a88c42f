// Simulation::skip_to: nobody can tell a delay that was skipped from one that was waited for.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/distribution.hpp"
#include "sim/engine/network.hpp"
#include "sim/engine/simulation.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

using Notes = std::vector<std::string>;

void note(Notes& notes, const std::string& word, SimTime at) { notes.push_back(word + "@" + std::to_string(at.ns)); }

Process<void> wait_twice(Simulation& simulation, const char* word, Duration first, Duration second, Notes& notes) {
  co_await simulation.delay(first);
  note(notes, word, simulation.now());
  co_await simulation.delay(second);
  note(notes, word, simulation.now());
}

Process<void> spawn_and_note(Simulation& simulation, Notes& notes) {
  co_await simulation.delay({10});
  simulation.spawn(wait_twice(simulation, "child", {5}, {5}, notes), "child");
  note(notes, "parent", simulation.now());
  co_await simulation.delay({5});
  note(notes, "parent", simulation.now());
}

Process<void> tick(Simulation& simulation, Duration period, int& ticks) {
  for (;;) {
    co_await simulation.delay(period);
    ++ticks;
  }
}

Process<void> release_and_wait(Simulation& simulation) {
  co_await simulation.delay({10});
  simulation.release();
  co_await simulation.delay({100});
}

Process<void> move_after(Simulation& simulation, Network& network, LinkId link, SimTime at, Bytes size, SimTime& end) {
  co_await simulation.delay_until(at);
  co_await network.transfer(size, Bandwidth{40e6}, link, SimTime{} + Duration::seconds(1000));
  end = simulation.now();
}

// When 500 transfers over one link ended, most of them alone on it; `others`: how often something else happens.
std::vector<SimTime> ends_beside(Duration others) {
  Simulation simulation;
  Network network(simulation);
  const LinkId link = network.add_link(Bandwidth{67e6}, LinkKind::fluid);
  RandomStream stream = simulation.stream("transfers");
  const Distribution size = Distribution::lognormal_by_mean_sd(2e3, 4e3);
  std::vector<SimTime> ends(500);
  double at = 0;
  for (SimTime& end : ends) {
    at += Distribution::exponential(200e3).sample(stream);  // a transfer of 2 kB takes 50 us
    const Bytes bytes{static_cast<std::int64_t>(size.sample(stream)) + 1};
    simulation.spawn(move_after(simulation, network, link, {static_cast<std::int64_t>(at)}, bytes, end), "transfer");
  }
  int ticks = 0;
  if (others > Duration::zero()) simulation.spawn_daemon(tick(simulation, others, ticks), "others");
  simulation.run();
  return ends;
}

}  // namespace

TEST_CASE("a delay that nothing else falls into counts as an event and moves the time") {
  Simulation simulation;
  Notes notes;
  simulation.spawn(wait_twice(simulation, "a", {10}, {20}, notes), "a");
  simulation.run();
  CHECK(notes == Notes{"a@10", "a@30"});
  CHECK(simulation.events_run() == 2);
}

TEST_CASE("what is due at the same time and was scheduled before a delay comes before it") {
  Simulation simulation;
  Notes notes;
  simulation.spawn(wait_twice(simulation, "a", {10}, {10}, notes), "a");
  simulation.spawn(wait_twice(simulation, "b", {20}, {10}, notes), "b");
  simulation.run();
  CHECK(notes == Notes{"a@10", "b@20", "a@20", "b@30"});  // b has waited for 20 since 0, a since 10
}

TEST_CASE("a spawned process does not take its spawner's present away") {
  Simulation simulation;
  Notes notes;
  simulation.spawn(spawn_and_note(simulation, notes), "parent");
  simulation.run();
  CHECK(notes == Notes{"parent@10", "child@15", "parent@15", "child@20"});
}

TEST_CASE("what is called within the present does not take it away") {
  Simulation simulation;
  simulation.hold();
  {
    const Simulation::Present present(simulation);
    CHECK_FALSE(simulation.skip_to({10}));
    CHECK(simulation.now() == SimTime{});
  }
  CHECK(simulation.skip_to({10}));
  CHECK(simulation.now() == SimTime{10});
}

TEST_CASE("a daemon does not take the time beyond the end of the run") {
  Simulation simulation;
  simulation.hold();
  simulation.spawn_daemon(release_and_wait(simulation), "server");
  simulation.run();
  CHECK(simulation.now() == SimTime{10});  // when what was owed had been done
}

TEST_CASE("time is not skipped beyond a driver's horizon") {
  Simulation simulation;
  Notes notes;
  int ticks = 0;
  simulation.spawn(wait_twice(simulation, "a", {10}, {20}, notes), "a");
  simulation.spawn_daemon(tick(simulation, {7}, ticks), "ticks");
  simulation.run_events_until({25});
  CHECK(notes == Notes{"a@10"});
  CHECK(simulation.now() == SimTime{21});  // the third tick
  simulation.run_events_until({1000});
  CHECK(notes == Notes{"a@10", "a@30"});
  CHECK(simulation.now() == SimTime{30});
  CHECK(ticks == 4);  // at 7, 14, 21 and 28
}

TEST_CASE("a transfer moves alone where nothing else happens before its end, nor its deadline is before") {
  Simulation simulation;
  Network network(simulation);
  const LinkId link = network.add_link(Bandwidth{100e6}, LinkKind::fluid);  // 10 ns a byte
  simulation.hold();
  // 1,000 bytes take 10,000 ns.
  CHECK_FALSE(network.moves_alone({1'000}, Bandwidth{1e9}, link, {9'999}));
  CHECK(simulation.now() == SimTime{});
  CHECK(network.bytes_moved(link) == 0);
  CHECK(network.moves_alone({1'000}, Bandwidth{1e9}, link, {10'000}));
  CHECK(simulation.now() == SimTime{10'000});
  CHECK(network.bytes_moved(link) == 1'000);
  simulation.schedule({19'999}, {[](void*) {}, nullptr});
  CHECK_FALSE(network.moves_alone({1'000}, Bandwidth{1e9}, link, SimTime::max()));
  CHECK(network.moves_alone({999}, Bandwidth{1e9}, link, SimTime::max()));  // ends at 19,990 ns
  CHECK(network.moves_alone({}, Bandwidth{1e9}, link, SimTime::max()));     // nothing takes no time
  CHECK(simulation.now() == SimTime{19'990});
}

TEST_CASE("a transfer that has the run to itself ends at the nanosecond at which it ends among other events") {
  const std::vector<SimTime> alone = ends_beside(Duration::zero());
  CHECK(alone == ends_beside({997}));  // something happens in the midst of every transfer
}
