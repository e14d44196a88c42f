#include "sim/engine/random_stream.hpp"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "sim/engine/simulation.hpp"

using namespace twostep::engine;

namespace {

std::vector<std::uint64_t> first_numbers(RandomStream stream, int count) {
  std::vector<std::uint64_t> numbers;
  for (int i = 0; i < count; ++i) numbers.push_back(stream.next_u64());
  return numbers;
}

}  // namespace

// Computed by an independent program from the definitions: FNV-1a, splitmix64 finaliser, Philox4x32-10 (which gives
// Random123's known answer 6627e8d5 e169c58d bc57ac4c 9b00dbd8 for counter 0 and key 0).
TEST_CASE("the numbers of a stream are the same on every machine") {
  CHECK(first_numbers({1, "arrivals"}, 4) ==
        std::vector<std::uint64_t>{0x5a64570c8610fab5, 0x4102b29c7ea67191, 0xa297de0382bac41a, 0x22b00f71c045cdf2});
  CHECK(first_numbers({0, ""}, 4) ==
        std::vector<std::uint64_t>{0x80fd0d7114b0efc9, 0x4ad19da331f9ca3d, 0xf79365b162f64ce6, 0xd0b6d9c8b4497a94});
  CHECK(first_numbers({1, "service"}, 4) ==
        std::vector<std::uint64_t>{0xbe1fa52d325ca611, 0xc373cd10abbbe768, 0x22d650410c58fe7c, 0xeb5ae5508b2adc26});
  CHECK(RandomStream(1, "arrivals").next_uniform() == 0.3530935674262458);  // (0x5a64570c8610fab5 >> 11, + 1/2) / 2^53
}

TEST_CASE("drawing from one stream does not move another") {
  const twostep::engine::Simulation simulation(7);
  RandomStream arrivals = simulation.stream("arrivals");
  RandomStream sizes = simulation.stream("sizes");
  std::vector<std::uint64_t> mixed;
  for (int i = 0; i < 10; ++i) {
    mixed.push_back(arrivals.next_u64());
    for (int k = 0; k < i; ++k) sizes.next_u64();
  }
  CHECK(mixed == first_numbers(simulation.stream("arrivals"), 10));
}

TEST_CASE("other seeds and other purposes give other numbers") {
  rc::prop(
      "streams differ unless seed and purpose are equal",
      [](std::uint64_t seed, std::uint64_t other_seed, const std::string& purpose, const std::string& other_purpose) {
        const bool same = seed == other_seed && purpose == other_purpose;
        const auto numbers = first_numbers({seed, purpose}, 2);
        RC_ASSERT((numbers == first_numbers({other_seed, other_purpose}, 2)) == same);
        RC_ASSERT(numbers == first_numbers({seed, purpose}, 2));
      });
}

TEST_CASE("numbers that are drawn together are those that come one by one") {
  rc::prop("draws of any lengths = one by one", [] {
    const auto lengths = *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 8));
    RandomStream together(5, "draws");
    RandomStream one_by_one = together;
    for (const std::size_t length : lengths) {
      std::vector<double> numbers(length);
      together.next_uniforms(numbers);
      for (const double number : numbers) RC_ASSERT(number == one_by_one.next_uniform());
      RC_ASSERT(together.next_uniform() == one_by_one.next_uniform());
    }
  });
}

TEST_CASE("uniform numbers lie inside (0, 1) and fill it evenly") {
  RandomStream stream(3, "uniform");
  constexpr int count = 100'000;
  constexpr int cells = 20;
  std::vector<int> hits(cells);
  for (int i = 0; i < count; ++i) {
    const double u = stream.next_uniform();
    REQUIRE(u > 0);
    REQUIRE(u < 1);
    ++hits[static_cast<std::size_t>(u * cells)];
  }
  constexpr double expected = 1.0 * count / cells;
  double chi_square = 0;
  for (const int n : hits) chi_square += std::pow(n - expected, 2) / expected;
  CHECK(chi_square < 43.82);  // 0.999 quantile of chi-square with 19 degrees of freedom
}
