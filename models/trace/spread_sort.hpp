// SpreadSort: sorts numbers that are spread about evenly over 64 bits, such as times drawn within a minute.
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <boost/sort/pdqsort/pdqsort.hpp>

namespace twostep::models {

// Each number goes straight to about where it belongs, and there past the few that it belongs before: a third of the
// time of a sort by comparisons, most of which a processor guesses wrong. Numbers that are not spread are left to that.
class SpreadSort {
 public:
  // At most 2^32 of them. It keeps 16 to 24 bytes for each of the most that it has sorted.
  void operator()(std::vector<std::uint64_t>& numbers) {
    if (numbers.size() < fewest) {
      boost::sort::pdqsort_branchless(numbers.begin(), numbers.end());
      return;
    }
    const std::size_t places = std::bit_ceil(2 * numbers.size());
    const unsigned shift = 64 - static_cast<unsigned>(std::countr_zero(places));
    ends_.assign(places, 0);
    for (const std::uint64_t number : numbers) ++ends_[number >> shift];
    std::uint32_t before = 0;
    std::uint32_t most = 0;
    for (std::uint32_t& end : ends_) {
      most = std::max(most, end);
      before += end;
      end = before - end;  // where its first number goes, for now
    }
    sorted_.resize(numbers.size());
    for (const std::uint64_t number : numbers) sorted_[ends_[number >> shift]++] = number;
    if (most > crowd) {
      boost::sort::pdqsort_branchless(sorted_.begin(), sorted_.end());
    } else {
      insert_each();
    }
    numbers.swap(sorted_);
  }

 private:
  static constexpr std::size_t fewest = 32;  // less are not worth the places
  static constexpr std::uint32_t crowd = 32;

  void insert_each() {
    for (std::size_t i = 1; i < sorted_.size(); ++i) {
      const std::uint64_t number = sorted_[i];
      std::size_t at = i;
      for (; at > 0 && sorted_[at - 1] > number; --at) sorted_[at] = sorted_[at - 1];
      sorted_[at] = number;
    }
  }

  std::vector<std::uint32_t> ends_;
  std::vector<std::uint64_t> sorted_;
};

}  // namespace twostep::models
