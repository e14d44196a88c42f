#include <stdexcept>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/event.hpp"
#include "sim/engine/network.hpp"
#include "sim/engine/timer.hpp"
#include "tests/engine/in_fork.hpp"

using namespace twostep;
using namespace twostep::engine;
using twostep::testing::in_fork;

namespace {

using Numbers = std::vector<double>;

constexpr Bandwidth mb_per_second(double mb) { return {mb * 1e6}; }
constexpr Bytes megabytes(std::int64_t mb) { return {mb * 1'000'000}; }
constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

// A simulation with one link of 100 MB/s that SimGrid shares, and what happened in it.
struct World {
  Simulation simulation;
  Network network{simulation};
  LinkId link = network.add_link(mb_per_second(100), LinkKind::simgrid);
  Numbers seen;

  void see() { seen.push_back(simulation.now().in_seconds()); }
};

Process<void> sleep_and_see(World& world, Duration delay) {
  co_await world.simulation.delay(delay);
  world.see();
}

Process<void> move_and_see(World& world, Bytes size, LinkId link) {
  co_await world.network.transfer(size, Bandwidth::unlimited(), link);
  world.see();
}

Process<void> tick(World& world, Duration step, int count) {
  for (int i = 0; i < count; ++i) co_await sleep_and_see(world, step);
}

}  // namespace

TEST_CASE("own events and SimGrid's interleave in the order of time") {
  const Numbers seen = in_fork([] {
    World world;
    world.simulation.spawn(tick(world, ms(300), 8), "ticks");                         // 0.3, 0.6 ... 2.4 s
    world.simulation.spawn(move_and_see(world, megabytes(50), world.link), "short");  // 50 MB at 50 MB/s: 1 s
    world.simulation.spawn(move_and_see(world, megabytes(150), world.link), "long");  // then 100 MB at 100 MB/s: 2 s
    world.network.run();
    return world.seen;
  });
  CHECK(seen == Numbers{0.3, 0.6, 0.9, 1.0, 1.2, 1.5, 1.8, 2.0, 2.1, 2.4});
}

namespace {

Process<void> chain(World& world) {
  for (int i = 0; i < 3; ++i) {
    co_await move_and_see(world, megabytes(10), world.link);  // 0.1 s
    co_await sleep_and_see(world, ms(50));
  }
}

}  // namespace

TEST_CASE("a process goes from transfer to delay to transfer without losing time") {
  const Numbers seen = in_fork([] {
    World world;
    world.simulation.spawn(chain(world), "chain");
    world.network.run();
    world.seen.push_back(world.network.bytes_moved(world.link));
    return world.seen;
  });
  CHECK(seen == Numbers{0.1, 0.15, 0.25, 0.3, 0.4, 0.45, 30e6});
}

namespace {

Process<void> look_at_link(World& world, Duration after) {
  co_await world.simulation.delay(after);
  world.seen.push_back(world.network.bytes_moved(world.link));
  world.seen.push_back(static_cast<double>(world.network.active_transfers(world.link)));
}

Process<void> move(World& world, Bytes size) {
  co_await world.network.transfer(size, Bandwidth::unlimited(), world.link);
}

}  // namespace

TEST_CASE("a link tells what it has moved while SimGrid's clock lags behind") {
  const Numbers seen = in_fork([] {
    World world;
    world.simulation.spawn(move(world, megabytes(100)), "move");
    world.simulation.spawn(look_at_link(world, ms(250)), "look");
    world.simulation.spawn(look_at_link(world, ms(750)), "look");
    world.simulation.spawn(look_at_link(world, ms(1250)), "look");
    world.network.run();
    return world.seen;
  });
  REQUIRE(seen.size() == 6);
  CHECK(seen[0] == Approx(25e6).epsilon(1e-12));
  CHECK(seen[1] == 1);
  CHECK(seen[2] == Approx(75e6).epsilon(1e-12));
  CHECK(seen[3] == 1);
  CHECK(seen[4] == 100e6);
  CHECK(seen[5] == 0);
}

TEST_CASE("without links that SimGrid shares, its run still runs every own event") {
  const Numbers seen = in_fork([] {
    World world;
    const LinkId fluid = world.network.add_link(mb_per_second(10), LinkKind::fluid);
    world.simulation.spawn(tick(world, ms(400), 3), "ticks");
    world.simulation.spawn(move_and_see(world, megabytes(10), fluid), "fluid");
    world.network.run();
    return world.seen;
  });
  CHECK(seen == Numbers{0.4, 0.8, 1.0, 1.2});
}

TEST_CASE("an empty simulation ends at once inside SimGrid") {
  CHECK(in_fork([] {
          World world;
          world.network.run();
          return Numbers{world.simulation.now().in_seconds()};
        }) == Numbers{0});
}

namespace {

Process<void> serve_for_ever(World& world) {
  for (;;) co_await move_and_see(world, megabytes(1'000'000), world.link);  // 10,000 s each
}

}  // namespace

TEST_CASE("a run inside SimGrid ends with its last process, whatever daemons, timers and transfers are left") {
  const Numbers seen = in_fork([] {
    World world;
    Timer timer(world.simulation, [](void* w) { static_cast<World*>(w)->see(); }, &world);
    timer.arm({INT64_MAX / 2});
    world.simulation.spawn_daemon(serve_for_ever(world), "server");
    world.simulation.spawn_daemon(serve_for_ever(world), "server");
    world.simulation.spawn(sleep_and_see(world, ms(1500)), "main");
    world.network.run();
    world.seen.push_back(world.simulation.now().in_seconds());
    world.seen.push_back(world.network.bytes_moved(world.link));
    return world.seen;
  });
  CHECK(seen == Numbers{1.5, 1.5, 150e6});  // 1.5 s at 100 MB/s
}

namespace {

Process<void> fail_after(World& world, Duration delay) {
  co_await world.simulation.delay(delay);
  throw std::runtime_error("broken");
}

Process<void> wait_for(Event& event) { co_await event.wait(); }

}  // namespace

TEST_CASE("an exception of a process ends the run inside SimGrid and reaches its caller") {
  CHECK_THROWS_WITH(in_fork([]() -> Numbers {
                      World world;
                      world.simulation.spawn(move(world, megabytes(1000)), "move");
                      world.simulation.spawn(fail_after(world, ms(10)), "fail");
                      world.network.run();
                      return {};
                    }),
                    "broken");
}

TEST_CASE("a run inside SimGrid names the processes that nothing will wake") {
  CHECK_THROWS_WITH(in_fork([]() -> Numbers {
                      World world;
                      Event never(world.simulation);
                      world.simulation.spawn(move(world, megabytes(1)), "move");
                      world.simulation.spawn(wait_for(never), "reader", 4);
                      world.network.run();
                      return {};
                    }),
                    "the run ended with processes that nothing will wake: reader 4.");
}

TEST_CASE("a second run inside SimGrid in one operating-system process is refused") {
  CHECK_THROWS_WITH(in_fork([]() -> Numbers {
                      World first;
                      first.network.run();
                      World second;
                      second.network.run();
                      return {};
                    }),
                    Catch::Contains("once per operating-system process"));
}

namespace {

Process<void> add_link_later(World& world) {
  co_await world.simulation.delay(ms(1));
  world.network.add_link(mb_per_second(1), LinkKind::simgrid);
}

}  // namespace

TEST_CASE("a link for SimGrid is refused once the run has begun") {
  CHECK_THROWS_WITH(in_fork([]() -> Numbers {
                      World world;
                      world.simulation.spawn(add_link_later(world), "add");
                      world.network.run();
                      return {};
                    }),
                    Catch::Contains("before the run starts"));
}
