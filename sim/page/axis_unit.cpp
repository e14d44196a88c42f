#include "sim/page/axis_unit.hpp"

#include <charconv>

#include <fmt/format.h>

#include "sim/report/value_text.hpp"

namespace twostep::page {

namespace {

AxisUnit time_unit(double seconds) {
  if (seconds >= 2 * 3600) return {.name = "h", .per_base = 1.0 / 3600};
  if (seconds >= 2 * 60) return {.name = "min", .per_base = 1.0 / 60};
  if (seconds >= 1) return {.name = "s", .per_base = 1};
  if (seconds >= 1e-3) return {.name = "ms", .per_base = 1e3};
  return {.name = "us", .per_base = 1e6};
}

// Network bandwidths are told in bits: 1 Mbit/s is 125,000 bytes/s.
AxisUnit bandwidth_unit(double bytes_per_second) {
  if (bytes_per_second >= 125e6) return {.name = "Gbit/s", .per_base = 8e-9};
  if (bytes_per_second >= 125e3) return {.name = "Mbit/s", .per_base = 8e-6};
  return {.name = "kbit/s", .per_base = 8e-3};
}

std::string unbroken(const std::string& text) {
  std::string result;
  for (const char c : text) result += c == ' ' ? std::string("\u00a0") : std::string(1, c);
  return result;
}

}  // namespace

AxisUnit axis_unit(std::string_view base_unit, double typical) {
  if (base_unit == "s") return time_unit(typical);
  if (base_unit == "bytes/s") return bandwidth_unit(typical);
  if (base_unit == "1") return {};
  return {.name = std::string(base_unit), .per_base = 1};
}

std::string with_unit(std::string_view title, const AxisUnit& unit) {
  return unit.name.empty() ? std::string(title) : fmt::format("{} ({})", title, unit.name);
}

scenario::Dimension dimension_of(std::string_view base_unit) {
  using scenario::Dimension;
  if (base_unit == "s") return Dimension::duration;
  if (base_unit == "bytes/s") return Dimension::bandwidth;
  if (base_unit == "bytes") return Dimension::size;
  if (base_unit == "USD") return Dimension::money;
  if (base_unit == "USD/h") return Dimension::money_per_hour;
  if (base_unit == "1/s") return Dimension::rate;
  return Dimension::number;
}

std::string text_of(double value, std::string_view base_unit) {
  return unbroken(report::value_text(value, dimension_of(base_unit)));
}

std::string share_text_of(double share) { return unbroken(report::share_text(share)); }

double rounded(double value) {
  const std::string text = fmt::format("{:.6g}", value);
  double result = value;
  std::from_chars(text.data(), text.data() + text.size(), result);
  return result;
}

}  // namespace twostep::page
