// NetworkSpec: how much bandwidth a machine or an execution environment has: one figure, or a burst above a base rate.
#pragma once

#include <optional>

#include "sim/engine/network.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct NetworkSpec {
  Bandwidth base = Bandwidth::unlimited();
  Bandwidth burst = Bandwidth::unlimited();  // with a bucket
  Bytes bucket{};                            // 0: no burst

  [[nodiscard]] bool bursts() const { return bucket.count > 0; }
  [[nodiscard]] bool is_unlimited() const { return base.is_unlimited(); }
  // Never more than this.
  [[nodiscard]] Bandwidth most() const { return bursts() ? burst : base; }
};

// A fluid link as fast as this. Requires that it is not unlimited.
[[nodiscard]] engine::LinkId add_link(engine::Network& network, const NetworkSpec& spec);

}  // namespace twostep::models

namespace twostep::scenario {

// A bandwidth alone ("538 Mbit/s"), or an object with "base", "burst" and "bucket".
template <>
struct Codec<models::NetworkSpec> {
  static std::optional<models::NetworkSpec> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext& context);
  static TypeWords words();
  static std::optional<Json> written(const models::NetworkSpec& value);
};

}  // namespace twostep::scenario
