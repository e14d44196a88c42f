#include "sim/report/value_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>

#include <fmt/format.h>

#include "sim/units.hpp"

namespace twostep::report {

namespace {

using scenario::Dimension;

// Decimals that show three significant digits: 0 for 538, 2 for 2.49, 4 for 0.0361.
int decimals_of(double value) {
  const double size = std::abs(value);
  if (size == 0 || !std::isfinite(size)) return 0;
  // Rounded first, so that 99.96 is a number of three digits before the point.
  const int magnitude = static_cast<int>(std::floor(std::log10(size * 1.0005)));
  return std::clamp(2 - magnitude, 0, 12);
}

std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.ends_with('.')) digits.pop_back();
  return digits;
}

Usd money(double dollars) {
  constexpr double most = 9.2e18;
  return Usd{static_cast<std::int64_t>(std::llrint(std::clamp(dollars * 1e12, -most, most)))};
}

struct WrittenNumber {
  std::string_view before;
  std::string_view digits;  // with thousands commas
  std::string_view after;
  double value = 0;
  int decimals = 0;
};

// The number in a text like "$1,584/h"; its value is NaN when there is none.
WrittenNumber number_in(std::string_view text) {
  const std::size_t start = std::min(text.find_first_of("-0123456789"), text.size());
  std::size_t end = std::min(text.find_first_not_of("0123456789,.", start + 1), text.size());
  while (end > start && (text[end - 1] == ',' || text[end - 1] == '.')) --end;
  WrittenNumber written{.before = text.substr(0, start),
                        .digits = text.substr(start, end - start),
                        .after = text.substr(end),
                        .value = std::numeric_limits<double>::quiet_NaN()};
  std::string digits(written.digits);
  std::erase(digits, ',');
  std::from_chars(digits.data(), digits.data() + digits.size(), written.value);
  const std::size_t point = digits.find('.');
  written.decimals = point == std::string::npos ? 0 : static_cast<int>(digits.size() - point - 1);
  return written;
}

}  // namespace

std::string with_thousands_commas(std::string_view decimal) {
  const std::size_t first = decimal.starts_with('-') ? 1 : 0;
  const std::size_t point = std::min(decimal.find('.'), decimal.size());
  std::string text;
  for (std::size_t i = 0; i < decimal.size(); ++i) {
    if (i > first && i < point && (point - i) % 3 == 0) text += ',';
    text += decimal[i];
  }
  return text;
}

std::string number_text(double value) {
  if (!std::isfinite(value)) return fmt::format("{}", value);
  return with_thousands_commas(without_trailing_zeros(fmt::format("{:.{}f}", value, decimals_of(value))));
}

std::string ratio_text(double ratio) {
  if (!std::isfinite(ratio)) return fmt::format("{}x", ratio);
  return with_thousands_commas(fmt::format("{:.{}f}", ratio, decimals_of(ratio))) + "x";
}

std::string share_text(double share) {
  if (share <= 0) return "0 %";
  if (share < 0.005) return "<1 %";
  if (share >= 1) return "100 %";
  if (share > 0.995) return ">99 %";
  return fmt::format("{:.0f} %", share * 100);
}

std::string deviation_text(double deviation) {
  if (!std::isfinite(deviation)) return deviation > 0 ? "+inf" : "-inf";
  const double percent = deviation * 100;
  if (std::abs(percent) < 0.05) return "0.0 %";
  if (std::abs(percent) < 99.95) return fmt::format("{:+.1f} %", percent);
  return fmt::format("{}{} %", percent > 0 ? "+" : "", with_thousands_commas(fmt::format("{:.0f}", percent)));
}

std::string value_text(double value, Dimension dimension) {
  if (!std::isfinite(value)) return fmt::format("{}", value);
  switch (dimension) {
    case Dimension::number:
      return number_text(value);
    case Dimension::duration:
      return to_text(Duration::from_seconds(value));
    case Dimension::size:
      return to_text(Bytes{std::llrint(value)});
    case Dimension::bandwidth:
      return to_text(Bandwidth{value});
    case Dimension::work:
      return to_text(CpuWork{Duration::from_seconds(value).ns});
    case Dimension::rate:
      return to_text(Rate{value});
    case Dimension::money:
      return to_text(money(value));
    case Dimension::money_per_hour:
      return to_text(money(value)) + "/h";
  }
  return number_text(value);
}

std::string like_published(double value, std::string_view published_text, double published, Dimension dimension) {
  const WrittenNumber written = number_in(published_text);
  if (!(std::abs(written.value) > 0) || published == 0 || !std::isfinite(value)) return value_text(value, dimension);
  const double scaled = value / published * written.value;
  int decimals = std::max(written.decimals, decimals_of(scaled));
  std::string digits = fmt::format("{:.{}f}", scaled, decimals);
  // As few decimals as say the same, but no fewer than were published.
  while (digits.ends_with('0') && decimals > written.decimals) {
    digits.pop_back();
    --decimals;
  }
  if (digits.ends_with('.')) digits.pop_back();
  if (written.digits.find(',') != std::string_view::npos) digits = with_thousands_commas(digits);
  return fmt::format("{}{}{}", written.before, digits, written.after);
}

}  // namespace twostep::report
