#include "sim/scenario/quantity_codecs.hpp"

#include <cmath>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/bound.hpp"
#include "sim/scenario/nearest_word.hpp"
#include "sim/unit_names.hpp"

namespace twostep::scenario {
namespace {

constexpr std::string_view number_pattern = R"([0-9]+(,[0-9]{3})*(\.[0-9]+)?([eE][+-]?[0-9]+)?)";

// A kind of quantity as messages, schemas and tables speak of it.
struct Kind {
  std::string_view name;     // "duration"
  std::string_view phrase;   // "a duration"
  std::string_view example;  // "2.49 s"
  std::string_view whole;    // what it is a whole number of; empty when fractions are fine
  std::vector<Unit> units;
  std::string_view word;  // that may stand instead: "unlimited"
};

std::vector<Unit> list(std::span<const Unit> units) { return {units.begin(), units.end()}; }

template <class Q>
Kind kind_of();
template <>
Kind kind_of<Duration>() {
  return {"duration", "a duration", "2.49 s", "nanoseconds", list(duration_units()), ""};
}
template <>
Kind kind_of<Bytes>() {
  return {"size", "a size", "640 MiB", "bytes", list(size_units()), ""};
}
template <>
Kind kind_of<CpuWork>() {
  return {"processor work", "processor work", "0.2 vCPU-s", "nanoseconds of a vCPU", list(work_units()), ""};
}
template <>
Kind kind_of<Bandwidth>() {
  return {"bandwidth", "a bandwidth", "538 Mbit/s", "", list(bandwidth_units()), "unlimited"};
}
template <>
Kind kind_of<Rate>() {
  return {"rate", "a rate", "3500 request/s", "", list(rate_units()), ""};
}
template <>
Kind kind_of<Percent>() {
  return {"share", "a share", "4 %", "", {{.name = "%"}}, ""};
}

std::optional<Duration> parse(std::string_view text, const Duration* /*type*/) { return parse_duration(text); }
std::optional<Bytes> parse(std::string_view text, const Bytes* /*type*/) { return parse_bytes(text); }
std::optional<CpuWork> parse(std::string_view text, const CpuWork* /*type*/) { return parse_work(text); }
std::optional<Bandwidth> parse(std::string_view text, const Bandwidth* /*type*/) { return parse_bandwidth(text); }
std::optional<Rate> parse(std::string_view text, const Rate* /*type*/) { return parse_rate(text); }
std::optional<Percent> parse(std::string_view text, const Percent* /*type*/) {
  const std::optional<double> share = parse_percent(text);
  return share ? std::optional(Percent{*share}) : std::nullopt;
}

std::vector<std::string> unit_names(const Kind& kind) {
  std::vector<std::string> names;
  for (const Unit& unit : kind.units) {
    if (!unit.is_alias) names.emplace_back(unit.name);
  }
  return names;
}

std::string how_to_write(const Kind& kind) {
  const std::string instead = kind.word.empty() ? "" : fmt::format(", or {}", in_quotes(kind.word));
  const auto names = unit_names(kind);
  const std::string unit = names.size() == 1 ? names[0] : fmt::format("a unit: {}", list_of(names));
  return fmt::format("write a number and {}, as in {}{}", unit, in_quotes(kind.example), instead);
}

// The number of the amount 1 of "1 kB" in the unit that was meant.
std::string with_unit(std::string_view text, std::string_view unit_as_written, std::string_view unit) {
  return std::string(text.substr(0, text.size() - unit_as_written.size())) + std::string(unit);
}

// Why the text is no quantity of this kind.
void report_unparsed(const Node& node, const Kind& kind, Issues& issues) {
  const std::string& text = node.as_string();
  const std::optional<NumberAndUnit> parts = split_quantity(text);
  if (!parts) return issues.add(node, fmt::format("is not {}", kind.phrase), how_to_write(kind));
  if (parts->unit.empty()) return issues.add(node, "has no unit", how_to_write(kind));
  const Unit* unit = find_unit(kind.units, parts->unit);
  if (unit == nullptr) {
    const auto names = unit_names(kind);
    const std::string_view nearest = nearest_word(parts->unit, names);
    const std::string hint =
        nearest.empty() ? "" : fmt::format("did you mean {}? ", in_quotes(with_unit(text, parts->unit, nearest)));
    const std::optional<Quantity> other = parse_quantity(text);
    const std::string problem = other
                                    ? fmt::format("is {}, not {}", to_text(other->dimension), kind.phrase)
                                    : fmt::format("is not {}: {} is no unit here", kind.phrase, in_quotes(parts->unit));
    return issues.add(node, problem, hint + how_to_write(kind));
  }
  if (parts->number.is_negative()) return issues.add(node, "is negative", how_to_write(kind));
  const std::optional<double> amount = nearest_in_base(parts->number, *unit);
  if (kind.whole.empty()) return issues.add(node, "is out of range", "write a number between 1e-300 and 1e300");
  const bool is_large = amount ? *amount >= 0x1p63 : parts->number.nearest(-400).has_value();
  if (is_large) return issues.add(node, "is too large", fmt::format("write at most {} {}", INT64_MAX, kind.whole));
  issues.add(node, fmt::format("is no whole number of {}", kind.whole), "round it");
}

bool is_allowed(double magnitude, const Node& node, bool may_be_zero, const Kind& kind, Issues& issues) {
  if (magnitude > 0 || (may_be_zero && magnitude == 0)) return true;
  issues.add(node, magnitude < 0 ? "is negative" : "is zero", how_to_write(kind));
  return false;
}

std::string units_pattern(const std::vector<Unit>& units) {
  std::string pattern;
  for (const Unit& unit : units) pattern += fmt::format("{}{}", pattern.empty() ? "" : "|", unit.name);
  return pattern;
}

}  // namespace

template <class Q>
std::optional<Q> QuantityCodec<Q>::read(const Node& node, Issues& issues) {
  const Kind kind = kind_of<Q>();
  if (!node.is_string()) {
    const std::string problem =
        node.is_number() ? "has no unit" : fmt::format("is {}, not {}", kind_text(node), kind.phrase);
    issues.add(node, problem, how_to_write(kind));
    return std::nullopt;
  }
  const std::optional<Q> value = parse(node.as_string(), static_cast<const Q*>(nullptr));
  if (!value) {
    report_unparsed(node, kind, issues);
    return std::nullopt;
  }
  const bool may_be_zero = kind.word.empty();  // only a bandwidth may not
  return is_allowed(magnitude(*value), node, may_be_zero, kind, issues) ? value : std::nullopt;
}

template <class Q>
Json QuantityCodec<Q>::schema(SchemaContext& /*context*/) {
  const Kind kind = kind_of<Q>();
  const std::string instead = kind.word.empty() ? "" : fmt::format("|{}", kind.word);
  return {{"type", "string"},
          {"pattern", fmt::format("^({} *({}){})$", number_pattern, units_pattern(kind.units), instead)},
          {"examples", Json::array({std::string(kind.example)})}};
}

template <class Q>
TypeWords QuantityCodec<Q>::words() {
  const Kind kind = kind_of<Q>();
  return {.type = std::string(kind.name), .unit = list_of(unit_names(kind))};
}

template <>
std::optional<UnitPrice> QuantityCodec<UnitPrice>::read(const Node& node, Issues& issues) {
  const auto price = node.is_string() ? parse_unit_price(node.as_string()) : std::nullopt;
  if (!price) {
    issues.add(
        node, "is not a price for a unit",
        R"(write dollars (at most 9223, to 15 decimals) and what they buy, as in "$0.10/h" or "$0.20/1M requests")");
  }
  return price;
}

template <>
Json QuantityCodec<UnitPrice>::schema(SchemaContext& /*context*/) {
  return {{"type", "string"},
          {"pattern", fmt::format("^\\$({})/[A-Za-z0-9_.,-][A-Za-z0-9 _.,-]*$", number_pattern)},
          {"examples", Json::array({"$0.10/h", "$0.20/1M requests"})}};
}

template <>
TypeWords QuantityCodec<UnitPrice>::words() {
  return {.type = "price", .unit = "US dollars per unit"};
}

template struct QuantityCodec<Duration>;
template struct QuantityCodec<Bytes>;
template struct QuantityCodec<CpuWork>;
template struct QuantityCodec<Bandwidth>;
template struct QuantityCodec<Rate>;
template struct QuantityCodec<Percent>;

std::optional<Quantity> Codec<Quantity>::read(const Node& node, Issues& issues) {
  if (node.is_number()) {
    return Quantity{.value = node.as_number(), .dimension = Dimension::number, .text = short_text(node)};
  }
  std::optional<Quantity> quantity = node.is_string() ? parse_quantity(node.as_string()) : std::nullopt;
  if (!quantity) {
    issues.add(
        node, "is neither a number nor a quantity",
        R"(write 21 or a number and a unit, as in "465 min", "538 Mbit/s", "90 GB", "$0.29", "$27.84/h" or "4 %")");
  }
  return quantity;
}

Json Codec<Quantity>::schema(SchemaContext& /*context*/) {
  std::vector<Unit> units{{.name = "%"}, {.name = "x"}};
  for (const auto& more : {duration_units(), size_units(), bandwidth_units(), work_units(), rate_units()}) {
    units.insert(units.end(), more.begin(), more.end());
  }
  return {{"type", Json::array({"number", "string"})},
          {"pattern", fmt::format("^(-?{0} *({1})|\\$-?{0}(/h)?)$", number_pattern, units_pattern(units))},
          {"examples", Json::array({21, "465 min", "$27.84/h"})}};
}

TypeWords Codec<Quantity>::words() { return {.type = "number or quantity", .unit = "any unit"}; }

std::optional<Json> Codec<Quantity>::written(const Quantity& value) {
  return value.dimension == Dimension::number && !value.text.ends_with('%') && !value.text.ends_with('x')
             ? Json(value.value)
             : Json(value.text);
}

}  // namespace twostep::scenario
