#include "sim/observation/decimal.hpp"

#include <array>
#include <string>

#include <catch2/catch.hpp>

using namespace twostep::observation;

namespace {

std::string whole(std::uint64_t number) {
  std::array<char, 20> text{};
  return {text.data(), write_whole(text.data(), number)};
}

// As it is in decimal, by the standard library.
std::string decimal(std::int64_t number, int digits) {
  const bool negative = number < 0;
  std::string text = std::to_string(number).substr(negative ? 1 : 0);
  if (static_cast<int>(text.size()) <= digits) text.insert(0, static_cast<std::size_t>(digits) + 1 - text.size(), '0');
  text.insert(text.size() - static_cast<std::size_t>(digits), 1, '.');
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return (negative ? "-" : "") + text;
}

template <std::uint64_t unit, int digits>
std::string written(std::int64_t number) {
  std::array<char, 32> text{};
  return {text.data(), write_decimal<unit, digits>(text.data(), number)};
}

}  // namespace

TEST_CASE("a whole number has the digits that the standard library gives it, whatever its length") {
  std::uint64_t power = 1;
  for (int length = 1; length <= 20; ++length) {
    for (const std::uint64_t number : {power - 1, power, power + 1, power * 9 / 7}) {
      CHECK(whole(number) == std::to_string(number));
    }
    if (length < 20) power *= 10;
  }
  CHECK(whole(UINT64_MAX) == "18446744073709551615");
}

TEST_CASE("a decimal has the digits of its number, a point, and no zeros at its end") {
  std::int64_t power = 1;
  for (int length = 1; length <= 19; ++length) {
    for (const std::int64_t number : {power - 1, power, power + 1, power / 9 * 7, -power - 1}) {
      CHECK(written<1'000'000, 6>(number) == decimal(number, 6));
      CHECK(written<1'000'000'000, 9>(number) == decimal(number, 9));
      CHECK(written<1'000'000'000'000, 12>(number) == decimal(number, 12));
    }
    if (length < 19) power *= 10;
  }
}
