// Codecs of quantities: strings of a number and a unit.
#pragma once

#include <optional>
#include <string>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/units.hpp"

namespace twostep::scenario {

// What all quantities share but the parser.
template <class Q>
struct QuantityCodec {
  static std::optional<Q> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext& context);
  static TypeWords words();
  static std::optional<Json> written(const Q& value) { return Json(written_text(value)); }
};

// Never negative: a scenario has no use for it.
template <>
struct Codec<Duration> : QuantityCodec<Duration> {};
template <>
struct Codec<Bytes> : QuantityCodec<Bytes> {};
template <>
struct Codec<CpuWork> : QuantityCodec<CpuWork> {};
template <>
struct Codec<Rate> : QuantityCodec<Rate> {};
template <>
struct Codec<UnitPrice> : QuantityCodec<UnitPrice> {};
template <>
struct Codec<Percent> : QuantityCodec<Percent> {};
// More than zero, or "unlimited".
template <>
struct Codec<Bandwidth> : QuantityCodec<Bandwidth> {};

// A number, or a quantity of any unit.
template <>
struct Codec<Quantity> {
  static std::optional<Quantity> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext& context);
  static TypeWords words();
  static std::optional<Json> written(const Quantity& value);
};

}  // namespace twostep::scenario
