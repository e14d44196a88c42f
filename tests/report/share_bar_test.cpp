#include "sim/report/share_bar.hpp"

#include <rapidcheck.h>

#include <array>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/report/display_text.hpp"

using namespace twostep::report;

TEST_CASE("a bar shares out its columns by largest remainder") {
  // 2 %, 28 % and 70 % of 20 columns are 0.4, 5.6 and 14: the one that is left goes to the second.
  CHECK(share_bar(std::array{0.02, 0.28, 0.70}, 20, false) == "------==============");
  // A third each of 20: 6.67 of which two get one more, the first of them first.
  CHECK(share_bar(std::array{1.0, 1.0, 1.0}, 20, false) == "#######-------======");
  CHECK(share_bar(std::array{0.0, 3.0}, 4, true) == "▒▒▒▒");
}

TEST_CASE("a bar of nothing is blank") {
  CHECK(share_bar(std::array{0.0, 0.0}, 5, false) == "     ");
  CHECK(share_bar(std::vector<double>{}, 5, false) == "     ");
}

TEST_CASE("a bar is as wide as it is asked to be, and no part is more than a column off") {
  CHECK(rc::check([] {
    const auto parts = *rc::gen::container<std::vector<std::uint32_t>>(rc::gen::inRange<std::uint32_t>(0, 1'000'000));
    const std::vector<double> times(parts.begin(), parts.end());
    const bool unicode = *rc::gen::arbitrary<bool>();
    const std::string bar = share_bar(times, 20, unicode);
    RC_ASSERT(display_width(bar) == 20U);
    double sum = 0;
    for (const double time : times) sum += time;
    if (sum == 0 || parts.size() > 10) return;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::size_t columns = 0;
      for (std::size_t at = bar.find(bar_fill(i, unicode)); at != std::string::npos;
           at = bar.find(bar_fill(i, unicode), at + 1)) {
        ++columns;
      }
      RC_ASSERT(std::abs(static_cast<double>(columns) - times[i] / sum * 20) < 1);
    }
  }));
}
