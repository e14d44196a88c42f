// Money of several rows as text with the same number of decimals, so that amounts in a column can be compared.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace twostep::report {

// Amounts in dollars, each with `after` behind it; an empty text where there is none. The least that is not zero has
// three significant digits; cents are shown unless all are $100 or more, and zeros at the end of every amount are left
// out. Where that would take more than seven digits of the greatest, each has three significant digits of its own.
[[nodiscard]] std::vector<std::string> money_column(std::span<const std::optional<double>> dollars,
                                                    const std::string& after = "");

}  // namespace twostep::report
