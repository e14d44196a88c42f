// One field of a CSV file: text quoted as RFC 4180 says, and made harmless in a spreadsheet; numbers exact.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sim/observation/decimal.hpp"
#include "sim/units.hpp"

namespace twostep::observation {

// Appends text. It is quoted when it holds a comma, a quote, a line break or a blank at an end. Text that a spreadsheet
// would take for a formula (it starts with = + - @, a tab or a carriage return) gets a single quote in front.
void append_csv_text(std::string& line, std::string_view text);

// The shortest decimal that reads back as the same double; infinity as "inf", and nothing at all for NaN.
void append_csv_number(std::string& line, double value);
// The same: writes at most most_digits characters at `out`, and returns the end of what it wrote.
char* write_csv_number(char* out, double value);
inline constexpr int most_digits = 32;

// Writes exact decimals of a number of nanoseconds: 12345678901 ns are "12.345678901" seconds, 2500000 ns "2.5"
// milliseconds. They write at most most_digits characters at `out`, and return the end of what they wrote.
inline char* write_seconds(char* out, std::int64_t ns) { return write_decimal<1'000'000'000, 9>(out, ns); }
inline char* write_milliseconds(char* out, std::int64_t ns) { return write_decimal<1'000'000, 6>(out, ns); }
inline char* write_dollars(char* out, std::int64_t pico) { return write_decimal<1'000'000'000'000, 12>(out, pico); }

[[nodiscard]] inline std::string csv_text(std::string_view text) {
  std::string field;
  append_csv_text(field, text);
  return field;
}

}  // namespace twostep::observation
