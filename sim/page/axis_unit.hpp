// AxisUnit: the unit in which the values of an axis read best.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/quantity.hpp"

namespace twostep::page {

struct AxisUnit {
  std::string name;     // "ms", "Mbit/s"; empty for plain numbers
  double per_base = 1;  // 1000 for ms: value in the unit = value in the base unit * per_base
};

// For values in a base unit ("s", "bytes/s", "USD", "1"), of which `typical` is one of the greater.
[[nodiscard]] AxisUnit axis_unit(std::string_view base_unit, double typical);

// "time per request (ms)"; the title alone for plain numbers.
[[nodiscard]] std::string with_unit(std::string_view title, const AxisUnit& unit);

// The dimension that values in a base unit have: how they are written as text.
[[nodiscard]] scenario::Dimension dimension_of(std::string_view base_unit);

// A value in a base unit as text for a person: "21m 29s", "$0.29", "538 Mbit/s"; its blanks are such as no line breaks
// at.
[[nodiscard]] std::string text_of(double value, std::string_view base_unit);

// The same for a share of a whole: "82 %".
[[nodiscard]] std::string share_text_of(double share);

// To six significant digits: more than a chart can show, in less text.
[[nodiscard]] double rounded(double value);

}  // namespace twostep::page
