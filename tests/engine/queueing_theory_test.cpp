// Queues built from the engine's own parts against queueing theory: 20 runs with fixed seeds, and Student's t-interval
// over their means. The interval is mean +- t * s / sqrt(20), with t = 3.883, the 0.9995 quantile of Student's t with
// 19 degrees of freedom: a correct engine misses it in one of 1,000 choices of seeds.
#include <cmath>
#include <functional>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/distribution.hpp"
#include "sim/engine/fluid_link.hpp"
#include "sim/engine/resource.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

constexpr double second = 1e9;  // in nanoseconds
constexpr int runs = 20;
constexpr double t_quantile = 3.883;

// The mean response time of the customers after a warm-up, in seconds.
struct ResponseTimes {
  static constexpr std::uint64_t warm_up = 2'000;
  static constexpr std::uint64_t customers = 50'000;

  double sum = 0;
  std::uint64_t counted = 0;

  void count(std::uint64_t customer, Duration response) {
    if (customer < warm_up) return;
    sum += response.in_seconds();
    ++counted;
  }
  [[nodiscard]] double mean() const { return sum / static_cast<double>(counted); }
};

Duration draw(const Distribution& distribution, RandomStream& stream) {
  return Duration::from_ns(distribution.sample(stream));
}

Process<void> be_served(Simulation& simulation, Resource& servers, Duration service, std::uint64_t customer,
                        ResponseTimes& times) {
  const SimTime arrival = simulation.now();
  co_await servers.acquire();
  co_await simulation.delay(service);
  servers.release();
  times.count(customer, simulation.now() - arrival);
}

Process<void> arrive_at_servers(Simulation& simulation, Resource& servers, Distribution gap, Distribution service,
                                ResponseTimes& times) {
  RandomStream gaps = simulation.stream("gaps");
  RandomStream services = simulation.stream("services");
  for (std::uint64_t i = 0; i < ResponseTimes::warm_up + ResponseTimes::customers; ++i) {
    co_await simulation.delay(draw(gap, gaps));
    simulation.spawn(be_served(simulation, servers, draw(service, services), i, times), "customer", i);
  }
}

double mean_response_of_queue(std::uint64_t seed, std::int64_t servers, double arrivals_per_second,
                              Distribution service) {
  Simulation simulation(seed);
  Resource resource(simulation, servers);
  ResponseTimes times;
  simulation.spawn(arrive_at_servers(simulation, resource, Distribution::exponential(second / arrivals_per_second),
                                     std::move(service), times),
                   "arrivals");
  simulation.run();
  return times.mean();
}

Process<void> share_processor(Simulation& simulation, FluidLink& processor, Bytes work, std::uint64_t customer,
                              ResponseTimes& times) {
  const SimTime arrival = simulation.now();
  co_await processor.transfer(work, Bandwidth::unlimited());
  times.count(customer, simulation.now() - arrival);
}

Process<void> arrive_at_processor(Simulation& simulation, FluidLink& processor, Distribution gap, Distribution work,
                                  ResponseTimes& times) {
  RandomStream gaps = simulation.stream("gaps");
  RandomStream works = simulation.stream("works");
  for (std::uint64_t i = 0; i < ResponseTimes::warm_up + ResponseTimes::customers; ++i) {
    co_await simulation.delay(draw(gap, gaps));
    const Bytes bytes{std::llrint(work.sample(works))};
    simulation.spawn(share_processor(simulation, processor, bytes, i, times), "customer", i);
  }
}

// Work is in bytes and one processor does 1e9 of them in a second.
double mean_response_of_processor_sharing(std::uint64_t seed, double arrivals_per_second, Distribution work) {
  Simulation simulation(seed);
  FluidLink processor(simulation, Bandwidth{second});
  ResponseTimes times;
  simulation.spawn(arrive_at_processor(simulation, processor, Distribution::exponential(second / arrivals_per_second),
                                       std::move(work), times),
                   "arrivals");
  simulation.run();
  return times.mean();
}

struct Interval {
  double mean;
  double half_width;
};

Interval over_seeds(const std::function<double(std::uint64_t)>& run) {
  std::vector<double> means;
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= runs; ++seed) {
    means.push_back(run(seed));
    sum += means.back();
  }
  const double mean = sum / runs;
  double squares = 0;
  for (const double m : means) squares += (m - mean) * (m - mean);
  return {mean, t_quantile * std::sqrt(squares / (runs - 1) / runs)};
}

// The interval holds the theory, and is narrow enough to tell it from something else.
void check(const Interval& interval, double theory) {
  CAPTURE(interval.mean, interval.half_width, theory);
  CHECK(std::fabs(interval.mean - theory) < interval.half_width);
  CHECK(interval.half_width < 0.04 * theory);
}

// The probability that an arrival at M/M/c waits, for a load of a = lambda / mu.
double erlang_c(int servers, double load) {
  double term = 1;
  double sum = 0;
  for (int k = 0; k < servers; ++k) {
    sum += term;
    term *= load / (k + 1);
  }
  const double waiting = term * servers / (servers - load);
  return waiting / (sum + waiting);
}

}  // namespace

TEST_CASE("M/M/1 has the mean response time of theory") {
  // 1 / (mu - lambda) = 1 / (1 - 0.7) s
  check(over_seeds(
            [](std::uint64_t seed) { return mean_response_of_queue(seed, 1, 0.7, Distribution::exponential(second)); }),
        1 / 0.3);
}

TEST_CASE("M/M/4 has the mean response time of theory") {
  // C(4, 3) / (4 mu - lambda) + 1 / mu, where Erlang's C(4, 3) = 0.50943...
  CHECK(erlang_c(4, 3) == Approx(0.509434).epsilon(1e-5));
  check(over_seeds(
            [](std::uint64_t seed) { return mean_response_of_queue(seed, 4, 3, Distribution::exponential(second)); }),
        erlang_c(4, 3) / (4 - 3) + 1);
}

TEST_CASE("M/D/1 has the mean response time of Pollaczek and Khinchine") {
  // 1 + rho / (2 (1 - rho)) = 1 + 0.7 / 0.6 s
  check(over_seeds(
            [](std::uint64_t seed) { return mean_response_of_queue(seed, 1, 0.7, Distribution::constant(second)); }),
        1 + 0.7 / 0.6);
}

TEST_CASE("M/G/1 processor sharing has the mean response time of theory whatever the service distribution") {
  // E[S] / (1 - rho) = 1 / (1 - 0.7) s for each of them: insensitivity.
  SECTION("constant work") {
    check(over_seeds([](std::uint64_t seed) {
            return mean_response_of_processor_sharing(seed, 0.7, Distribution::constant(second));
          }),
          1 / 0.3);
  }
  SECTION("exponential work") {
    check(over_seeds([](std::uint64_t seed) {
            return mean_response_of_processor_sharing(seed, 0.7, Distribution::exponential(second));
          }),
          1 / 0.3);
  }
  SECTION("work with a standard deviation of twice its mean") {
    check(over_seeds([](std::uint64_t seed) {
            return mean_response_of_processor_sharing(seed, 0.7,
                                                      Distribution::lognormal_by_mean_sd(second, 2 * second));
          }),
          1 / 0.3);
  }
}
