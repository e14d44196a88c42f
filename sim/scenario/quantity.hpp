// Quantities of any unit, and shares: what expectations are written in.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/node.hpp"
#include "sim/units.hpp"

namespace twostep::scenario {

enum class Dimension : std::uint8_t {
  number,          // dimensionless
  duration,        // seconds
  size,            // bytes
  bandwidth,       // bytes per second
  work,            // seconds of one vCPU
  rate,            // per second
  money,           // US dollars
  money_per_hour,  // US dollars per hour
};

// "a duration", "a number": for messages.
std::string_view to_text(Dimension dimension);

// A number in its dimension's base unit.
struct Quantity {
  double value = 0;
  Dimension dimension = Dimension::number;
  std::string text;  // as written: "465 min"
};

// A share, written as "4 %"; share is then 0.04. Never negative.
struct Percent {
  double share = 0;
  auto operator<=>(const Percent&) const = default;
};

// "465 min", "90 GB", "538 Mbit/s", "0.2 vCPU-s", "3500 message/s", "$0.29", "$27.84/h", "4 %", "21x", "21"; nullopt
// for anything else.
std::optional<Quantity> parse_quantity(std::string_view text);

// As it would be written in a scenario, exactly: parsing gives the same value back. Long, where to_text is short.
std::string written_text(Duration value);
std::string written_text(Bytes value);
std::string written_text(Bandwidth value);
std::string written_text(CpuWork value);
std::string written_text(Rate value);
std::string written_text(const UnitPrice& value);
std::string written_text(Percent value);

}  // namespace twostep::scenario
