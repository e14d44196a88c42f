#include "sim/engine/network.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/engine/in_fork.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

Process<void> move_over(Simulation& simulation, Network& network, Bytes size, Bandwidth cap, std::vector<LinkId> route,
                        SimTime& end) {
  co_await network.transfer(size, cap, route);
  end = simulation.now();
}

// When a transfer that starts at 0 ends, running without SimGrid.
SimTime end_of(Simulation& simulation, Network& network, Bytes size, Bandwidth cap, std::vector<LinkId> route) {
  SimTime end;
  simulation.spawn(move_over(simulation, network, size, cap, std::move(route), end), "transfer");
  simulation.run();
  return end;
}

}  // namespace

TEST_CASE("a transfer over no link takes its size over its cap") {
  Simulation simulation;
  Network network(simulation);
  SECTION("with a cap") { CHECK(end_of(simulation, network, {3'000'000}, {2e6}, {}) == SimTime{1'500'000'000}); }
  SECTION("without a cap") {
    CHECK(end_of(simulation, network, {3'000'000}, Bandwidth::unlimited(), {}) == SimTime{0});
  }
  SECTION("of zero bytes") { CHECK(end_of(simulation, network, {0}, {2e6}, {}) == SimTime{0}); }
}

TEST_CASE("a fluid link counts what it has moved") {
  Simulation simulation;
  Network network(simulation);
  const LinkId link = network.add_link({1e6}, LinkKind::fluid);
  CHECK(network.capacity(link).bytes_per_second == 1e6);
  CHECK(network.bytes_moved(link) == 0);
  CHECK(end_of(simulation, network, {2'500'000}, Bandwidth::unlimited(), {link}) == SimTime{2'500'000'000});
  CHECK(network.bytes_moved(link) == 2.5e6);
  CHECK(network.active_transfers(link) == 0);
}

TEST_CASE("fluid links may be added while transfers are under way") {
  Simulation simulation;
  Network network(simulation);
  const LinkId first = network.add_link({1e6}, LinkKind::fluid);
  SimTime end;
  simulation.spawn(move_over(simulation, network, {1'000'000}, Bandwidth::unlimited(), {first}, end), "transfer");
  for (int i = 0; i < 100; ++i) network.add_link({1e6}, LinkKind::fluid);
  CHECK(network.active_transfers(first) == 1);
  simulation.run();
  CHECK(end == SimTime{1'000'000'000});
}

TEST_CASE("a route over several fluid links is refused") {
  Simulation simulation;
  Network network(simulation);
  const LinkId fluid = network.add_link({1e6}, LinkKind::fluid);
  const LinkId other = network.add_link({1e6}, LinkKind::fluid);
  CHECK_THROWS_AS(end_of(simulation, network, {1}, {1e6}, {fluid, other}), std::logic_error);
}

TEST_CASE("a route over links of both kinds is refused, in either order") {
  // In a process of its own, which loads SimGrid.
  const auto refused = [](std::int64_t size, bool fluid_first) {
    return twostep::testing::in_fork([&] {
      Simulation simulation;
      Network network(simulation);
      std::vector<LinkId> route{network.add_link({1e6}, LinkKind::fluid), network.add_link({1e6}, LinkKind::simgrid)};
      if (!fluid_first) std::swap(route[0], route[1]);
      return std::vector{static_cast<double>(end_of(simulation, network, {size}, {1e6}, route).ns)};
    });
  };
  CHECK_THROWS_WITH(refused(1, true), "a route over several links needs links that SimGrid shares");
  CHECK_THROWS_WITH(refused(0, false), "a route over several links needs links that SimGrid shares");
}

TEST_CASE("sizes, caps and capacities that make no sense are refused") {
  Simulation simulation;
  Network network(simulation);
  CHECK_THROWS_AS(network.add_link({0}, LinkKind::fluid), std::invalid_argument);
  CHECK_THROWS_AS(network.add_link(Bandwidth::unlimited(), LinkKind::simgrid), std::invalid_argument);
  CHECK_THROWS_AS(network.add_link({std::nan("")}, LinkKind::fluid), std::invalid_argument);
  const LinkId link = network.add_link({1e6}, LinkKind::fluid);
  CHECK_THROWS_AS(end_of(simulation, network, {-1}, {1e6}, {link}), std::invalid_argument);
  CHECK_THROWS_AS(end_of(simulation, network, {1}, {0}, {link}), std::invalid_argument);
  CHECK_THROWS_AS(end_of(simulation, network, {1}, {-1}, {}), std::invalid_argument);
}
