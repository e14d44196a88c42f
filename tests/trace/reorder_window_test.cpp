#include "models/trace/reorder_window.hpp"

#include <algorithm>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace twostep::models {
namespace {

TraceInvocation at(std::int64_t ns, std::uint32_t function = 0) {
  return {.at = {ns}, .duration = {}, .function = function};
}

TEST_CASE("an invocation leaves the window when none that comes can be before it") {
  ReorderWindow window(Duration{3});
  CHECK(window.empty());
  window.push(at(10));
  CHECK_FALSE(window.is_ready());  // 7 to 9 may come
  window.push(at(13, 1));
  CHECK_FALSE(window.is_ready());  // 10 may come again, of a function before this one
  window.push(at(10, 2));
  CHECK(window.is_too_late(at(9)));  // 13 - 3 = 10
  CHECK_FALSE(window.is_too_late(at(10)));
  window.push(at(14));  // from here on 11 is the earliest
  CHECK(window.size() == 4);
  CHECK(window.is_ready());
  CHECK(window.pop().function == 0);
  CHECK(window.pop().function == 2);
  CHECK_FALSE(window.is_ready());
  CHECK(window.pop().at.ns == 13);
  CHECK(window.pop().at.ns == 14);
  CHECK(window.empty());
}

TEST_CASE("invocations in order of time pass through one at a time") {
  ReorderWindow window(Duration{0});
  for (std::int64_t ns = 1; ns <= 1000; ++ns) {
    window.push(at(ns));
    if (window.is_ready()) CHECK(window.pop().at.ns == ns - 1);
    CHECK(window.size() == 1);
  }
}

TEST_CASE("the window holds only what lies within the lateness, and all comes out in order") {
  rc::prop("any order", [] {
    const auto times = *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(-500, 500));
    std::int64_t latest = -1000;
    std::int64_t lateness = 0;
    for (const std::int64_t time : times) {
      latest = std::max(latest, time);
      lateness = std::max(lateness, latest - time);
    }
    ReorderWindow window(Duration{lateness});
    std::vector<std::int64_t> out;
    std::vector<std::int64_t> seen;
    for (const std::int64_t time : times) {
      RC_ASSERT(!window.is_too_late(at(time)));
      window.push(at(time));
      seen.push_back(time);
      while (window.is_ready()) out.push_back(window.pop().at.ns);
      // What is left: as many as were seen that are not earlier than the latest less the lateness.
      const std::int64_t bound = *std::ranges::max_element(seen) - lateness;
      const auto within = std::ranges::count_if(seen, [bound](std::int64_t ns) { return ns >= bound; });
      RC_ASSERT(window.size() == static_cast<std::size_t>(within));
    }
    while (!window.empty()) out.push_back(window.pop().at.ns);
    std::vector<std::int64_t> sorted = times;
    std::ranges::sort(sorted);
    RC_ASSERT(out == sorted);
  });
}

}  // namespace
}  // namespace twostep::models
