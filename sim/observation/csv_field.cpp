#include "sim/observation/csv_field.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace twostep::observation {

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
    const auto whole = static_cast<std::uint32_t>(value);
    if (static_cast<double>(whole) == value) return write_whole(out, whole);
  }
  return std::to_chars(out, out + most_digits, value).ptr;
}

void append_csv_number(std::string& line, double value) {
  std::array<char, most_digits> text;  // NOLINT(cppcoreguidelines-pro-type-member-init): written next
  line.append(text.data(), write_csv_number(text.data(), value));
}

}  // namespace twostep::observation
