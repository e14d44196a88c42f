#include "sim/engine/fluid_link.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "sim/engine/distribution.hpp"
#include "tests/engine/in_fork.hpp"
#include "tests/engine/transfers.hpp"

using namespace twostep;
using namespace twostep::engine;
using twostep::testing::in_fork;
using twostep::testing::OpenTransfer;

namespace {

constexpr Bandwidth mb_per_second(double mb) { return {mb * 1e6}; }
constexpr Bytes megabytes(std::int64_t mb) { return {mb * 1'000'000}; }

std::vector<double> ends_of(const std::vector<OpenTransfer>& transfers, Bandwidth capacity) {
  return twostep::testing::ends_over_one_link(transfers, capacity, LinkKind::fluid);
}

Process<void> move_and_note(Simulation& simulation, Network& network, LinkId link, OpenTransfer transfer,
                            SimTime& end) {
  co_await simulation.delay_until(transfer.start);
  co_await network.transfer(transfer.size, transfer.cap, link);
  end = simulation.now();
}

// Transfers that keep a link of 100 MB/s about `load` busy, with caps drawn by `cap`.
template <class Cap>
std::vector<OpenTransfer> random_transfers(std::size_t count, double load, RandomStream stream, Cap cap) {
  const auto gap = Distribution::exponential(10e6 / (100e6 * load) * 1e9);
  const auto size = Distribution::lognormal_by_mean_sd(10e6, 20e6);
  std::vector<OpenTransfer> transfers;
  double at = 0;
  for (std::size_t i = 0; i < count; ++i) {
    at += gap.sample(stream);
    const auto bytes = static_cast<std::int64_t>(size.sample(stream)) + 1;
    transfers.push_back({{static_cast<std::int64_t>(at)}, {bytes}, cap(stream)});
  }
  return transfers;
}

double greatest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::fabs(a[i] - b[i]));
  return most;
}

double difference_from_simgrid(const std::vector<OpenTransfer>& transfers) {
  const auto fluid = ends_of(transfers, mb_per_second(100));
  const auto simgrid =
      in_fork([&] { return twostep::testing::ends_over_one_link(transfers, mb_per_second(100), LinkKind::simgrid); });
  REQUIRE(simgrid.size() == fluid.size());
  return greatest_difference(fluid, simgrid);
}

}  // namespace

TEST_CASE("a flow alone on a link moves at the link's capacity") {
  CHECK(ends_of({{{5}, megabytes(100), Bandwidth::unlimited()}}, mb_per_second(40.16)) ==
        std::vector<double>{2'490'039'846});  // 5 ns + 100 MB / 40.16 MB/s = 5 ns + 2.4900398406... s
}

TEST_CASE("flows share a link equally from the moment they overlap") {
  // A alone for 0.5 s: 50 MB. Both at 50 MB/s until A has its other 50 MB, at 1.5 s. B then has 50 MB left, alone: 2 s.
  CHECK(
      ends_of({{{0}, megabytes(100), Bandwidth::unlimited()}, {{500'000'000}, megabytes(100), Bandwidth::unlimited()}},
              mb_per_second(100)) == std::vector<double>{1.5e9, 2e9});
}

TEST_CASE("what a capped flow leaves goes to the others") {
  // A at its cap of 10 MB/s for 1 s, B at the other 90 MB/s; then B has 90 MB left at 100 MB/s: 1.9 s.
  CHECK(ends_of({{{0}, megabytes(10), mb_per_second(10)}, {{0}, megabytes(180), Bandwidth::unlimited()}},
                mb_per_second(100)) == std::vector<double>{1e9, 1.9e9});
}

TEST_CASE("a cap binds only while the fair share is above it") {
  // Until 1 s A alone at its cap of 40 MB/s: 40 MB. Three flows share 100 MB/s: 33.3 MB/s each until A's other 40 MB
  // are moved, at 2.2 s. B and C have moved 40 MB each, 60 MB left at 50 MB/s: 3.4 s.
  CHECK(ends_of({{{0}, megabytes(80), mb_per_second(40)},
                 {{1'000'000'000}, megabytes(100), Bandwidth::unlimited()},
                 {{1'000'000'000}, megabytes(100), Bandwidth::unlimited()}},
                mb_per_second(100)) == std::vector<double>{2.2e9, 3.4e9, 3.4e9});
}

TEST_CASE("two levels of caps fill up one after the other") {
  // 10 + 20 + 30 = 60 MB/s are below the capacity of 100 MB/s: all at their caps. Sizes of 1 s, 2 s and 3 s.
  CHECK(ends_of({{{0}, megabytes(10), mb_per_second(10)},
                 {{0}, megabytes(40), mb_per_second(20)},
                 {{0}, megabytes(90), mb_per_second(30)}},
                mb_per_second(100)) == std::vector<double>{1e9, 2e9, 3e9});
  // At 45 MB/s: 10 for the first, 17.5 for the two others. At 1 s the first has ended: 20 and 25. The second has 22.5
  // of 40 MB left: 1.125 s more. The third then has 90 - 17.5 - 1.125 * 25 = 44.375 MB left at its cap: 2.125
  // + 1.479166667 s.
  CHECK(ends_of({{{0}, megabytes(10), mb_per_second(10)},
                 {{0}, megabytes(40), mb_per_second(20)},
                 {{0}, megabytes(90), mb_per_second(30)}},
                mb_per_second(45)) == std::vector<double>{1e9, 2.125e9, 3'604'166'667});
}

TEST_CASE("twenty flows on 574 Mbit/s get 28.7 Mbit/s each") {
  std::vector<OpenTransfer> transfers(20, {{0}, {35'875'000}, Bandwidth::mbit_per_second(538)});
  // 28.7 Mbit/s * 10 s = 35.875 MB
  CHECK(ends_of(transfers, Bandwidth::mbit_per_second(574)) == std::vector<double>(20, 10e9));
}

TEST_CASE("a transfer of zero bytes takes no time") {
  CHECK(ends_of({{{7}, {0}, mb_per_second(1)}}, mb_per_second(1)) == std::vector<double>{7});
}

TEST_CASE("a flow that starts at the end of another has the link alone") {
  // 1 s each.
  CHECK(ends_of(
            {{{0}, megabytes(100), Bandwidth::unlimited()}, {{1'000'000'000}, megabytes(100), Bandwidth::unlimited()}},
            mb_per_second(100)) == std::vector<double>{1e9, 2e9});
}

TEST_CASE("impossible links and transfers are refused") {
  Simulation simulation;
  CHECK_THROWS_AS(FluidLink(simulation, Bandwidth{0}), std::invalid_argument);
  CHECK_THROWS_AS(FluidLink(simulation, Bandwidth{-1}), std::invalid_argument);
  CHECK_THROWS_AS(FluidLink(simulation, Bandwidth::unlimited()), std::invalid_argument);
  FluidLink link(simulation, Bandwidth{1e6});
  CHECK_THROWS_AS(link.transfer({-1}, Bandwidth::unlimited()), std::invalid_argument);
  CHECK_THROWS_AS(link.transfer({1}, Bandwidth{0}), std::invalid_argument);
  CHECK_THROWS_AS(link.transfer({1}, Bandwidth{std::nan("")}), std::invalid_argument);
}

TEST_CASE("a link stays exact after years of simulated time") {
  // 300 s after 20 years: a flow of 100 MB every 10 s, each alone for 1 s.
  constexpr std::int64_t twenty_years_ns = 20LL * 365 * 86400 * 1'000'000'000;
  std::vector<OpenTransfer> transfers = {{{0}, megabytes(1), Bandwidth::unlimited()}};
  std::vector<double> expected = {1e7};
  for (std::int64_t i = 0; i < 30; ++i) {
    transfers.push_back({{twenty_years_ns + i * 10'000'000'000}, megabytes(100), Bandwidth::unlimited()});
    expected.push_back(static_cast<double>(twenty_years_ns + i * 10'000'000'000 + 1'000'000'000));
  }
  CHECK(ends_of(transfers, mb_per_second(100)) == expected);
}

TEST_CASE("a link that is never idle stays exact over many epochs") {
  // One flow of 10 TB at 1 MB/s under way for 10^7 s, beside 1,000 flows of 99 MB, 10,000 s apart: each 1 s at 99 MB/s.
  // Their starts are odd: from 2^53 ns, 104 days, on a double cannot hold them.
  std::vector<OpenTransfer> transfers = {{{0}, megabytes(10'000'000), mb_per_second(1)}};
  for (std::int64_t i = 0; i < 1000; ++i) {
    transfers.push_back({{i * 10'000'000'000'000 + 1}, megabytes(99), Bandwidth::unlimited()});
  }
  Simulation simulation;
  Network network(simulation);
  const LinkId link = network.add_link(mb_per_second(100), LinkKind::fluid);
  std::vector<SimTime> ends(transfers.size());
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    simulation.spawn(move_and_note(simulation, network, link, transfers[i], ends[i]), "transfer", i);
  }
  simulation.run();
  // A double of 10^13 bytes tells 2 ns at 1 MB/s apart, and is rounded in each of some 1,000 epochs.
  CHECK(std::llabs(ends[0].ns - 10'000'000'000'000'000) <= 100);
  for (std::size_t i = 1; i < ends.size(); ++i) {
    REQUIRE(ends[i] == transfers[i].start + Duration::seconds(1));
  }
}

namespace {

// What a property test draws: starts within 1 s, up to 10 MB, a cap of 1 to 200 MB/s or none.
rc::Gen<std::vector<OpenTransfer>> some_transfers() {
  const auto start =
      rc::gen::map(rc::gen::inRange<std::int64_t>(0, 1'000'000'000), [](std::int64_t ns) { return SimTime{ns}; });
  const auto size =
      rc::gen::map(rc::gen::inRange<std::int64_t>(0, 10'000'000), [](std::int64_t n) { return Bytes{n}; });
  const auto cap = rc::gen::map(rc::gen::inRange(0, 200),
                                [](int mb) { return mb == 0 ? Bandwidth::unlimited() : mb_per_second(mb); });
  return rc::gen::container<std::vector<OpenTransfer>>(rc::gen::construct<OpenTransfer>(start, size, cap));
}

// What a link has moved each `step` until `last`.
Process<void> probe(Simulation& simulation, Network& network, LinkId link, Duration step, SimTime last,
                    std::vector<double>& moved) {
  while (simulation.now() < last) {
    co_await simulation.delay(step);
    moved.push_back(network.bytes_moved(link));
  }
}

}  // namespace

TEST_CASE("a link moves every byte once, and never faster than its capacity") {
  rc::prop("conservation", [] {
    const auto transfers = *some_transfers();
    Simulation simulation;
    Network network(simulation);
    const LinkId link = network.add_link(mb_per_second(100), LinkKind::fluid);
    std::vector<double> ends(transfers.size());
    double total = 0;
    for (std::size_t i = 0; i < transfers.size(); ++i) {
      simulation.spawn(move_at(simulation, network, transfers[i], {link}, ends[i]), "transfer", i);
      total += static_cast<double>(transfers[i].size.count);
    }
    std::vector<double> moved = {0};
    simulation.spawn_daemon(probe(simulation, network, link, {10'000'000}, {INT64_MAX / 2}, moved), "probe");
    simulation.run();
    RC_ASSERT(network.bytes_moved(link) == total);
    RC_ASSERT(network.active_transfers(link) == 0U);
    for (std::size_t i = 1; i < moved.size(); ++i) {
      RC_ASSERT(moved[i] >= moved[i - 1] - 1e-3);        // a milli-byte for rounding
      RC_ASSERT(moved[i] - moved[i - 1] <= 1e6 + 1e-3);  // 10 ms at 100 MB/s
    }
    for (std::size_t i = 0; i < transfers.size(); ++i) {
      const double fastest = std::min(100e6, transfers[i].cap.bytes_per_second);
      const double least_ns = static_cast<double>(transfers[i].size.count) / fastest * 1e9;
      RC_ASSERT(ends[i] - static_cast<double>(transfers[i].start.ns) >= least_ns - 1);
    }
  });
}

TEST_CASE("flows without caps that start together keep the link full to the end") {
  rc::prop("work conservation", [] {
    const auto sizes = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 10'000'000)));
    std::vector<OpenTransfer> transfers;
    for (const std::int64_t size : sizes) transfers.push_back({{0}, {size}, Bandwidth::unlimited()});
    const auto ends = ends_of(transfers, mb_per_second(100));
    const double total = static_cast<double>(std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0}));
    RC_ASSERT(std::fabs(*std::max_element(ends.begin(), ends.end()) - total / 100e6 * 1e9) <= 0.51);
  });
}

TEST_CASE("10,000 open-loop transfers with few caps end as SimGrid says to a nanosecond") {
  const auto caps = {2e6, 10e6, 30e6, HUGE_VAL};
  const auto transfers = random_transfers(10'000, 0.8, RandomStream(1, "few caps"), [&](RandomStream& stream) {
    return Bandwidth{*(caps.begin() + stream.next_u64() % 4)};
  });
  CHECK(difference_from_simgrid(transfers) <= 1);
}

TEST_CASE("10,000 open-loop transfers with a cap each end as SimGrid says to a nanosecond") {
  const auto transfers = random_transfers(10'000, 0.9, RandomStream(2, "many caps"), [](RandomStream& stream) {
    return Bandwidth{1e6 * std::exp(5 * stream.next_uniform())};
  });
  CHECK(difference_from_simgrid(transfers) <= 1);
}
