// to_text of the quantities: short text for a person.
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>

#include <fmt/format.h>

#include "sim/units.hpp"

namespace twostep {
namespace {

// 3 significant digits: "2.49", "13.0", "108"; whole numbers with commas from 1000 on.
std::string three_digits(double value) {
  const double size = std::abs(value);
  if (size >= 999.5) {
    std::string digits = fmt::format("{:.0f}", size);
    for (std::size_t end = digits.size(); end > 3;) digits.insert(end -= 3, ",");
    return fmt::format("{}{}", value < 0 ? "-" : "", digits);
  }
  if (size >= 99.95) return fmt::format("{:.0f}", value);
  if (size >= 9.995) return fmt::format("{:.1f}", value);
  if (size >= 0.9995 || size == 0) return fmt::format("{:.2f}", value);
  const int decimals = 2 - static_cast<int>(std::floor(std::log10(size) + 1e-12));
  return decimals <= 12 ? fmt::format("{:.{}f}", value, decimals) : fmt::format("{:.2e}", value);
}

struct Scale {
  double size;  // in base units
  const char* name;
};

// In the largest unit of which there is at least one once rounded to three digits.
template <std::size_t N>
std::string scaled(double value, const std::array<Scale, N>& largest_first) {
  for (const Scale& scale : largest_first) {
    if (std::abs(value) >= 0.9995 * scale.size) return three_digits(value / scale.size) + scale.name;
  }
  return three_digits(value / largest_first.back().size) + largest_first.back().name;
}

// Whole numbers of the smallest unit are shown without decimals: "7 ns", "512 B".
std::string whole_or_scaled(std::int64_t value, const char* smallest, const auto& largest_first) {
  if (value > -1000 && value < 1000) return fmt::format("{}{}", value, smallest);
  return scaled(static_cast<double>(value), largest_first);
}

constexpr std::array<Scale, 3> second_scales{{{1e9, " s"}, {1e6, " ms"}, {1e3, " us"}}};
constexpr std::array<Scale, 4> size_scales{{{1e12, " TB"}, {1e9, " GB"}, {1e6, " MB"}, {1e3, " KB"}}};
constexpr std::array<Scale, 4> bit_rate_scales{{{1e9, " Gbit/s"}, {1e6, " Mbit/s"}, {1e3, " Kbit/s"}, {1, " bit/s"}}};
constexpr std::array<Scale, 5> work_scales{
    {{3.6e12, " vCPU-h"}, {60e9, " vCPU-min"}, {1e9, " vCPU-s"}, {1e6, " vCPU-ms"}, {1e3, " vCPU-us"}}};

// "21m 40s": two neighbouring units from a minute on, nearest.
std::string clock_text(std::int64_t ns) {
  const std::int64_t whole_seconds = ns / 1'000'000'000 + (ns % 1'000'000'000 >= 500'000'000 ? 1 : 0);
  if (whole_seconds < 3600) return fmt::format("{}m {:02}s", whole_seconds / 60, whole_seconds % 60);
  const std::int64_t whole_minutes = (whole_seconds + 30) / 60;
  constexpr std::int64_t minutes_per_day = 1440;
  if (whole_minutes < minutes_per_day) return fmt::format("{}h {:02}m", whole_minutes / 60, whole_minutes % 60);
  const std::int64_t whole_hours = (whole_minutes + 30) / 60;
  return fmt::format("{}d {:02}h", whole_hours / 24, whole_hours % 24);
}

// The amount in whole numbers of a unit, when it is a round one below `limit`: "640 MiB".
template <std::size_t N>
std::string round_amount(std::int64_t count, std::int64_t limit,
                         const std::array<std::pair<std::int64_t, const char*>, N>& units) {
  for (const auto& [size, name] : units) {
    if (count % size == 0 && count / size > 0 && count / size < limit) return fmt::format("{} {}", count / size, name);
  }
  return {};
}

constexpr std::array<std::pair<std::int64_t, const char*>, 4> decimal_sizes{
    {{1'000'000'000'000, "TB"}, {1'000'000'000, "GB"}, {1'000'000, "MB"}, {1000, "KB"}}};
constexpr std::array<std::pair<std::int64_t, const char*>, 4> binary_sizes{
    {{1LL << 40, "TiB"}, {1LL << 30, "GiB"}, {1LL << 20, "MiB"}, {1LL << 10, "KiB"}}};

// Nearest multiple of `step`, halves away from zero; pico >= 0.
std::int64_t rounded(std::int64_t pico, std::int64_t step) {
  const std::int64_t rest = pico % step;
  return pico / step + (rest >= step - rest ? 1 : 0);
}

std::string dollars_text(std::int64_t pico) {
  constexpr std::int64_t dollar = 1'000'000'000'000;
  if (pico == 0) return "0";
  if (pico >= 999'995'000'000'000) return three_digits(static_cast<double>(rounded(pico, dollar)));
  if (rounded(pico, dollar / 1000) >= 1000) {
    const std::int64_t cents = rounded(pico, dollar / 100);
    return fmt::format("{}.{:02}", cents / 100, cents % 100);
  }
  // Below a dollar: three significant digits, trailing zeros left out but for whole cents: "0.29", "0.036",
  // "0.0000002".
  std::int64_t step = dollar / 1000;
  int decimals = 3;
  for (; step > 1 && pico < step * 100; step /= 10) ++decimals;
  std::int64_t digits = rounded(pico, step);
  for (; decimals > 2 && digits % 10 == 0; digits /= 10) --decimals;
  return fmt::format("0.{:0{}}", digits, decimals);
}

}  // namespace

std::string to_text(Duration d) {
  if (d.ns < 0) return fmt::format("-{}", to_text(d.ns == INT64_MIN ? Duration::max() : -d));
  if (d.ns >= 59'950'000'000) return clock_text(d.ns);
  return whole_or_scaled(d.ns, " ns", second_scales);
}

std::string to_text(Bytes b) {
  std::string text = round_amount(b.count, 1000, decimal_sizes);
  if (text.empty()) text = round_amount(b.count, 10'000, binary_sizes);
  return text.empty() ? whole_or_scaled(b.count, " B", size_scales) : text;
}

std::string to_text(Bandwidth b) {
  return b.is_unlimited() ? "unlimited" : scaled(b.bytes_per_second * 8, bit_rate_scales);
}

std::string to_text(CpuWork w) {
  return w.vcpu_ns == 0 ? "0 vCPU-s" : scaled(static_cast<double>(w.vcpu_ns), work_scales);
}

std::string to_text(Rate r) { return three_digits(r.per_second) + " /s"; }

std::string to_text(Usd u) {
  if (u.pico < 0) return fmt::format("-${}", dollars_text(u.pico == INT64_MIN ? INT64_MAX : -u.pico));
  return fmt::format("${}", dollars_text(u.pico));
}

}  // namespace twostep
