#include "sim/report/money_column.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "sim/report/value_text.hpp"

namespace twostep::report {

namespace {

constexpr int cents = 2;
constexpr double whole_dollars_from = 100;
constexpr int most_digits = 7;

// Digits before the point: 3 for 538, 1 for 2.49, -1 for 0.0361.
int magnitude(double value) { return static_cast<int>(std::floor(std::log10(value) + 1e-9)) + 1; }

// Nothing where one number of decimals does not suit all.
std::optional<int> common_decimals(std::span<const std::optional<double>> dollars) {
  double least = std::numeric_limits<double>::infinity();
  double greatest = 0;
  for (const std::optional<double>& amount : dollars) {
    if (!amount || !std::isfinite(*amount) || *amount == 0) continue;
    least = std::min(least, std::abs(*amount));
    greatest = std::max(greatest, std::abs(*amount));
  }
  if (greatest == 0) return 0;
  const int decimals = std::max(3 - magnitude(least), least < whole_dollars_from ? cents : 0);
  if (decimals > cents && magnitude(greatest) + decimals > most_digits) return std::nullopt;
  return decimals;
}

// One decimal less as long as every amount ends in a zero, but no fewer than cents.
int without_common_zeros(std::span<const std::optional<double>> dollars, int decimals) {
  const auto ends_in_zero = [&decimals](const std::optional<double>& amount) {
    return !amount || *amount == 0 || fmt::format("{:.{}f}", *amount, decimals).ends_with('0');
  };
  while (decimals > cents && std::ranges::all_of(dollars, ends_in_zero)) --decimals;
  return decimals;
}

std::string text_of(double amount, int decimals) {
  std::string text = with_thousands_commas(fmt::format("{:.{}f}", std::abs(amount), decimals));
  return (amount < 0 ? "-$" : "$") + text;
}

}  // namespace

std::vector<std::string> money_column(std::span<const std::optional<double>> dollars, const std::string& after) {
  std::optional<int> decimals = common_decimals(dollars);
  if (decimals) decimals = without_common_zeros(dollars, *decimals);
  std::vector<std::string> texts;
  for (const std::optional<double>& amount : dollars) {
    if (!amount) {
      texts.emplace_back();
    } else if (*amount == 0) {
      texts.push_back("$0" + after);
    } else if (decimals && std::isfinite(*amount)) {
      texts.push_back(text_of(*amount, *decimals) + after);
    } else {
      texts.push_back(value_text(*amount, scenario::Dimension::money) + after);
    }
  }
  return texts;
}

}  // namespace twostep::report
