#include "sim/observation/csv_field.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <random>
#include <string>

#include <catch2/catch.hpp>

using namespace twostep::observation;

namespace {

std::string number(double value) {
  std::string line;
  append_csv_number(line, value);
  return line;
}

std::string seconds(std::int64_t ns) {
  std::array<char, 32> text{};
  return {text.data(), write_seconds(text.data(), ns)};
}

std::string milliseconds(std::int64_t ns) {
  std::array<char, 32> text{};
  return {text.data(), write_milliseconds(text.data(), ns)};
}

std::string dollars(std::int64_t pico) {
  std::array<char, 32> text{};
  return {text.data(), write_dollars(text.data(), pico)};
}

}  // namespace

TEST_CASE("plain text is a CSV field as it is") {
  CHECK(csv_text("") == "");
  CHECK(csv_text("lambda") == "lambda");
  CHECK(csv_text("größe 模型 🚀") == "größe 模型 🚀");
}

TEST_CASE("commas, quotes, line breaks and outer blanks are quoted, and quotes doubled") {
  CHECK(csv_text("a,b") == "\"a,b\"");
  CHECK(csv_text("say \"hi\"") == "\"say \"\"hi\"\"\"");
  CHECK(csv_text("two\nlines") == "\"two\nlines\"");
  CHECK(csv_text("\"") == "\"\"\"\"");
  CHECK(csv_text(" a") == "\" a\"");
  CHECK(csv_text("a ") == "\"a \"");
}

TEST_CASE("small whole numbers are written as all others would be") {
  std::array<char, 32> text{};
  for (int whole = 0; whole < 200'000; ++whole) {
    const std::string shortest(text.data(), std::to_chars(text.begin(), text.end(), static_cast<double>(whole)).ptr);
    if (number(whole) != shortest) FAIL(shortest);
  }
  CHECK(number(-0.0) == "-0");
  CHECK(number(99'999.5) == "99999.5");
}

TEST_CASE("text that a spreadsheet would run as a formula gets a single quote in front") {
  CHECK(csv_text("=1+1") == "'=1+1");
  CHECK(csv_text("+1") == "'+1");
  CHECK(csv_text("-1") == "'-1");
  CHECK(csv_text("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_text("\t=1") == "'\t=1");
  CHECK(csv_text("\r=1") == "\"'\r=1\"");
  CHECK(csv_text("=HYPERLINK(\"http://x\",\"y\")") == "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
  CHECK(csv_text("a=1") == "a=1");
}

TEST_CASE("a number is the shortest decimal that reads back the same, without the locale") {
  CHECK(number(0.1) == "0.1");
  CHECK(number(-0.5) == "-0.5");
  CHECK(number(1.0 / 3) == "0.3333333333333333");
  CHECK(number(465) == "465");
  CHECK(number(HUGE_VAL) == "inf");
  CHECK(number(std::nan("")) == "");
  std::mt19937_64 random(1);
  for (int i = 0; i < 10'000; ++i) {
    const double value = std::exp(static_cast<double>(random() % 1000) - 500) * static_cast<double>(random());
    const std::string text = number(value);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    REQUIRE(back == value);
  }
}

TEST_CASE("nanoseconds are printed as exact decimals") {
  CHECK(seconds(0) == "0");
  CHECK(seconds(12'345'678'901) == "12.345678901");
  CHECK(seconds(1) == "0.000000001");
  CHECK(seconds(1'500'000'000) == "1.5");
  CHECK(seconds(3'000'000'000) == "3");
  CHECK(seconds(100'000'000'050) == "100.00000005");
  CHECK(seconds(-2'500'000'000) == "-2.5");
  CHECK(seconds(std::numeric_limits<std::int64_t>::max()) == "9223372036.854775807");
  CHECK(seconds(std::numeric_limits<std::int64_t>::min()) == "-9223372036.854775808");
  CHECK(milliseconds(2'500'000) == "2.5");
  CHECK(milliseconds(303'000'000) == "303");
  CHECK(milliseconds(1) == "0.000001");
  CHECK(milliseconds(std::numeric_limits<std::int64_t>::min()) == "-9223372036854.775808");
}

TEST_CASE("pico-dollars are printed as exact decimals of a dollar") {
  CHECK(dollars(0) == "0");
  CHECK(dollars(1) == "0.000000000001");
  CHECK(dollars(290'631'781'250) == "0.29063178125");
  CHECK(dollars(1'584'000'000'000'000) == "1584");
  CHECK(dollars(-400'000) == "-0.0000004");
  CHECK(dollars(std::numeric_limits<std::int64_t>::max()) == "9223372.036854775807");
}

TEST_CASE("an exact decimal reads back as the same number of nanoseconds") {
  std::mt19937_64 random(2);
  for (int i = 0; i < 10'000; ++i) {
    const auto ns = static_cast<std::int64_t>(random() >> (1 + random() % 62));
    std::string text = seconds(ns);
    const std::size_t point = text.find('.');
    const std::size_t decimals = point == std::string::npos ? 0 : text.size() - point - 1;
    if (point != std::string::npos) text.erase(point, 1);
    text.append(9 - decimals, '0');
    REQUIRE(std::stoll(text) == ns);
  }
}
