// The floor: one function simulated by a loop written by hand for it, as fast as one can reasonably be. Twostep's own
// rate, through a scenario file and the ordinary command, is told as a share of this one, measured in the same run
// (scripts/bench.sh).
//
// Poisson arrivals at 100 /s; service exponential, mean 0.1 s warm and 0.5 s cold; keep-alive 600 s; the newest idle
// environment is used first; cold starts, latency and GB-s (128 MiB, 1 ms steps) are counted. The next arrival is a
// scalar, completions stand in a small heap, and idle environments expire off the old end of their list.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <queue>
#include <vector>

namespace {

// xorshift128+ (Vigna, "Further scramblings of Marsaglia's xorshift generators", 2014).
class Random {
 public:
  double exponential(double mean) { return -mean * std::log(uniform()); }

 private:
  double uniform() {
    std::uint64_t x = first_;
    const std::uint64_t y = second_;
    first_ = y;
    x ^= x << 23;
    second_ = x ^ y ^ (x >> 18) ^ (y >> 5);
    return (static_cast<double>((second_ + y) >> 11) + 0.5) * 0x1.0p-53;
  }

  std::uint64_t first_ = 0x9e3779b97f4a7c15;
  std::uint64_t second_ = 0xbf58476d1ce4e5b9;
};

struct Counts {
  std::uint64_t cold = 0;
  double latency_s = 0;
  std::uint64_t billed_ms = 0;
};

Counts simulate(std::uint64_t invocations) {
  constexpr double keep_alive_s = 600;
  Random random;
  Counts counts;
  std::priority_queue<double, std::vector<double>, std::greater<>> completions;
  std::deque<double> idle_since;  // oldest first
  double arrival = random.exponential(0.01);
  for (std::uint64_t i = 0; i < invocations; ++i) {
    while (!completions.empty() && completions.top() <= arrival) {
      idle_since.push_back(completions.top());
      completions.pop();
    }
    while (!idle_since.empty() && idle_since.front() + keep_alive_s <= arrival) idle_since.pop_front();
    const bool cold = idle_since.empty();
    if (!cold) idle_since.pop_back();
    const double service = random.exponential(cold ? 0.5 : 0.1);
    if (cold) ++counts.cold;
    counts.latency_s += service;
    counts.billed_ms += static_cast<std::uint64_t>(std::ceil(service * 1000));
    completions.push(arrival + service);
    arrival += random.exponential(0.01);
  }
  return counts;
}

}  // namespace

int main(int argument_count, char** arguments) {
  const std::uint64_t invocations = argument_count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
  const Counts counts = simulate(invocations);
  std::printf("%llu invocations, %llu cold, mean latency %.6f s, %.3f GB-s\n",
              static_cast<unsigned long long>(invocations), static_cast<unsigned long long>(counts.cold),
              counts.latency_s / static_cast<double>(invocations),
              static_cast<double>(counts.billed_ms) * 0.125 / 1000);
  return 0;
}
