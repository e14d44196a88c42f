#include "models/trace/cell.hpp"

#include <charconv>
#include <cmath>
#include <optional>
#include <system_error>

namespace twostep::models {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t power_of_ten(int power) {
  std::int64_t result = 1;
  for (; power > 0; --power) result *= 10;
  return result;
}

// As parse_decimal, of digits with or without a point among them; nullopt when the text is not of this form.
std::optional<CellNumber> parse_plain(std::string_view text, int power) {
  const char* at = text.data();
  const char* const end = at + text.size();
  std::uint64_t whole = 0;
  std::errc error{};
  const char* const digits = at;
  if (at != end && is_digit(*at)) {
    const std::from_chars_result result = std::from_chars(at, end, whole);
    at = result.ptr;
    error = result.ec;
  }
  bool has_digits = at != digits;
  std::int64_t fraction = 0;
  int places = 0;
  bool rounds_up = false;
  if (at != end && *at == '.') {
    for (++at; at != end && is_digit(*at); ++at, ++places) {
      has_digits = true;
      if (places < power) fraction = 10 * fraction + (*at - '0');
      if (places == power) rounds_up = *at >= '5';
    }
  }
  if (at != end || !has_digits) return std::nullopt;
  const std::int64_t factor = power_of_ten(power);
  if (error != std::errc{} || whole >= static_cast<std::uint64_t>(largest_decimal / factor)) {
    return CellNumber{.problem = "is too large"};
  }
  fraction *= power_of_ten(power - std::min(places, power));
  return CellNumber{.value = static_cast<std::int64_t>(whole) * factor + fraction + (rounds_up ? 1 : 0)};
}

// As parse_decimal, of everything else: exponents, and words for what is no finite number.
CellNumber parse_other(std::string_view text, int power) {
  double number = 0;
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  const std::from_chars_result result = std::from_chars(begin, end, number);
  if (result.ec == std::errc::invalid_argument || result.ptr != end) return {.problem = "is no number"};
  if (result.ec == std::errc::result_out_of_range) {
    // Also of what is nearer to zero than a double can be.
    const bool is_tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
    return is_tiny ? CellNumber{} : CellNumber{.problem = "is too large"};
  }
  if (!std::isfinite(number)) return {.problem = "is not a finite number"};
  if (number < 0) return {.problem = "is negative"};
  const double scaled = number * static_cast<double>(power_of_ten(power));
  if (scaled >= static_cast<double>(largest_decimal)) return {.problem = "is too large"};
  return {.value = std::llround(scaled)};
}

}  // namespace

CellNumber parse_decimal(std::string_view text, int power) {
  if (text.empty()) return {.problem = "is empty"};
  const bool has_minus = text.front() == '-';
  std::optional<CellNumber> plain = parse_plain(text.substr(has_minus ? 1 : 0), power);
  if (!plain) return parse_other(text, power);
  if (has_minus && (plain->problem != nullptr || plain->value != 0)) return {.problem = "is negative"};
  return *plain;
}

CellNumber parse_count(std::string_view text) {
  constexpr int places = 6;
  CellNumber number = parse_decimal(text, places);
  if (number.problem != nullptr) return number;
  if (number.value % power_of_ten(places) != 0) return {.problem = "is no whole number"};
  number.value /= power_of_ten(places);
  return number.value <= largest_count ? number : CellNumber{.problem = "is too large"};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

}  // namespace twostep::models
