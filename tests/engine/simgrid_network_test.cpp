#include <dlfcn.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/engine/network.hpp"
#include "tests/engine/in_fork.hpp"
#include "tests/engine/transfers.hpp"

using namespace twostep;
using namespace twostep::engine;
using twostep::testing::in_fork;
using twostep::testing::OpenTransfer;

namespace {

using Numbers = std::vector<double>;

constexpr Bandwidth mb_per_second(double mb) { return {mb * 1e6}; }
constexpr Bytes megabytes(std::int64_t mb) { return {mb * 1'000'000}; }

// A transfer and the numbers of the links on its route.
struct Routed {
  OpenTransfer transfer;
  std::vector<std::size_t> route;
};

// Nanoseconds at which each transfer ended, over links of the given capacities that SimGrid shares.
Numbers ends_over(const std::vector<Bandwidth>& capacities, const std::vector<Routed>& transfers) {
  return in_fork([&] {
    Simulation simulation;
    Network network(simulation);
    std::vector<LinkId> links;
    for (const Bandwidth capacity : capacities) links.push_back(network.add_link(capacity, LinkKind::simgrid));
    Numbers ends(transfers.size());
    for (std::size_t i = 0; i < transfers.size(); ++i) {
      std::vector<LinkId> route;
      for (const std::size_t link : transfers[i].route) route.push_back(links[link]);
      simulation.spawn(move_at(simulation, network, transfers[i].transfer, route, ends[i]), "transfer", i);
    }
    network.run();
    return ends;
  });
}

}  // namespace

namespace {

bool simgrid_is_loaded() { return ::dlopen("simgrid.so", RTLD_LAZY | RTLD_NOLOAD) != nullptr; }

}  // namespace

TEST_CASE("SimGrid is loaded by the first link that it shares, and not before") {
  const Numbers loaded = in_fork([] {
    Simulation simulation;
    Network network(simulation);
    network.add_link(mb_per_second(1), LinkKind::fluid);
    network.run();
    const bool before = simgrid_is_loaded();
    Network shared(simulation);
    shared.add_link(mb_per_second(1), LinkKind::simgrid);
    return Numbers{before ? 1.0 : 0.0, simgrid_is_loaded() ? 1.0 : 0.0};
  });
  CHECK(loaded == Numbers{0, 1});
}

TEST_CASE("a transfer over one simgrid link takes its size over the capacity") {
  // 100 MB / 40.16 MB/s = 2.4900398406... s
  CHECK(ends_over({mb_per_second(40.16)}, {{{{0}, megabytes(100), Bandwidth::unlimited()}, {0}}}) ==
        Numbers{2'490'039'841});
}

TEST_CASE("twenty transfers on 574 Mbit/s get 28.7 Mbit/s each from SimGrid") {
  const Routed one = {{{0}, {35'875'000}, Bandwidth::mbit_per_second(538)}, {0}};  // 28.7 Mbit/s * 10 s
  CHECK(ends_over({Bandwidth::mbit_per_second(574)}, std::vector<Routed>(20, one)) == Numbers(20, 10e9));
}

TEST_CASE("a route over two links shares each of them by max-min fairness") {
  // L0 of 100 MB/s, L1 of 50 MB/s. A over both, B over L0, C over L1. L1 gives A and C 25 MB/s each; B gets 75 MB/s of
  // L0. A's 25 MB end at 1 s. Then C has 25 MB left at 50 MB/s: 1.5 s; B has 75 MB left at 100 MB/s: 1.75 s.
  CHECK(ends_over({mb_per_second(100), mb_per_second(50)}, {{{{0}, megabytes(25), Bandwidth::unlimited()}, {0, 1}},
                                                            {{{0}, megabytes(150), Bandwidth::unlimited()}, {0}},
                                                            {{{0}, megabytes(50), Bandwidth::unlimited()}, {1}}}) ==
        Numbers{1e9, 1.75e9, 1.5e9});
}

TEST_CASE("a cap on a route leaves the rest of its links to others") {
  // A over three links is capped at 20 MB/s: 2 s for 40 MB. B gets 80 MB/s of L1, then 100: 160 MB at 2 s, 40 MB in 0.4
  // s.
  CHECK(ends_over({mb_per_second(200), mb_per_second(100), mb_per_second(30)},
                  {{{{0}, megabytes(40), mb_per_second(20)}, {0, 1, 2}},
                   {{{0}, megabytes(200), Bandwidth::unlimited()}, {1}}}) == Numbers{2e9, 2.4e9});
}

namespace {

// Max-min rates by progressive filling (Bertsekas and Gallager, "Data Networks", 6.5.2): raise all rates together; who
// meets a full link or the own cap stays.
Numbers max_min_rates(const std::vector<Routed>& flows, const std::vector<bool>& active, const Numbers& capacities) {
  Numbers rates(flows.size());
  std::vector<bool> rising = active;
  while (std::find(rising.begin(), rising.end(), true) != rising.end()) {
    Numbers left = capacities;
    Numbers sharers(capacities.size());
    for (std::size_t f = 0; f < flows.size(); ++f) {
      for (const std::size_t link : flows[f].route) {
        left[link] -= rates[f];
        sharers[link] += rising[f] ? 1 : 0;
      }
    }
    double step = HUGE_VAL;
    for (std::size_t l = 0; l < capacities.size(); ++l)
      step = sharers[l] > 0 ? std::min(step, left[l] / sharers[l]) : step;
    for (std::size_t f = 0; f < flows.size(); ++f) {
      if (rising[f]) step = std::min(step, flows[f].transfer.cap.bytes_per_second - rates[f]);
    }
    for (std::size_t f = 0; f < flows.size(); ++f) {
      if (!rising[f]) continue;
      rates[f] += step;
      bool stays = rates[f] >= flows[f].transfer.cap.bytes_per_second * (1 - 1e-12);
      for (const std::size_t link : flows[f].route)
        stays = stays || left[link] - step * sharers[link] < 1e-9 * capacities[link];
      rising[f] = !stays;
    }
  }
  return rates;
}

// Seconds at which the flows end, from one change of rates to the next.
Numbers max_min_ends(const std::vector<Routed>& flows, const Numbers& capacities) {
  Numbers left, ends(flows.size(), -1);
  for (const Routed& flow : flows) left.push_back(static_cast<double>(flow.transfer.size.count));
  double now = 0;
  while (std::find(ends.begin(), ends.end(), -1) != ends.end()) {
    std::vector<bool> active;
    double next = HUGE_VAL;
    for (std::size_t f = 0; f < flows.size(); ++f) {
      const double start = flows[f].transfer.start.in_seconds();
      active.push_back(start <= now && ends[f] < 0);
      if (start > now) next = std::min(next, start);
    }
    const Numbers rates = max_min_rates(flows, active, capacities);
    for (std::size_t f = 0; f < flows.size(); ++f) {
      if (active[f]) next = std::min(next, now + left[f] / rates[f]);
    }
    for (std::size_t f = 0; f < flows.size(); ++f) {
      if (!active[f]) continue;
      left[f] -= rates[f] * (next - now);
      if (left[f] < 1e-3) ends[f] = next;
    }
    now = next;
  }
  return ends;
}

}  // namespace

TEST_CASE("three hundred transfers over random routes of one to three links end as progressive filling says") {
  RandomStream stream(5, "routes");
  const auto draw = [&](std::uint64_t count) { return stream.next_u64() % count; };
  Numbers capacities;
  std::vector<Bandwidth> links;
  for (int i = 0; i < 6; ++i) {
    capacities.push_back(1e6 * static_cast<double>(20 + draw(80)));
    links.push_back({capacities.back()});
  }
  std::vector<Routed> flows;
  for (int i = 0; i < 300; ++i) {
    const auto start = static_cast<std::int64_t>(draw(20'000)) * 1'000'000;
    const Bandwidth cap = draw(3) == 0 ? mb_per_second(static_cast<double>(1 + draw(30))) : Bandwidth::unlimited();
    Routed flow = {{{start}, {static_cast<std::int64_t>(1 + draw(20'000'000))}, cap}, {}};
    const std::uint64_t first = draw(6);
    const std::uint64_t count = 1 + draw(3);
    for (std::uint64_t k = 0; k < count; ++k) flow.route.push_back((first + k) % 6);
    flows.push_back(flow);
  }
  const Numbers simgrid = ends_over(links, flows);
  const Numbers expected = max_min_ends(flows, capacities);
  for (std::size_t i = 0; i < flows.size(); ++i) {
    CAPTURE(i);
    // The reference leaves a milli-byte at up to 1 MB/s, 1 ns, at each change of rates.
    CHECK(std::fabs(simgrid[i] - expected[i] * 1e9) < 100);
  }
}

TEST_CASE("a transfer that a process asks for 200 days into a run ends") {
  // 1.728e7 s: a double of seconds there tells 4 ns apart.
  const std::int64_t start = 200LL * 86400 * 1'000'000'000 + 1;
  const Numbers ends =
      ends_over({mb_per_second(100)}, {{{{start}, megabytes(100), Bandwidth::unlimited()}, {0}},
                                       {{{start + 500'000'000}, megabytes(1), Bandwidth::unlimited()}, {0}}});
  CHECK(std::fabs(ends[0] - static_cast<double>(start) - 1.01e9) < 10);  // 100 MB + 1 MB
  CHECK(std::fabs(ends[1] - static_cast<double>(start) - 0.52e9) < 10);  // 1 MB at 50 MB/s
}
