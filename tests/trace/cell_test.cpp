#include "models/trace/cell.hpp"

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace twostep::models {
namespace {

std::string problem(const CellNumber& number) { return number.problem == nullptr ? "" : number.problem; }

TEST_CASE("a decimal times a power of ten is exact, and rounded to the nearest whole number") {
  CHECK(parse_decimal("5160.142570018768", 9).value == 5'160'142'570'019);  // ..018.768 ns
  CHECK(parse_decimal("5160.142570018499", 9).value == 5'160'142'570'018);
  CHECK(parse_decimal("0.1", 9).value == 100'000'000);
  CHECK(parse_decimal("224.0", 6).value == 224'000'000);
  CHECK(parse_decimal("42", 6).value == 42'000'000);
  CHECK(parse_decimal("0.0000005", 6).value == 1);  // half a nanosecond of milliseconds goes up
  CHECK(parse_decimal("0.00000049", 6).value == 0);
  CHECK(parse_decimal("0.9999999", 6).value == 1'000'000);
  CHECK(parse_decimal(".5", 6).value == 500'000);
  CHECK(parse_decimal("5.", 6).value == 5'000'000);
  CHECK(parse_decimal("1.5e-05", 9).value == 15'000);
  CHECK(parse_decimal("2E3", 9).value == 2'000'000'000'000);
  CHECK(parse_decimal("1e-400", 9).value == 0);
  CHECK(parse_decimal("-0.0", 9).value == 0);
  CHECK(parse_decimal("1700000000.123456789", 9).value == 1'700'000'000'123'456'789);  // a date, in seconds
}

TEST_CASE("what is no number from 0 to 100 years is told why") {
  CHECK(problem(parse_decimal("", 9)) == "is empty");
  for (const char* text : {"-1", "-0.001", "-1e3", "-9999999999999999999999"}) {
    INFO(text);
    CHECK(problem(parse_decimal(text, 9)) == "is negative");
  }
  for (const char* text : {"abc", "1.2.3", "1,5", "+1", "1 2", ".", "-", "1e", "0x10", "12ms", "--1", "e5"}) {
    INFO(text);
    CHECK(problem(parse_decimal(text, 9)) == "is no number");
  }
  for (const char* text : {"nan", "NaN", "inf", "-inf", "Infinity"}) {
    INFO(text);
    CHECK(problem(parse_decimal(text, 9)) == "is not a finite number");
  }
  for (const char* text : {"3155760000", "99999999999999999999", "1e99", "1e999", "18446744073709551616"}) {
    INFO(text);
    CHECK(problem(parse_decimal(text, 9)) == "is too large");
  }
  CHECK(problem(parse_decimal("3155759999.9", 9)).empty());
}

TEST_CASE("a count is a whole number, which some programs write with a point") {
  CHECK(parse_count("0").value == 0);
  CHECK(parse_count("3427").value == 3427);
  CHECK(parse_count("3.0").value == 3);
  CHECK(parse_count("100000000").value == 100'000'000);
  CHECK(problem(parse_count("100000001")) == "is too large");
  CHECK(problem(parse_count("3.5")) == "is no whole number");
  CHECK(problem(parse_count("-3")) == "is negative");
  CHECK(problem(parse_count("")) == "is empty");
  CHECK(problem(parse_count("many")) == "is no number");
}

TEST_CASE("blanks around a cell do not count") {
  CHECK(trimmed(" \t1 2\t ") == "1 2");
  CHECK(trimmed("  ").empty());
}

TEST_CASE("every time in whole nanoseconds is read exactly") {
  rc::prop("exact", [] {
    const auto ns = *rc::gen::inRange<std::int64_t>(0, largest_decimal - 1);
    const std::string fraction = std::to_string(1'000'000'000 + ns % 1'000'000'000).substr(1);
    const CellNumber read = parse_decimal(std::to_string(ns / 1'000'000'000) + "." + fraction, 9);
    RC_ASSERT(read.problem == nullptr);
    RC_ASSERT(read.value == ns);
  });
}

}  // namespace
}  // namespace twostep::models
