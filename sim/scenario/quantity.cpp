#include "sim/scenario/quantity.hpp"

#include <array>
#include <span>

#include <fmt/format.h>

#include "sim/unit_names.hpp"

namespace twostep::scenario {
namespace {

// A dimension's units, and the power of ten from their base unit to that of Quantity.
struct UnitsOf {
  Dimension dimension;
  std::span<const Unit> units;
  int power;
};

std::array<UnitsOf, 5> all_units() {
  return {{{.dimension = Dimension::duration, .units = duration_units(), .power = -9},
           {.dimension = Dimension::size, .units = size_units(), .power = 0},
           {.dimension = Dimension::bandwidth, .units = bandwidth_units(), .power = 0},
           {.dimension = Dimension::work, .units = work_units(), .power = -9},
           {.dimension = Dimension::rate, .units = rate_units(), .power = 0}}};
}

std::optional<Quantity> quantity(std::optional<double> value, Dimension dimension, std::string_view text) {
  if (!value) return std::nullopt;
  return Quantity{.value = *value, .dimension = dimension, .text = std::string(text)};
}

std::optional<Quantity> parse_money(std::string_view text) {
  std::string_view rest = text.substr(1);
  const std::optional<Decimal> dollars = Decimal::take(rest);
  if (!dollars || (!rest.empty() && rest != "/h")) return std::nullopt;
  return quantity(dollars->nearest(), rest.empty() ? Dimension::money : Dimension::money_per_hour, text);
}

// The count with the largest of the units that it is a whole number of; `decimals` as from "2.49" if it is none of the
// first.
std::string whole_text(std::int64_t count, std::span<const Unit> units, std::span<const std::string_view> names) {
  for (const std::string_view name : names) {
    const Unit& unit = *find_unit(units, name);
    std::int64_t size = unit.times;
    for (int power = 0; power < unit.power; ++power) size *= 10;
    if (count % size == 0) return fmt::format("{} {}", count / size, name);
  }
  return {};
}

// ns as a decimal number of the largest unit of seconds, milliseconds and microseconds of which there is at least one.
std::string decimal_text(std::int64_t ns, std::string_view prefix) {
  struct Scale {
    std::int64_t size;
    int decimals;
    const char* name;
  };
  constexpr std::array<Scale, 4> scales{{{1'000'000'000, 9, "s"}, {1'000'000, 6, "ms"}, {1000, 3, "us"}, {1, 0, "ns"}}};
  const auto size = ns < 0 ? ~static_cast<std::uint64_t>(ns) + 1 : static_cast<std::uint64_t>(ns);
  for (const Scale& scale : scales) {
    const auto unit = static_cast<std::uint64_t>(scale.size);
    // Work has no unit below vCPU-us.
    const bool is_last = scale.size == 1 || (!prefix.empty() && scale.size == 1000);
    if (size < unit && !is_last) continue;
    std::string text = fmt::format("{}{}", ns < 0 ? "-" : "", size / unit);
    if (size % unit != 0) {
      text += fmt::format(".{:0{}}", size % unit, scale.decimals);
      text.resize(text.find_last_not_of('0') + 1);
    }
    return fmt::format("{} {}{}", text, prefix, scale.name);
  }
  return {};
}

constexpr std::array<std::string_view, 3> long_durations{"d", "h", "min"};
constexpr std::array<std::string_view, 2> long_works{"vCPU-h", "vCPU-min"};
constexpr std::array<std::string_view, 9> exact_sizes{"TB", "TiB", "GB", "GiB", "MB", "MiB", "KB", "KiB", "B"};

}  // namespace

std::string_view to_text(Dimension dimension) {
  switch (dimension) {
    case Dimension::number:
      return "a number";
    case Dimension::duration:
      return "a duration";
    case Dimension::size:
      return "a size";
    case Dimension::bandwidth:
      return "a bandwidth";
    case Dimension::work:
      return "processor work";
    case Dimension::rate:
      return "a rate";
    case Dimension::money:
      return "an amount of money";
    case Dimension::money_per_hour:
      break;
  }
  return "money per hour";
}

std::optional<Quantity> parse_quantity(std::string_view text) {
  if (text.starts_with('$')) return parse_money(text);
  const std::optional<NumberAndUnit> parts = split_quantity(text);
  if (!parts) return std::nullopt;
  if (parts->unit == "%") return quantity(parts->number.nearest(-2), Dimension::number, text);
  if (parts->unit == "x") return quantity(parts->number.nearest(), Dimension::number, text);
  for (const UnitsOf& candidate : all_units()) {
    const Unit* unit = find_unit(candidate.units, parts->unit);
    if (unit == nullptr) continue;
    return quantity(nearest_in_base(parts->number, *unit, candidate.power), candidate.dimension, text);
  }
  return std::nullopt;
}

std::string written_text(Duration value) {
  if (value.ns == 0) return "0 s";
  const std::string text = whole_text(value.ns, duration_units(), long_durations);
  return text.empty() ? decimal_text(value.ns, "") : text;
}

std::string written_text(Bytes value) {
  return value.count == 0 ? "0 B" : whole_text(value.count, size_units(), exact_sizes);
}

std::string written_text(Bandwidth value) {
  if (value.is_unlimited()) return "unlimited";
  const double megabits = value.bytes_per_second / 125'000.0;
  const bool is_exact = megabits * 125'000.0 == value.bytes_per_second && megabits >= 1;
  std::string text = fmt::format("{} Mbit/s", megabits);
  // The short form only where it gives back the very same number.
  if (is_exact && parse_bandwidth(text) == value) return text;
  return fmt::format("{} B/s", value.bytes_per_second);
}

std::string written_text(CpuWork value) {
  if (value.vcpu_ns == 0) return "0 vCPU-s";
  const std::string text = whole_text(value.vcpu_ns, work_units(), long_works);
  return text.empty() ? decimal_text(value.vcpu_ns, "vCPU-") : text;
}

std::string written_text(Rate value) { return fmt::format("{} /s", value.per_second); }

std::string written_text(const UnitPrice& value) {
  constexpr std::int64_t dollar = 1'000'000'000'000'000;
  std::string text = fmt::format("${}.{:015}", value.femto / dollar, value.femto % dollar);
  text.resize(std::max(text.find_last_not_of('0') + 1, text.find('.') + 3));
  return text + "/" + value.per;
}

std::string written_text(Percent value) {
  // Multiplying by 100 may round, so the shortest text is sought that reads back as the same share.
  for (int digits = 3; digits <= 17; ++digits) {
    const std::string text = fmt::format("{:.{}g} %", value.share * 100, digits);
    if (parse_percent(text) == value.share) return text;
  }
  // Or else the exponent is shifted, which is exact: "1.2e-05" is 1.2e-3 %.
  const std::string text = fmt::format("{:.16e}", value.share);
  const std::size_t exponent = text.find('e') + 1;
  return fmt::format("{}{} %", text.substr(0, exponent), std::stoi(text.substr(exponent)) + 2);
}

}  // namespace twostep::scenario
