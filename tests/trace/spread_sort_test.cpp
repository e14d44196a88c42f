#include "models/trace/spread_sort.hpp"

#include <algorithm>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

using twostep::models::SpreadSort;

namespace {

// Sorted by it as by std::sort.
void check_sorts(SpreadSort& sort, std::vector<std::uint64_t> numbers) {
  std::vector<std::uint64_t> expected = numbers;
  std::sort(expected.begin(), expected.end());
  sort(numbers);
  RC_ASSERT(numbers == expected);
}

}  // namespace

TEST_CASE("numbers come out sorted, few or many, spread evenly or in crowds") {
  rc::prop("any numbers", [] {
    SpreadSort sort;  // whose memory is used again
    for (int round = 0; round < 3; ++round) {
      // Over all 64 bits, over a part of them, in one crowd, and nothing but zeros and ones.
      const auto lost_bits = *rc::gen::element(0U, 2U, 40U, 63U);
      std::vector<std::uint64_t> numbers(*rc::gen::inRange<std::size_t>(0, 2'000));
      auto mixed = *rc::gen::arbitrary<std::uint64_t>();
      for (std::uint64_t& number : numbers) {
        mixed = mixed * 6364136223846793005U + 1442695040888963407U;  // Knuth's MMIX: its high bits are the random ones
        number = mixed >> lost_bits;
      }
      check_sorts(sort, numbers);
    }
  });
}

TEST_CASE("numbers that are all the same, or sorted already, stay as they are") {
  SpreadSort sort;
  check_sorts(sort, std::vector<std::uint64_t>(1'000, 42));
  std::vector<std::uint64_t> rising;
  for (std::uint64_t i = 0; i < 1'000; ++i) rising.push_back(i << 40U);
  check_sorts(sort, rising);
  check_sorts(sort, {rising.rbegin(), rising.rend()});
}
