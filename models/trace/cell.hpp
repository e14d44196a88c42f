// Numbers in the cells of a trace.
#pragma once

#include <cstdint>
#include <string_view>

namespace twostep::models {

// What a cell says, or what is wrong with it.
struct CellNumber {
  std::int64_t value = 0;
  const char* problem = nullptr;  // "is negative"; null when nothing is
};

inline constexpr std::int64_t largest_count = 100'000'000;                  // invocations of a function in a minute
inline constexpr std::int64_t largest_decimal = 3'155'760'000'000'000'000;  // 100 years in nanoseconds

// A whole number from 0 to largest_count; may be written as 3.0.
CellNumber parse_count(std::string_view text);

// A number from 0 on, times 10^power and rounded to the nearest whole number (exactly, for a decimal without exponent);
// at most largest_decimal. Seconds times 10^9 and milliseconds times 10^6 are nanoseconds, MB times 10^6 bytes. `power`
// is from 0 to 9.
CellNumber parse_decimal(std::string_view text, int power);

// Without the blanks at its ends.
std::string_view trimmed(std::string_view text);

}  // namespace twostep::models
