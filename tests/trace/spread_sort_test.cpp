#include "models/trace/spread_sort.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using twostep::models::SpreadSort;

namespace {

// Sorted by it, and by std::sort; several times with one sorter, whose memory is used again.
void check_sorts(SpreadSort& sort, std::vector<std::uint64_t> numbers, unsigned bits) {
  std::vector<std::uint64_t> expected = numbers;
  std::sort(expected.begin(), expected.end());
  sort(numbers, bits);
  RC_ASSERT(numbers == expected);
}

}  // namespace

TEST_CASE("numbers come out sorted, few or many, spread evenly or in crowds") {
  rc::prop("any numbers", [] {
    SpreadSort sort;
    for (int round = 0; round < 3; ++round) {
      const auto bits = *rc::gen::inRange(12U, 65U);
      const auto count = *rc::gen::inRange<std::size_t>(0, 2'000);
      const std::uint64_t largest = UINT64_MAX >> (64 - bits);
      // Of one number in `crowds` others, up to all that there are.
      const std::uint64_t crowds = *rc::gen::element<std::uint64_t>(1, 3, 50, UINT64_MAX);
      auto numbers = *rc::gen::container<std::vector<std::uint64_t>>(count, rc::gen::arbitrary<std::uint64_t>());
      std::uint64_t mixed = 1;
      for (std::uint64_t& number : numbers) {
        mixed = mixed * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX: rapidcheck's numbers are small
        number = largest / 7 * (((number ^ mixed) >> 11U) % crowds % 7) + ((number ^ mixed) & (largest / 8));
        if (crowds == UINT64_MAX) number = (number ^ mixed) & largest;
      }
      check_sorts(sort, numbers, bits);
    }
  });
}

TEST_CASE("numbers that are all the same, or sorted already, stay as they are") {
  SpreadSort sort;
  check_sorts(sort, std::vector<std::uint64_t>(1'000, 42), 64);
  std::vector<std::uint64_t> rising;
  for (std::uint64_t i = 0; i < 1'000; ++i) rising.push_back(i << 40U);
  check_sorts(sort, rising, 64);
  check_sorts(sort, {rising.rbegin(), rising.rend()}, 64);
}
