#include "sim/page/axis_unit.hpp"

#include <catch2/catch.hpp>

using namespace twostep::page;

TEST_CASE("times are drawn in the unit that keeps their numbers readable") {
  CHECK(axis_unit("s", 27'492).name == "h");   // 7 h 38 min
  CHECK(axis_unit("s", 1'300).name == "min");  // 21 min 40 s
  CHECK(axis_unit("s", 3.05).name == "s");
  CHECK(axis_unit("s", 0.447).name == "ms");
  CHECK(axis_unit("s", 0.000'29).name == "us");
  // 0.447 s * 1000 ms/s = 447 ms
  CHECK(0.447 * axis_unit("s", 0.447).per_base == Approx(447));
}

TEST_CASE("bandwidths are drawn in bits") {
  // 67.25e6 bytes/s * 8 = 538 Mbit/s
  const AxisUnit unit = axis_unit("bytes/s", 67.25e6);
  CHECK(unit.name == "Mbit/s");
  CHECK(67.25e6 * unit.per_base == Approx(538));
  CHECK(axis_unit("bytes/s", 2.5e9).name == "Gbit/s");
  CHECK(axis_unit("bytes/s", 1'000).name == "kbit/s");
}

TEST_CASE("an axis of plain numbers has no unit in its title") {
  CHECK(with_unit("instances", axis_unit("1", 290)) == "instances");
  CHECK(with_unit("cost", axis_unit("USD", 0.29)) == "cost (USD)");
}

TEST_CASE("a value does not break over two lines") {
  CHECK(text_of(1'289, "s") == "21m\u00a029s");
  CHECK(text_of(0.29, "USD") == "$0.29");
  CHECK(share_text_of(0.82) == "82\u00a0%");
}

TEST_CASE("charts get six significant digits") {
  CHECK(rounded(1.0 / 3) == 0.333333);
  CHECK(rounded(123'456'789) == 123'457'000);
  CHECK(rounded(0) == 0);
}
