// KeepAlive: what becomes of an execution environment that has nothing to do.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/schema.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Ended at once: every invocation is a cold start.
struct NoKeepAlive {
  bool operator==(const NoKeepAlive&) const = default;
};
// Kept for a time, whatever else happens.
struct FixedKeepAlive {
  Duration time = Duration::seconds(600);
  bool operator==(const FixedKeepAlive&) const = default;
};
// Kept until another environment needs the memory: then the one that was used least recently goes first.
struct LeastRecentlyUsedKeepAlive {
  Bytes memory{};  // for all environments of the account, busy or idle
  bool operator==(const LeastRecentlyUsedKeepAlive&) const = default;
};
// Kept until another environment needs the memory: then the one of least worth goes first, where worth is
// clock + frequency * cold-start time / memory (Fuerst and Sharma, "FaasCache: Keeping Serverless Computing Alive with
// Greedy-Dual Caching", ASPLOS 2021, section 4.1). The frequency is the function's number of invocations since it last
// had no environment; the clock is the worth of the last one that went.
struct GreedyDualKeepAlive {
  Bytes memory{};
  bool operator==(const GreedyDualKeepAlive&) const = default;
};
// The function's own idle times say how long it is unloaded and how long it is then kept (Shahrad et al., "Serverless
// in the Wild", USENIX ATC 2020, section 4.2). See HybridHistogram.
struct HybridHistogramKeepAlive {
  Duration bin = Duration::seconds(60);
  Duration range = Duration::seconds(14'400);  // longer idle times are out of bounds
  scenario::Percent head{.share = 0.05};       // idle times shorter than this quantile are not waited for
  scenario::Percent tail{.share = 0.99};
  scenario::Percent margin{.share = 0.10};  // loaded that much earlier, kept that much longer
  double least_variation = 2;               // of the bins' counts: below it the histogram says nothing
  bool forecast = true;                     // where most idle times are out of bounds; else it says nothing
  scenario::Percent forecast_margin{.share = 0.15};
  bool operator==(const HybridHistogramKeepAlive&) const = default;
};

using KeepAliveSpec = std::variant<FixedKeepAlive, NoKeepAlive, LeastRecentlyUsedKeepAlive, GreedyDualKeepAlive,
                                   HybridHistogramKeepAlive>;

// Memory for all environments of the account; zero where the policy sets no limit.
[[nodiscard]] Bytes memory_limit(const KeepAliveSpec& policy);

scenario::Shape<NoKeepAlive> shape_of(scenario::Describe<NoKeepAlive>);
scenario::Shape<FixedKeepAlive> shape_of(scenario::Describe<FixedKeepAlive>);
scenario::Shape<LeastRecentlyUsedKeepAlive> shape_of(scenario::Describe<LeastRecentlyUsedKeepAlive>);
scenario::Shape<GreedyDualKeepAlive> shape_of(scenario::Describe<GreedyDualKeepAlive>);
scenario::Shape<HybridHistogramKeepAlive> shape_of(scenario::Describe<HybridHistogramKeepAlive>);

}  // namespace twostep::models

namespace twostep::scenario {

// A duration alone ("10 min") is a fixed keep-alive; anything else is an object that names its policy.
template <>
struct Codec<models::KeepAliveSpec> {
  static std::optional<models::KeepAliveSpec> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext& context);
  static TypeWords words();
  static std::optional<Json> written(const models::KeepAliveSpec& value);
};

}  // namespace twostep::scenario
