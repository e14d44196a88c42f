#include "sim/units.hpp"

#include <algorithm>
#include <span>

#include "sim/unit_names.hpp"

namespace twostep {
namespace {

std::optional<std::int64_t> parse_whole(std::string_view text, std::span<const Unit> units) {
  const auto parts = split_quantity(text);
  if (!parts) return std::nullopt;
  const Unit* unit = find_unit(units, parts->unit);
  return unit == nullptr ? std::nullopt : whole_in_base(parts->number, *unit);
}

std::optional<double> parse_double(std::string_view text, std::span<const Unit> units) {
  const auto parts = split_quantity(text);
  if (!parts) return std::nullopt;
  const Unit* unit = find_unit(units, parts->unit);
  return unit == nullptr ? std::nullopt : nearest_in_base(parts->number, *unit);
}

bool may_stand_in_a_price_unit(char c) {
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return letter || (c >= '0' && c <= '9') || c == ' ' || c == '-' || c == '_' || c == '.' || c == ',';
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  const auto ns = parse_whole(text, duration_units());
  return ns ? std::optional(Duration{*ns}) : std::nullopt;
}

std::optional<Bytes> parse_bytes(std::string_view text) {
  const auto count = parse_whole(text, size_units());
  return count ? std::optional(Bytes{*count}) : std::nullopt;
}

std::optional<Bandwidth> parse_bandwidth(std::string_view text) {
  if (text == "unlimited") return Bandwidth::unlimited();
  const auto bytes_per_second = parse_double(text, bandwidth_units());
  return bytes_per_second ? std::optional(Bandwidth{*bytes_per_second}) : std::nullopt;
}

std::optional<CpuWork> parse_work(std::string_view text) {
  const auto vcpu_ns = parse_whole(text, work_units());
  return vcpu_ns ? std::optional(CpuWork{*vcpu_ns}) : std::nullopt;
}

std::optional<Rate> parse_rate(std::string_view text) {
  const auto per_second = parse_double(text, rate_units());
  return per_second ? std::optional(Rate{*per_second}) : std::nullopt;
}

std::optional<UnitPrice> parse_unit_price(std::string_view text) {
  if (!text.starts_with('$')) return std::nullopt;
  text.remove_prefix(1);
  const auto dollars = Decimal::take(text);
  if (!dollars || dollars->is_negative() || !text.starts_with('/')) return std::nullopt;
  const std::string_view per = text.substr(1);
  if (per.empty() || per.front() == ' ' || per.back() == ' ') return std::nullopt;
  if (!std::ranges::all_of(per, may_stand_in_a_price_unit)) return std::nullopt;
  const auto femto = dollars->whole(1'000'000'000'000'000);
  return femto ? std::optional(UnitPrice{.femto = *femto, .per = std::string(per)}) : std::nullopt;
}

std::optional<double> parse_percent(std::string_view text) {
  const auto parts = split_quantity(text);
  return parts && parts->unit == "%" ? parts->number.nearest(-2) : std::nullopt;
}

}  // namespace twostep
