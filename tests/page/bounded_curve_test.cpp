#include "sim/page/bounded_curve.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include <catch2/catch.hpp>

using namespace twostep::page;

TEST_CASE("a curve of few points is kept as it is") {
  BoundedCurve curve(4);
  for (int i = 0; i < 4; ++i) curve.add({.time = i * 1.0, .value = i * 10.0});
  REQUIRE(curve.points().size() == 4);
  CHECK(curve.stretch() == 1);
  CHECK(curve.points()[3].value == 30);
}

TEST_CASE("neighbours are merged into the greater one") {
  BoundedCurve curve(4);
  double time = 0;
  for (const double value : {1.0, 5.0, 2.0, 3.0, 9.0}) curve.add({.time = time++, .value = value});
  // The fifth point halves the first four: (1, 5) -> 5, (2, 3) -> 3; then it stands for itself.
  REQUIRE(curve.points().size() == 3);
  CHECK(curve.points()[0].value == 5);
  CHECK(curve.points()[1].value == 3);
  CHECK(curve.points()[1].time == 2);  // of the first of its stretch
  CHECK(curve.points()[2].value == 9);
  CHECK(curve.stretch() == 2);
}

TEST_CASE("a long curve stays small, in order, and keeps its peak") {
  rc::check([](const std::vector<unsigned short>& values) {
    const std::size_t most = *rc::gen::inRange<std::size_t>(2, 30);
    BoundedCurve curve(most);
    double peak = -1;
    for (std::size_t i = 0; i < values.size(); ++i) {
      curve.add({.time = static_cast<double>(i), .value = static_cast<double>(values[i])});
      peak = std::max(peak, static_cast<double>(values[i]));
    }
    RC_ASSERT(curve.points().size() <= most);
    RC_ASSERT(std::ranges::is_sorted(curve.points(), {}, &CurvePoint::time));
    double kept = -1;
    for (const CurvePoint& point : curve.points()) kept = std::max(kept, point.value);
    RC_ASSERT(kept == peak);
  });
}
