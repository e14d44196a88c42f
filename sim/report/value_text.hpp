// Values as short text for a person, by their dimension.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario/quantity.hpp"

namespace twostep::report {

// A value in its dimension's base unit: "21m 40s", "538 Mbit/s", "$0.29", "$1,584/h", "3,571 /s", "0.983".
[[nodiscard]] std::string value_text(double value, scenario::Dimension dimension);

// A plain number with three significant digits, or all digits of its whole part with thousands commas: "0.019", "31",
// "3,571".
[[nodiscard]] std::string number_text(double value);

// A decimal with commas between the thousands of its whole part: "-1234.5" is "-1,234.5".
[[nodiscard]] std::string with_thousands_commas(std::string_view decimal);

// A ratio with three significant digits, or all of its whole part: "21.1x", "1.00x", "0.00442x", "1,045x".
[[nodiscard]] std::string ratio_text(double ratio);

// A share of a whole, as whole per cent: "81 %"; "<1 %" and ">99 %" where that would say 0 or 100, "0 %" only for
// nothing.
[[nodiscard]] std::string share_text(double share);

// A deviation with its sign: "+0.5 %", "-1.5 %", "+850 %".
[[nodiscard]] std::string deviation_text(double deviation);

// `value` in the unit, and with at least the decimals, of a published figure whose text and value are given: 27480 s
// beside "465 min" (27900 s) is "458 min". A text without a number, or of zero, falls back to value_text(). For ratios
// see ratio_text().
[[nodiscard]] std::string like_published(double value, std::string_view published_text, double published,
                                         scenario::Dimension dimension);

}  // namespace twostep::report
