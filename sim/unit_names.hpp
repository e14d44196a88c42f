// The names of the units that quantities are written in, with their size in the base unit, for parsing, messages and
// schemas.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "sim/decimal.hpp"

namespace twostep {

// One unit is `times` * 10^`power` / `divisor` base units.
struct Unit {
  std::string_view name;
  std::int64_t times = 1;
  int power = 0;
  std::int64_t divisor = 1;
  bool is_alias = false;  // another spelling, left out of lists
};

std::span<const Unit> duration_units();   // base: nanosecond
std::span<const Unit> size_units();       // base: byte
std::span<const Unit> bandwidth_units();  // base: byte per second
std::span<const Unit> work_units();       // base: nanosecond of one vCPU
std::span<const Unit> rate_units();       // base: per second

// "2.49 s" taken apart: the number, the blanks dropped, the rest.
struct NumberAndUnit {
  Decimal number;
  std::string_view unit;  // may be empty, or a word that is no unit
};
std::optional<NumberAndUnit> split_quantity(std::string_view text);

const Unit* find_unit(std::span<const Unit> units, std::string_view name);

// The number in base units, as an exact whole number; nullopt when it is none, or out of range.
std::optional<std::int64_t> whole_in_base(const Decimal& number, const Unit& unit);
// The same as the nearest double. `power` scales the answer by 10^power.
std::optional<double> nearest_in_base(const Decimal& number, const Unit& unit, int power = 0);

}  // namespace twostep
