#include "sim/observation/csv_field.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

namespace twostep::observation {

namespace {

constexpr auto digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < 100; ++i) {
    pairs[2 * i] = static_cast<char>('0' + i / 10);
    pairs[2 * i + 1] = static_cast<char>('0' + i % 10);
  }
  return pairs;
}();

// The unit is one digit and `digits` zeros. It is a template's, so that no division is left to the processor: this runs
// a dozen times for each invocation.
template <std::uint64_t unit, int digits>
char* write_decimal(char* out, std::int64_t ns) {
  if (ns == 0) {  // most phases of most invocations
    *out = '0';
    return out + 1;
  }
  auto rest = static_cast<std::uint64_t>(ns);
  if (ns < 0) {
    *out++ = '-';
    rest = 0 - rest;
  }
  out = std::to_chars(out, out + 20, rest / unit).ptr;
  std::uint64_t fraction = rest % unit;
  if (fraction == 0) return out;
  *out = '.';
  char* const end = out + 1 + digits;
  for (char* place = end; place > out + 2; fraction /= 100) {
    place -= 2;
    std::memcpy(place, &digit_pairs[2 * (fraction % 100)], 2);
  }
  if (digits % 2 != 0) out[1] = static_cast<char>('0' + fraction);
  out = end;
  while (out[-1] == '0') --out;
  return out;
}

}  // namespace

void append_csv_text(std::string& line, std::string_view text) {
  constexpr std::string_view formula_starts = "=+-@\t\r";
  const bool formula = !text.empty() && formula_starts.find(text.front()) != std::string_view::npos;
  const bool quoted =
      text.find_first_of(",\"\r\n") != std::string_view::npos || text.starts_with(' ') || text.ends_with(' ');
  if (quoted) line += '"';
  if (formula) line += '\'';
  if (quoted) {
    for (const char c : text) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  } else {
    line += text;
  }
}

char* write_csv_number(char* out, double value) {
  if (std::isnan(value)) return out;
  // Most numbers are small and whole, for which the fewest digits need no search: below this none is shorter as a power
  // of ten.
  constexpr double end_of_small = 100'000;
  if (value >= 0 && value < end_of_small && !std::signbit(value)) {
    const auto whole = static_cast<std::int32_t>(value);
    if (static_cast<double>(whole) == value) return std::to_chars(out, out + most_digits, whole).ptr;
  }
  return std::to_chars(out, out + most_digits, value).ptr;
}

void append_csv_number(std::string& line, double value) {
  std::array<char, most_digits> text;  // NOLINT(cppcoreguidelines-pro-type-member-init): written next
  line.append(text.data(), write_csv_number(text.data(), value));
}

char* write_seconds(char* out, std::int64_t ns) { return write_decimal<1'000'000'000, 9>(out, ns); }

char* write_milliseconds(char* out, std::int64_t ns) { return write_decimal<1'000'000, 6>(out, ns); }

char* write_dollars(char* out, std::int64_t pico) { return write_decimal<1'000'000'000'000, 12>(out, pico); }

}  // namespace twostep::observation
