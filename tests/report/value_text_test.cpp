#include "sim/report/value_text.hpp"

#include <cmath>

#include <catch2/catch.hpp>

using namespace twostep::report;
using twostep::scenario::Dimension;

TEST_CASE("numbers have three significant digits, or all of their whole part") {
  CHECK(number_text(0) == "0");
  CHECK(number_text(31) == "31");
  CHECK(number_text(0.019) == "0.019");
  CHECK(number_text(0.98333) == "0.983");
  CHECK(number_text(21.148) == "21.1");
  CHECK(number_text(99.96) == "100");
  CHECK(number_text(3571.4) == "3,571");
  CHECK(number_text(1e6) == "1,000,000");
  CHECK(number_text(-1234.5) == "-1,234");
  CHECK(number_text(HUGE_VAL) == "inf");
}

TEST_CASE("ratios keep their trailing zeros and end in x") {
  CHECK(ratio_text(1) == "1.00x");
  CHECK(ratio_text(21.148) == "21.1x");
  CHECK(ratio_text(7.93) == "7.93x");
  CHECK(ratio_text(127.4) == "127x");
  CHECK(ratio_text(1045) == "1,045x");
  CHECK(ratio_text(0.004421) == "0.00442x");
}

TEST_CASE("shares are whole per cent, and 0 and 100 % only when they are that") {
  CHECK(share_text(0) == "0 %");
  CHECK(share_text(0.004) == "<1 %");
  CHECK(share_text(0.81) == "81 %");
  CHECK(share_text(0.999) == ">99 %");
  CHECK(share_text(1) == "100 %");
}

TEST_CASE("deviations have a sign") {
  CHECK(deviation_text(0.0049) == "+0.5 %");
  CHECK(deviation_text(-0.01462) == "-1.5 %");
  CHECK(deviation_text(0.0004) == "0.0 %");
  CHECK(deviation_text(-0.0004) == "0.0 %");
  CHECK(deviation_text(8.5) == "+850 %");
  CHECK(deviation_text(HUGE_VAL) == "+inf");
}

TEST_CASE("a value is written in the words of its dimension") {
  CHECK(value_text(1'300, Dimension::duration) == "21m 40s");
  CHECK(value_text(0.013, Dimension::duration) == "13.0 ms");
  CHECK(value_text(67.25e6, Dimension::bandwidth) == "538 Mbit/s");
  CHECK(value_text(0.29, Dimension::money) == "$0.29");
  CHECK(value_text(1'584, Dimension::money_per_hour) == "$1,584/h");
  CHECK(value_text(3'571, Dimension::rate) == "3,571 /s");
  CHECK(value_text(290, Dimension::number) == "290");
  CHECK(value_text(1e300, Dimension::money).starts_with("$9,2"));  // the end of money's range
}

TEST_CASE("a simulated figure is written like the published one") {
  const auto like = [](double value, const char* text, double published) {
    return like_published(value, text, published, Dimension::duration);
  };
  CHECK(like(27'492, "465 min", 27'900) == "458 min");
  CHECK(like(0.44712, "447 ms", 0.447) == "447 ms");
  CHECK(like(0.0029, "2.8 ms", 0.0028) == "2.9 ms");
  CHECK(like(1'300, "1260 s", 1'260) == "1300 s");
  CHECK(like(1'590.4, "$1,584/h", 1'584) == "$1,590/h");
  CHECK(like(0.2906, "$0.29", 0.29) == "$0.291");
  CHECK(like(292, "294", 294) == "292");
  CHECK(like(20.9, "21x", 21) == "20.9x");
  CHECK(like(0.04, "0.04 s", 0.04) == "0.04 s");
  CHECK(like(0.1, "0.10 s", 0.1) == "0.10 s");
  CHECK(like(158.8, "159.6x", 159.6) == "158.8x");
  CHECK(like(0.0193, "1.9 %", 0.019) == "1.93 %");
  CHECK(like(59, "0 s", 0) == "59.0 s");        // nothing to measure by
  CHECK(like(59, "a minute", 60) == "59.0 s");  // no number
}
