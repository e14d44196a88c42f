// Once warm, the hot paths of the engine do not reach the allocator.
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/fluid_link.hpp"
#include "sim/engine/resource.hpp"
#include "tests/engine/allocation_count.hpp"

using namespace twostep;
using namespace twostep::engine;
using twostep::testing::allocation_count;

namespace {

// The counts of allocations when each round had ended.
struct Rounds {
  std::vector<std::uint64_t> allocations = std::vector<std::uint64_t>(10);
  void end(std::size_t round) { allocations[round] = allocation_count(); }
};

Process<void> move_once(Simulation& simulation, FluidLink& link, Bytes size, Bandwidth cap, Duration after) {
  co_await simulation.delay(after);
  co_await link.transfer(size, cap);
}

// In each round 200 transfers with three caps, and then a pause in which the link is idle.
Process<void> transfer_in_rounds(Simulation& simulation, FluidLink& link, Rounds& rounds) {
  for (std::size_t round = 0; round < rounds.allocations.size(); ++round) {
    for (std::int64_t i = 0; i < 200; ++i) {
      const Bandwidth cap{1e6 * static_cast<double>(1 + 10 * (i % 3))};
      const Bytes size{(i * 7919 % 1000) * 1000};
      simulation.spawn(move_once(simulation, link, size, cap, Duration::milliseconds(i)), "transfer");
    }
    co_await simulation.delay(Duration::seconds(100));
    rounds.end(round);
  }
}

Process<void> use(Simulation& simulation, Resource& resource) {
  co_await resource.acquire();
  co_await simulation.delay({10});
  resource.release();
}

Process<void> use_in_rounds(Simulation& simulation, Resource& resource, Rounds& rounds) {
  for (std::size_t round = 0; round < rounds.allocations.size(); ++round) {
    for (int i = 0; i < 100; ++i) simulation.spawn(use(simulation, resource), "user");
    co_await simulation.delay({10'000});
    rounds.end(round);
  }
}

}  // namespace

TEST_CASE("transfers over a fluid link allocate nothing once it has seen as many") {
  Simulation simulation;
  FluidLink link(simulation, Bandwidth{50e6});
  Rounds rounds;
  simulation.spawn(transfer_in_rounds(simulation, link, rounds), "rounds");
  simulation.run();
  CHECK(link.active_transfers() == 0);
  CHECK(rounds.allocations.back() == rounds.allocations[1]);
}

TEST_CASE("starting processes, delays and waiting allocate nothing once warm") {
  Simulation simulation;
  Resource resource(simulation, 3);
  Rounds rounds;
  simulation.spawn(use_in_rounds(simulation, resource, rounds), "rounds");
  simulation.run();
  CHECK(rounds.allocations.back() == rounds.allocations[1]);
}
