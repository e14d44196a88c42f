#include "sim/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

namespace twostep {
namespace {

__extension__ using Wide = unsigned __int128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_digit) - text.begin());
}

// The digits before the point, commas left out: "1,584" but not "1,58".
std::string take_whole_part(std::string_view& text) {
  std::size_t length = count_digits(text);
  std::string digits(text.substr(0, length));
  text.remove_prefix(length);
  while (length >= 1 && length <= 3 && text.starts_with(',') && count_digits(text.substr(1)) == 3) {
    digits += text.substr(1, 3);
    text.remove_prefix(4);
  }
  return digits;
}

std::string take_fraction(std::string_view& text) {
  if (!text.starts_with('.')) return {};
  const std::size_t length = count_digits(text.substr(1));
  std::string digits(text.substr(1, length));
  if (length > 0) text.remove_prefix(length + 1);
  return digits;
}

// Exponents beyond +-100,000 are cut to that: far outside every range here.
int take_exponent(std::string_view& text) {
  if (!text.starts_with('e') && !text.starts_with('E')) return 0;
  std::string_view rest = text.substr(1);
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  const std::size_t length = count_digits(rest);
  if (length == 0) return 0;
  int value = 0;
  for (const char c : rest.substr(0, length)) value = std::min(value * 10 + (c - '0'), 100'000);
  text = rest.substr(length);
  return negative ? -value : value;
}

}  // namespace

std::optional<Decimal> Decimal::take(std::string_view& text) {
  std::string_view rest = text;
  Decimal result;
  result.negative_ = rest.starts_with('-');
  if (result.negative_) rest.remove_prefix(1);
  std::string digits = take_whole_part(rest);
  if (digits.empty()) return std::nullopt;
  const std::string fraction = take_fraction(rest);
  result.exponent_ = take_exponent(rest) - static_cast<int>(std::min<std::size_t>(fraction.size(), 1'000'000));
  text = rest;

  digits += fraction;
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return Decimal();
  const std::size_t last = digits.find_last_not_of('0');
  result.exponent_ += static_cast<int>(std::min<std::size_t>(digits.size() - 1 - last, 1'000'000));
  result.digits_ = digits.substr(first, last + 1 - first);
  return result;
}

std::optional<std::int64_t> Decimal::whole(std::int64_t factor) const {
  if (is_zero() || factor == 0) return 0;
  if (digits_.size() > 38) return std::nullopt;
  Wide value = 0;
  for (const char c : digits_) value = value * 10 + static_cast<Wide>(c - '0');
  auto multiplier = static_cast<std::uint64_t>(factor);
  // Divide by ten for every negative power, taking each 2 and each 5 from whichever factor holds it: nothing overflows.
  for (int power = exponent_; power < 0; ++power) {
    for (const unsigned prime : {2U, 5U}) {
      if (value % prime == 0) {
        value /= prime;
      } else if (multiplier % prime == 0) {
        multiplier /= prime;
      } else {
        return std::nullopt;
      }
    }
  }
  constexpr auto largest = static_cast<Wide>(std::numeric_limits<std::int64_t>::max());
  for (int power = 0; power < exponent_; ++power) {
    if (value > largest / 10) return std::nullopt;
    value *= 10;
  }
  if (value > largest / multiplier) return std::nullopt;
  const auto result = static_cast<std::int64_t>(value * multiplier);
  return negative_ ? -result : result;
}

std::optional<double> Decimal::nearest(int power) const {
  if (is_zero()) return 0.0;
  const std::string text = (negative_ ? "-" : "") + digits_ + "e" + std::to_string(exponent_ + power);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace twostep
