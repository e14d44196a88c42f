// Time per event of the engine's parts. Run a release build: bench_engine --benchmark_min_time=1
#include <chrono>
#include <cstdint>
#include <vector>

#include <benchmark/benchmark.h>

#include "sim/engine/distribution.hpp"
#include "sim/engine/event_queue.hpp"
#include "sim/engine/fluid_link.hpp"
#include "sim/engine/network.hpp"
#include "sim/engine/resource.hpp"
#include "sim/engine/simulation.hpp"
#include "tests/engine/in_fork.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

void nothing(void*) {}

// The hold model: take the earliest event, schedule another a random time later; the queue keeps its size.
void event_queue_hold(benchmark::State& state) {
  EventQueue queue;
  RandomStream stream(1, "hold");
  std::vector<std::int64_t> gaps(4096);
  for (std::int64_t& gap : gaps) gap = static_cast<std::int64_t>(stream.next_u64() >> 44);
  for (std::int64_t i = 0; i < state.range(0); ++i)
    queue.push({gaps[static_cast<std::size_t>(i) % 4096]}, {&nothing, nullptr});
  std::size_t i = 0;
  for (auto _ : state) {
    const SimTime now = queue.next_time();
    const Wakeup wakeup = queue.pop();
    queue.push(now + Duration{gaps[i++ % 4096]}, wakeup);
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(event_queue_hold)->Arg(1)->Arg(20)->Arg(1'000)->Arg(100'000);

Process<void> sleep_once(Simulation& simulation, Duration delay) { co_await simulation.delay(delay); }

Process<void> start_many(Simulation& simulation, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    simulation.spawn(sleep_once(simulation, {5}), "sleep");
    co_await simulation.delay({1});
  }
}

// One item: a process is spawned, suspends in a delay, resumes and ends; its starter suspends in between.
void process_start_and_delay(benchmark::State& state) {
  constexpr std::int64_t count = 10'000;
  for (auto _ : state) {
    Simulation simulation;
    simulation.spawn(start_many(simulation, count), "starter");
    simulation.run();
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(process_start_and_delay);

Process<void> await_many(Simulation& simulation, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) co_await sleep_once(simulation, {1});
}

// One item: a process is awaited that suspends once.
void nested_process(benchmark::State& state) {
  constexpr std::int64_t count = 10'000;
  for (auto _ : state) {
    Simulation simulation;
    simulation.spawn(await_many(simulation, count), "caller");
    simulation.run();
  }
  state.SetItemsProcessed(state.iterations() * count);
}
BENCHMARK(nested_process);

Process<void> use(Simulation& simulation, Resource& resource, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    co_await resource.acquire();
    co_await simulation.delay({1});
    resource.release();
  }
}

// One item: acquire (queueing behind three others), delay, release.
void resource_contended(benchmark::State& state) {
  constexpr std::int64_t count = 10'000;
  for (auto _ : state) {
    Simulation simulation;
    Resource resource(simulation, 1);
    for (int i = 0; i < 4; ++i) simulation.spawn(use(simulation, resource, count), "user");
    simulation.run();
  }
  state.SetItemsProcessed(state.iterations() * count * 4);
}
BENCHMARK(resource_contended);

Process<void> transfer_many(FluidLink& link, const std::vector<Bytes>& sizes, std::size_t first, std::int64_t count,
                            Bandwidth cap) {
  for (std::int64_t i = 0; i < count; ++i)
    co_await link.transfer(sizes[(first + static_cast<std::size_t>(i)) % sizes.size()], cap);
}

// One item: a transfer beside range(0) - 1 others, with range(1) distinct caps about the fair share.
void fluid_link(benchmark::State& state) {
  const std::int64_t flows = state.range(0);
  const std::int64_t caps = state.range(1);
  const std::int64_t rounds = 1 + 200'000 / flows;
  RandomStream stream(1, "sizes");
  std::vector<Bytes> sizes(65536);
  for (Bytes& size : sizes) size.count = 1 + static_cast<std::int64_t>(stream.next_u64() >> 40);
  for (auto _ : state) {
    Simulation simulation;
    FluidLink link(simulation, Bandwidth{1e9});
    for (std::int64_t i = 0; i < flows; ++i) {
      const double share = 1e9 / static_cast<double>(flows);
      const Bandwidth cap{share * (0.7 + 0.6 * static_cast<double>(i % caps) / static_cast<double>(caps))};
      simulation.spawn(transfer_many(link, sizes, static_cast<std::size_t>(i) * 997, rounds, cap), "flow");
    }
    simulation.run();
  }
  state.SetItemsProcessed(state.iterations() * flows * rounds);
}
BENCHMARK(fluid_link)
    ->Args({1, 1})
    ->Args({20, 1})
    ->Args({20, 3})
    ->Args({20, 20})
    ->Args({10'000, 1})
    ->Args({10'000, 3})
    ->Args({10'000, 10'000})
    ->Unit(benchmark::kMillisecond);

Process<void> transfer_over(Network& network, std::vector<LinkId> route, const std::vector<Bytes>& sizes,
                            std::size_t first, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) {
    co_await network.transfer(sizes[(first + static_cast<std::size_t>(i)) % sizes.size()], Bandwidth{5e8}, route);
  }
}

double seconds_of_simgrid_run(std::int64_t flows, std::int64_t rounds) {
  RandomStream stream(1, "sizes");
  std::vector<Bytes> sizes(65536);
  for (Bytes& size : sizes) size.count = 1 + static_cast<std::int64_t>(stream.next_u64() >> 40);
  Simulation simulation;
  Network network(simulation);
  const LinkId near_link = network.add_link({1e9}, LinkKind::simgrid);
  const LinkId far_link = network.add_link({2e9}, LinkKind::simgrid);
  const auto start = std::chrono::steady_clock::now();
  for (std::int64_t i = 0; i < flows; ++i) {
    simulation.spawn(transfer_over(network, {near_link, far_link}, sizes, static_cast<std::size_t>(i) * 997, rounds),
                     "flow");
  }
  network.run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// One item: a transfer over two links beside range(0) - 1 others, by SimGrid.
void simgrid_route(benchmark::State& state) {
  const std::int64_t flows = state.range(0);
  const std::int64_t rounds = 1 + 20'000 / flows;
  for (auto _ : state) {
    const auto seconds = twostep::testing::in_fork([&] { return std::vector{seconds_of_simgrid_run(flows, rounds)}; });
    state.SetIterationTime(seconds.at(0));
  }
  state.SetItemsProcessed(state.iterations() * flows * rounds);
}
BENCHMARK(simgrid_route)->Arg(1)->Arg(20)->Arg(1'000)->Unit(benchmark::kMillisecond)->UseManualTime();

void sample(benchmark::State& state, const Distribution& distribution) {
  RandomStream stream(1, "sample");
  for (auto _ : state) benchmark::DoNotOptimize(distribution.sample(stream));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK_CAPTURE(sample, constant, Distribution::constant(1));
BENCHMARK_CAPTURE(sample, uniform, Distribution::uniform(1, 2));
BENCHMARK_CAPTURE(sample, exponential, Distribution::exponential(1));
BENCHMARK_CAPTURE(sample, lognormal, Distribution::lognormal_by_mean_sd(1, 1));
BENCHMARK_CAPTURE(sample, gamma, Distribution::gamma(1, 0.5));
BENCHMARK_CAPTURE(sample, weibull, Distribution::weibull(1, 1.5));
BENCHMARK_CAPTURE(sample, pareto, Distribution::pareto(1, 2.5));
BENCHMARK_CAPTURE(sample, truncated_normal, Distribution::truncated_normal(1, 0.5, 0, 2));
BENCHMARK_CAPTURE(sample, empirical,
                  Distribution::empirical({{0, 1}, {0.25, 2}, {0.5, 3}, {0.75, 5}, {0.9, 9}, {0.99, 20}, {1, 99}}));

}  // namespace
