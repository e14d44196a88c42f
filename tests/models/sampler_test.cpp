#include "models/sampler.hpp"

#include <utility>
#include <vector>

#include <catch2/catch.hpp>

using namespace twostep;
using namespace twostep::models;

TEST_CASE("a sampler, which draws ahead, gives the samples of its stream in their order") {
  const engine::Simulation simulation(3);
  const engine::Sampled<Duration> quantity(engine::Distribution::exponential(1e6));
  Sampler<Duration> sampler(simulation, quantity, "service");
  engine::RandomStream stream = simulation.stream("service");
  // It draws 1, 2, 4, ... 64 and then 64 at a time: 300 samples need some of each.
  for (int i = 0; i < 300; ++i) CHECK(sampler.next() == quantity.sample(stream));
}

TEST_CASE("a sampler that is moved goes on from where it was") {
  const engine::Simulation simulation(3);
  const engine::Sampled<Bytes> quantity(engine::Distribution::uniform(1, 1e9));
  Sampler<Bytes> sampler(simulation, quantity, "size");
  engine::RandomStream stream = simulation.stream("size");
  for (int i = 0; i < 5; ++i) CHECK(sampler.next() == quantity.sample(stream));
  Sampler<Bytes> moved = std::move(sampler);
  for (int i = 0; i < 100; ++i) CHECK(moved.next() == quantity.sample(stream));
}

TEST_CASE("a sampler of a constant gives it every time") {
  const engine::Simulation simulation(3);
  Sampler<CpuWork> sampler(simulation, CpuWork{42}, "work");
  for (int i = 0; i < 3; ++i) CHECK(sampler.next() == CpuWork{42});
}
