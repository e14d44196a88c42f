#include "sim/unit_names.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace twostep {
namespace {

constexpr std::int64_t kib = 1024;
constexpr std::int64_t mib = kib * 1024;
constexpr std::int64_t gib = mib * 1024;
constexpr std::int64_t tib = gib * 1024;

// Ordered from small to large, as messages list them.
constexpr std::array<Unit, 7> durations{{{.name = "ns"},
                                         {.name = "us", .power = 3},
                                         {.name = "ms", .power = 6},
                                         {.name = "s", .power = 9},
                                         {.name = "min", .times = 60, .power = 9},
                                         {.name = "h", .times = 3600, .power = 9},
                                         {.name = "d", .times = 86'400, .power = 9}}};

constexpr std::array<Unit, 10> sizes{{{.name = "B"},
                                      {.name = "KB", .power = 3},
                                      {.name = "kB", .power = 3, .is_alias = true},
                                      {.name = "MB", .power = 6},
                                      {.name = "GB", .power = 9},
                                      {.name = "TB", .power = 12},
                                      {.name = "KiB", .times = kib},
                                      {.name = "MiB", .times = mib},
                                      {.name = "GiB", .times = gib},
                                      {.name = "TiB", .times = tib}}};

constexpr std::array<Unit, 12> bandwidths{{{.name = "bit/s", .divisor = 8},
                                           {.name = "Kbit/s", .power = 3, .divisor = 8},
                                           {.name = "kbit/s", .power = 3, .divisor = 8, .is_alias = true},
                                           {.name = "Mbit/s", .power = 6, .divisor = 8},
                                           {.name = "Gbit/s", .power = 9, .divisor = 8},
                                           {.name = "B/s"},
                                           {.name = "KB/s", .power = 3},
                                           {.name = "kB/s", .power = 3, .is_alias = true},
                                           {.name = "MB/s", .power = 6},
                                           {.name = "GB/s", .power = 9},
                                           {.name = "MiB/s", .times = mib},
                                           {.name = "GiB/s", .times = gib}}};

constexpr std::array<Unit, 5> works{{{.name = "vCPU-us", .power = 3},
                                     {.name = "vCPU-ms", .power = 6},
                                     {.name = "vCPU-s", .power = 9},
                                     {.name = "vCPU-min", .times = 60, .power = 9},
                                     {.name = "vCPU-h", .times = 3600, .power = 9}}};

constexpr std::array<Unit, 12> rates{{{.name = "/s"},
                                      {.name = "/min", .divisor = 60},
                                      {.name = "/h", .divisor = 3600},
                                      {.name = "/d", .divisor = 86'400},
                                      {.name = "request/s"},
                                      {.name = "requests/s", .is_alias = true},
                                      {.name = "request/min", .divisor = 60},
                                      {.name = "request/h", .divisor = 3600},
                                      {.name = "message/s"},
                                      {.name = "messages/s", .is_alias = true},
                                      {.name = "message/min", .divisor = 60},
                                      {.name = "message/h", .divisor = 3600}}};

}  // namespace

std::span<const Unit> duration_units() { return durations; }
std::span<const Unit> size_units() { return sizes; }
std::span<const Unit> bandwidth_units() { return bandwidths; }
std::span<const Unit> work_units() { return works; }
std::span<const Unit> rate_units() { return rates; }

std::optional<NumberAndUnit> split_quantity(std::string_view text) {
  const std::optional<Decimal> number = Decimal::take(text);
  if (!number) return std::nullopt;
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  return NumberAndUnit{.number = *number, .unit = text};
}

const Unit* find_unit(std::span<const Unit> units, std::string_view name) {
  const auto found = std::ranges::find(units, name, &Unit::name);
  return found == units.end() ? nullptr : &*found;
}

std::optional<std::int64_t> whole_in_base(const Decimal& number, const Unit& unit) {
  std::int64_t factor = unit.times;
  for (int power = 0; power < unit.power; ++power) factor *= 10;
  return unit.divisor == 1 ? number.whole(factor) : std::nullopt;
}

std::optional<double> nearest_in_base(const Decimal& number, const Unit& unit, int power) {
  const std::optional<double> scaled = number.nearest(unit.power + power);
  if (!scaled) return std::nullopt;
  const double value = *scaled * static_cast<double>(unit.times) / static_cast<double>(unit.divisor);
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace twostep
