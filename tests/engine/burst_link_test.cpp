// Links with a burst (a token bucket), and transfers with a deadline, held against a plain simulation of the same.
#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "sim/engine/fluid_link.hpp"
#include "sim/engine/network.hpp"

using namespace twostep;
using namespace twostep::engine;

namespace {

constexpr Bandwidth mb_per_second(double mb) { return {mb * 1e6}; }
constexpr Bytes megabytes(std::int64_t mb) { return {mb * 1'000'000}; }
constexpr SimTime at_ms(std::int64_t ms) { return {ms * 1'000'000}; }

struct Flow {
  SimTime start;
  Bytes size;
  Bandwidth cap = Bandwidth::unlimited();
  SimTime deadline = SimTime::max();
};

// AWS Lambda as measured in 2024: 300 MB at 1.2 GB/s, then 75 MB/s.
const BurstBandwidth lambda{.base = mb_per_second(75), .burst = mb_per_second(1200), .bucket = megabytes(300)};

Process<void> move(Simulation& simulation, FluidLink& link, Flow flow, double& end_ns) {
  co_await simulation.delay_until(flow.start);
  co_await link.transfer(flow.size, flow.cap, flow.deadline);
  end_ns = static_cast<double>(simulation.now().ns);
}

std::vector<double> ends_over(const BurstBandwidth& capacity, const std::vector<Flow>& flows) {
  Simulation simulation;
  FluidLink link(simulation, capacity);
  std::vector<double> ends(flows.size());
  for (std::size_t i = 0; i < flows.size(); ++i) simulation.spawn(move(simulation, link, flows[i], ends[i]), "flow", i);
  simulation.run();
  return ends;
}

std::vector<double> ends_over(Bandwidth capacity, const std::vector<Flow>& flows) {
  Simulation simulation;
  FluidLink link(simulation, capacity);
  std::vector<double> ends(flows.size());
  for (std::size_t i = 0; i < flows.size(); ++i) simulation.spawn(move(simulation, link, flows[i], ends[i]), "flow", i);
  simulation.run();
  CHECK(link.active_transfers() == 0);
  return ends;
}

// What the link computes, written down plainly: at each event all rates anew, then on to the next event.
class PlainLink {
 public:
  PlainLink(double base, double burst, double bucket) : base_(base), burst_(burst), size_(bucket), level_(bucket) {}

  std::vector<double> ends(const std::vector<Flow>& flows) {
    std::vector<double> ends(flows.size());
    std::vector<std::size_t> order(flows.size());
    for (std::size_t i = 0; i < flows.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return std::pair(flows[a].start, a) < std::pair(flows[b].start, b); });
    double now = 0;
    std::size_t next = 0;
    while (next < order.size() || !active_.empty()) {
      const double used = share();
      double at = next < order.size() ? static_cast<double>(flows[order[next]].start.ns) : HUGE_VAL;
      for (const Active& flow : active_) at = std::min({at, now + flow.left / flow.rate, flow.deadline});
      const bool drains = level_ > 0 && used > base_;
      const bool empties = drains && now + level_ / (used - base_) <= at;
      if (empties) at = now + level_ / (used - base_);
      for (Active& flow : active_) flow.left -= flow.rate * (at - now);
      level_ = empties ? 0 : std::clamp(level_ + (base_ - used) * (at - now), 0.0, size_);
      now = at;
      std::erase_if(active_, [&](const Active& flow) {
        if (flow.left > 1e-6 && flow.deadline > now) return false;
        ends[flow.number] = now;
        return true;
      });
      for (; next < order.size() && static_cast<double>(flows[order[next]].start.ns) <= now; ++next) {
        const Flow& flow = flows[order[next]];
        ends[order[next]] = now;
        if (flow.size.count == 0) continue;
        const double deadline = flow.deadline == SimTime::max() ? HUGE_VAL : static_cast<double>(flow.deadline.ns);
        active_.push_back({order[next], static_cast<double>(flow.size.count), flow.cap.bytes_per_second / 1e9,
                           std::max(deadline, now), 0});
        if (deadline <= now) active_.pop_back();
      }
    }
    return ends;
  }

 private:
  struct Active {
    std::size_t number;
    double left;
    double cap;
    double deadline;
    double rate;
  };

  // Max-min fair rates by filling up from the least cap; returns their sum.
  double share() {
    std::sort(active_.begin(), active_.end(), [](const Active& a, const Active& b) { return a.cap < b.cap; });
    const double capacity = level_ > 0 ? burst_ : base_;
    double left = capacity;
    double flows = static_cast<double>(active_.size());
    for (Active& flow : active_) {
      flow.rate = std::min(flow.cap, left / flows);
      left -= flow.rate;
      flows -= 1;
    }
    // All of it, to the last bit, when somebody would take more.
    return !active_.empty() && active_.back().rate < active_.back().cap ? capacity : capacity - left;
  }

  double base_, burst_, size_, level_;
  std::vector<Active> active_;
};

rc::Gen<Flow> some_flow(bool with_deadline) {
  const auto start = rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
  const auto size = rc::gen::inRange<std::int64_t>(0, 10'000'000);
  const auto cap = rc::gen::inRange(0, 120);
  const auto lasts = rc::gen::inRange<std::int64_t>(0, with_deadline ? 1'000'000'000 : 1);
  return rc::gen::apply(
      [with_deadline](std::int64_t start_ns, std::int64_t bytes, int mb, std::int64_t ns) {
        return Flow{.start = {start_ns},
                    .size = {bytes},
                    .cap = mb == 0 ? Bandwidth::unlimited() : mb_per_second(mb),
                    .deadline = with_deadline && ns % 3 != 0 ? SimTime{start_ns + ns} : SimTime::max()};
      },
      start, size, cap, lasts);
}

void require_equal(const std::vector<double>& link, const std::vector<double>& plain) {
  for (std::size_t i = 0; i < link.size(); ++i) RC_ASSERT(std::fabs(link[i] - plain[i]) <= 1);
}

}  // namespace

TEST_CASE("a flow moves at the burst rate until the bucket is empty, and then at the base rate") {
  // The bucket empties at 1200 - 75 = 1125 MB/s: 300 MB last 0.2667 s, in which 320 MB are moved. The other 80 MB take
  // 80 / 75 = 1.0667 s.
  CHECK(ends_over(lambda, {{at_ms(0), megabytes(400)}}) == std::vector<double>{1'333'333'333});
  CHECK(ends_over(lambda, {{at_ms(0), megabytes(240)}}) == std::vector<double>{200'000'000});
}

TEST_CASE("flows share the burst and the base rate alike") {
  // Each has half of everything: both end when 400 MB have been moved.
  CHECK(ends_over(lambda, {{at_ms(0), megabytes(200)}, {at_ms(0), megabytes(200)}}) ==
        std::vector<double>{1'333'333'333, 1'333'333'333});
}

TEST_CASE("a bucket fills at the base rate while nothing is moved, and no further than its size") {
  // Empty at 0.2667 s with 320 MB. After 2 s of rest it holds 150 MB: 133.3 ms at the burst rate for 160 MB, and 40 MB
  // more at the base rate in 533.3 ms.
  const std::vector<double> rested =
      ends_over(lambda, {{at_ms(0), megabytes(320)}, {SimTime{2'266'666'667}, megabytes(200)}});
  CHECK(rested[0] == Approx(266'666'667).margin(1));
  CHECK(rested[1] == Approx(2'266'666'667 + 133'333'333 + 533'333'333).margin(2));
  // After an hour it is as full as at the beginning.
  CHECK(ends_over(lambda, {{at_ms(0), megabytes(320)}, {at_ms(3'600'000), megabytes(400)}})[1] ==
        3600e9 + 1'333'333'333);
}

TEST_CASE("a flow below the base rate leaves the bucket full, one above it empties it by the difference") {
  // 50 MB/s for 10 s and then, with a full bucket, 400 MB as above.
  CHECK(ends_over(lambda, {{at_ms(0), megabytes(500), mb_per_second(50)}, {at_ms(10'000), megabytes(400)}})[1] ==
        10e9 + 1'333'333'333);
  // 375 MB/s take 300 MB/s from the bucket: 1 s and 375 MB; 75 MB at the base rate: 1 s.
  CHECK(ends_over(lambda, {{at_ms(0), megabytes(450), mb_per_second(375)}}) == std::vector<double>{2e9});
}

TEST_CASE("an empty bucket stays empty while the base rate is used up, and fills when a cap leaves some of it") {
  // 420 MB of A and B empty the bucket at 0.2667 s (320 MB) and have 100 MB left at 75 MB/s: 1.6 s, without a burst on
  // the way. C at its cap of 25 MB/s leaves 50 MB/s for 6 s: 300 MB, a full bucket for D.
  const std::vector<double> ends = ends_over(lambda, {{at_ms(0), megabytes(210)},
                                                      {at_ms(0), megabytes(210)},
                                                      {at_ms(1600), megabytes(150), mb_per_second(25)},
                                                      {at_ms(7600), megabytes(400)}});
  CHECK(ends[0] == 1.6e9);
  CHECK(ends[1] == 1.6e9);
  CHECK(ends[2] == 7.6e9);
  CHECK(ends[3] == 7.6e9 + 1'333'333'333);
}

TEST_CASE("a link that is filled anew bursts again") {
  Simulation simulation;
  Network network(simulation);
  const LinkId link = network.add_link(lambda);
  std::vector<SimTime> ends;
  const auto twice = [](Simulation& sim, Network& net, LinkId over, std::vector<SimTime>& done) -> Process<void> {
    for (int i = 0; i < 2; ++i) {
      co_await net.transfer(megabytes(400), Bandwidth::unlimited(), over);
      done.push_back(sim.now());
      net.refill(over);
    }
  };
  simulation.spawn(twice(simulation, network, link, ends), "two transfers");
  simulation.run();
  REQUIRE(ends.size() == 2);
  CHECK(ends[0] == SimTime{1'333'333'333});
  CHECK(ends[1] == SimTime{2'666'666'667});  // the link goes on from between two nanoseconds
  CHECK(network.bytes_moved(link) == 800e6);
}

TEST_CASE("an impossible burst is refused") {
  Simulation simulation;
  const auto link = [&](double base, double burst, std::int64_t bucket) {
    FluidLink(simulation, BurstBandwidth{.base = {base}, .burst = {burst}, .bucket = {bucket}});
  };
  CHECK_THROWS_AS(link(0, 10, 10), std::invalid_argument);
  CHECK_THROWS_AS(link(10, 10, 10), std::invalid_argument);
  CHECK_THROWS_AS(link(10, HUGE_VAL, 10), std::invalid_argument);
  CHECK_THROWS_AS(link(10, 20, 0), std::invalid_argument);
}

TEST_CASE("transfers over a link with a burst end when a plain simulation of it says") {
  rc::prop("oracle", [] {
    const auto flows = *rc::gen::container<std::vector<Flow>>(some_flow(false));
    const BurstBandwidth capacity{.base = mb_per_second(20), .burst = mb_per_second(100), .bucket = megabytes(5)};
    require_equal(ends_over(capacity, flows), PlainLink(0.02, 0.1, 5e6).ends(flows));
  });
}

namespace {

// What a link has moved every 10 ms, for ever.
Process<void> watch(Simulation& simulation, const FluidLink& link, std::vector<double>& moved) {
  for (;;) {
    moved.push_back(link.bytes_moved());
    co_await simulation.delay(Duration::milliseconds(10));
  }
}

}  // namespace

TEST_CASE("a link with a burst never moves more in any time than its bucket and its base rate allow") {
  rc::prop("token bucket", [] {
    const auto flows = *rc::gen::container<std::vector<Flow>>(some_flow(true));
    Simulation simulation;
    FluidLink link(simulation,
                   BurstBandwidth{.base = mb_per_second(20), .burst = mb_per_second(100), .bucket = megabytes(5)});
    std::vector<double> ends(flows.size());
    for (std::size_t i = 0; i < flows.size(); ++i) {
      simulation.spawn(move(simulation, link, flows[i], ends[i]), "flow", i);
    }
    std::vector<double> moved;
    simulation.spawn_daemon(watch(simulation, link, moved), "watch");
    simulation.run();
    for (std::size_t from = 0; from < moved.size(); ++from) {
      for (std::size_t to = from + 1; to < moved.size(); ++to) {
        const double steps = static_cast<double>(to - from);
        RC_ASSERT(moved[to] - moved[from] <= std::min(5e6 + 0.2e6 * steps, 1e6 * steps) + 2.0);  // a byte a reading
        RC_ASSERT(moved[to] >= moved[from] - 1.0);
      }
    }
  });
}

TEST_CASE("a transfer that others slow down ends at its deadline, and leaves them the rest of the link") {
  // A has 40 of its 100 MB after 0.8 s at half of 100 MB/s. B has 60 MB left then, alone: 1.4 s.
  CHECK(ends_over(mb_per_second(100), {{.start = at_ms(0), .size = megabytes(100), .deadline = at_ms(800)},
                                       {.start = at_ms(0), .size = megabytes(100)}}) ==
        std::vector<double>{0.8e9, 1.4e9});
}

TEST_CASE("a transfer that ends at its very deadline has arrived") {
  Simulation simulation;
  FluidLink link(simulation, mb_per_second(100));
  double end = 0;
  simulation.spawn(move(simulation, link, {.start = at_ms(0), .size = megabytes(100), .deadline = at_ms(1000)}, end),
                   "flow");
  simulation.run();
  CHECK(end == 1e9);
  CHECK(link.bytes_moved() == 100e6);
}

TEST_CASE("what a transfer moved before it was given up has been moved") {
  Simulation simulation;
  FluidLink link(simulation, mb_per_second(100));
  double end = 0;
  simulation.spawn(move(simulation, link, {.start = at_ms(0), .size = megabytes(100), .deadline = at_ms(250)}, end),
                   "flow");
  simulation.run();
  CHECK(end == 0.25e9);
  CHECK(link.bytes_moved() == Approx(25e6).margin(1));
}

TEST_CASE("deadlines are kept when a crowd comes that nobody expected") {
  // Alone A would need 1 s of its 100 s. A thousand others come after 0.5 s, 50 MB; each then has 1/1001 of the link.
  std::vector<Flow> flows{{.start = at_ms(0), .size = megabytes(100), .deadline = at_ms(100'000)}};
  for (int i = 0; i < 1000; ++i) flows.push_back({.start = at_ms(500), .size = megabytes(100)});
  const std::vector<double> ends = ends_over(mb_per_second(100), flows);
  CHECK(ends[0] == 100e9);  // 50 MB + 99.5 s * 0.0999 MB/s are less than 100 MB
}

TEST_CASE("transfers with deadlines end when a plain simulation of them says") {
  rc::prop("oracle with deadlines", [] {
    const auto flows = *rc::gen::container<std::vector<Flow>>(some_flow(true));
    require_equal(ends_over(mb_per_second(30), flows), PlainLink(0.03, 0.03, 0).ends(flows));
    const BurstBandwidth capacity{.base = mb_per_second(20), .burst = mb_per_second(100), .bucket = megabytes(5)};
    require_equal(ends_over(capacity, flows), PlainLink(0.02, 0.1, 5e6).ends(flows));
  });
}
