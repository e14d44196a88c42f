#include "models/trace/minute_counts.hpp"

#include <map>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace twostep::models {
namespace {

TEST_CASE("counts come back as they were put in, minute by minute and function by function") {
  rc::prop("any counts", [] {
    // Gaps and counts of every length in bytes: up to 2^31 takes five groups of seven bits.
    const auto number = rc::gen::mapcat(rc::gen::inRange(1, 31), [](int bits) {
      return rc::gen::inRange<std::uint32_t>(1, std::uint32_t{1} << static_cast<unsigned>(bits));
    });
    const auto pairs = *rc::gen::container<std::vector<std::pair<std::uint32_t, std::uint32_t>>>(
        rc::gen::pair(rc::gen::inRange<std::uint32_t>(1, 100'000), number));
    MinuteCounts counts(3);
    std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> expected;
    std::uint32_t function = 0;
    for (const auto& [gap, count] : pairs) {
      function += gap;
      counts.add(count % 3, function, count);
      expected[{count % 3, function}] = count;
    }
    std::map<std::pair<std::size_t, std::uint32_t>, std::uint32_t> read;
    for (std::size_t minute = 0; minute < 3; ++minute) {
      counts.for_each(minute, [&](std::uint32_t f, std::uint32_t count) { read[{minute, f}] = count; });
    }
    RC_ASSERT(read == expected);
  });
}

TEST_CASE("a usual pair takes two bytes") {
  MinuteCounts counts(1);
  for (std::uint32_t function = 0; function < 1000; ++function) counts.add(0, 100 * function, 7);
  counts.shrink();
  CHECK(counts.size() == 2000);  // a gap and a count below 128 each take one
}

}  // namespace
}  // namespace twostep::models
