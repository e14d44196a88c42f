#include "sim/decimal.hpp"

#include <rapidcheck.h>

#include <clocale>
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

namespace twostep {
namespace {

Decimal decimal(std::string_view text) {
  const std::optional<Decimal> number = Decimal::take(text);
  REQUIRE(number.has_value());
  REQUIRE(text.empty());
  return *number;
}

std::string_view left_of(std::string_view text) {
  REQUIRE(Decimal::take(text).has_value());
  return text;
}

TEST_CASE("a decimal takes as much of a text as is a number") {
  CHECK(left_of("12 ms") == " ms");
  CHECK(left_of("1.5e3s") == "s");
  CHECK(left_of("1.") == ".");  // a point without digits is no fraction
  CHECK(left_of("1e") == "e");  // nor is this an exponent
  CHECK(left_of("1e+") == "e+");
  CHECK(left_of("1 000") == " 000");
  for (std::string_view none : {"", "-", ".5", "+1", "e5", " 1", "s", "--1"}) {
    CAPTURE(none);
    CHECK_FALSE(Decimal::take(none).has_value());
  }
}

TEST_CASE("commas group the digits of a decimal in threes") {
  CHECK(decimal("1,584").whole(1) == 1584);
  CHECK(decimal("1,234,567.5").whole(2) == 2'469'135);
  CHECK(left_of("1,58") == ",58");
  CHECK(left_of("1584,000") == ",000");
  CHECK(left_of("1,5840") == ",5840");
}

TEST_CASE("a decimal times a factor is exact, or nothing") {
  CHECK(decimal("0.1").whole(1'000'000'000) == 100'000'000);
  CHECK(decimal("2.49").whole(1'000'000'000) == 2'490'000'000);
  CHECK(decimal("-2.5").whole(2) == -5);
  CHECK(decimal("1.5").whole(1) == std::nullopt);
  CHECK(decimal("1e3").whole(1) == 1000);
  CHECK(decimal("1500e-3").whole(2) == 3);  // 1.5 * 2
  CHECK(decimal("0.0000").whole(7) == 0);
  CHECK(decimal("0e99999999999").whole(7) == 0);
  // 5^40 / 10^40 of 2^40: one, though neither the digits times the factor nor 10^40 fits in 128 bits.
  CHECK(decimal("0.0000000000009094947017729282379150390625").whole(std::int64_t{1} << 40) == 1);
}

TEST_CASE("a decimal beyond 64 bits is nothing") {
  CHECK(decimal("9223372036854775807").whole(1) == INT64_MAX);
  CHECK(decimal("-9223372036854775807").whole(1) == -INT64_MAX);
  CHECK(decimal("9223372036854775808").whole(1) == std::nullopt);
  CHECK(decimal("9223372036.854775807").whole(1'000'000'000) == INT64_MAX);
  CHECK(decimal("9223372036.854775808").whole(1'000'000'000) == std::nullopt);
  CHECK(decimal("1e400").whole(1) == std::nullopt);
  CHECK(decimal("1e-400").whole(1) == std::nullopt);
  CHECK(decimal("1e99999999999999999999").whole(1) == std::nullopt);
  CHECK(decimal("12345678901234567890123456789012345678901").whole(1) == std::nullopt);
}

TEST_CASE("the nearest double of a decimal is shifted in base ten, not multiplied") {
  CHECK(decimal("13").nearest(-3) == 0.013);
  CHECK(decimal("0.0000166667").nearest() == 0.0000166667);
  CHECK(decimal("4").nearest(-2) == 0.04);
  CHECK(decimal("1e400").nearest() == std::nullopt);
  CHECK(decimal("1e400").nearest(-390) == 1e10);
  CHECK(decimal("1e-400").nearest() == std::nullopt);
}

TEST_CASE("every 64-bit number that is written is read back as a decimal") {
  rc::prop("whole numbers", [](std::int64_t value) {
    RC_PRE(value != INT64_MIN);
    const std::string text = std::to_string(value);
    std::string_view rest = text;
    RC_ASSERT(Decimal::take(rest)->whole(1) == value);
    RC_ASSERT(rest.empty());
  });
  rc::prop("with nine digits behind a point", [] {
    const auto value = *rc::gen::inRange<std::int64_t>(1'000'000'000, INT64_MAX);
    std::string text = std::to_string(value);
    text.insert(text.end() - 9, '.');
    std::string_view rest = text;
    RC_ASSERT(Decimal::take(rest)->whole(1'000'000'000) == value);
  });
}

TEST_CASE("any bytes may be tried as a decimal") {
  rc::prop("no crash, and never more taken than there is", [](const std::string& text) {
    std::string_view rest = text;
    const auto number = Decimal::take(rest);
    RC_ASSERT(rest.size() <= text.size());
    if (number) {
      static_cast<void>(number->whole(86'400'000'000'000));
      static_cast<void>(number->nearest(-9));
    } else {
      RC_ASSERT(rest.size() == text.size());
    }
  });
}

}  // namespace
}  // namespace twostep
