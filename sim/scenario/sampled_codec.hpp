// Codec of engine::Sampled<Q>: a quantity that is the same every time ("0.1 s") or drawn anew from a distribution.
#pragma once

#include <optional>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/codec.hpp"

namespace twostep::scenario {

// Instantiated once for each quantity, in sampled_codec.cpp: the forms of distributions are much to compile.
template <class Q>
struct Codec<engine::Sampled<Q>> {
  static std::optional<engine::Sampled<Q>> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext& context);
  static TypeWords words();
  // Only a constant can be told from its distribution.
  static std::optional<Json> written(const engine::Sampled<Q>& value);
};

extern template struct Codec<engine::Sampled<Duration>>;
extern template struct Codec<engine::Sampled<Bytes>>;
extern template struct Codec<engine::Sampled<CpuWork>>;

}  // namespace twostep::scenario
