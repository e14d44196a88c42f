#include "models/faas/keep_alive_spec.hpp"

#include "sim/scenario/choice.hpp"
#include "sim/scenario/quantity_codecs.hpp"

namespace twostep::models {

using scenario::Choice;
using scenario::Describe;
using scenario::Issues;
using scenario::Json;
using scenario::Node;
using scenario::Shape;

namespace {

// The policies in the form that names them; a type of its own, because KeepAliveSpec has a short form besides.
struct NamedPolicy {
  KeepAliveSpec policy;
};

Choice<NamedPolicy> choice_of(Describe<NamedPolicy>) {
  auto choice = Choice<NamedPolicy>::by_member("keep_alive", "policy");
  choice.add<NoKeepAlive>("none", "ended at once: every invocation is a cold start");
  choice.add<FixedKeepAlive>("fixed", "kept for a time; a duration alone says the same");
  choice.add<LeastRecentlyUsedKeepAlive>("least_recently_used",
                                         "kept until memory is needed; the least recently used goes first");
  choice.add<GreedyDualKeepAlive>("greedy_dual", "kept until memory is needed; the one of least worth goes first");
  choice.add<HybridHistogramKeepAlive>("hybrid_histogram",
                                       "unloaded and loaded again by the function's own idle times");
  return choice;
}

template <class Policy>
Shape<Policy> until_memory_is_needed(const std::string& name, const std::string& summary) {
  Shape<Policy> shape(name, summary);
  shape.required("memory", &Policy::memory, "memory for all environments of the account, busy or idle");
  shape.check([](const Policy& policy, const Node& node, Issues& issues) {
    if (policy.memory.count > 0) return;
    issues.add(*node.find("memory"), "is no memory for environments", R"(for example "16 GiB")");
  });
  return shape;
}

void check_histogram(const HybridHistogramKeepAlive& policy, const Node& node, Issues& issues) {
  if (policy.bin <= Duration::zero() || policy.range < policy.bin || policy.range.ns / policy.bin.ns > 10'000) {
    issues.add(node, "is no histogram of 1 to 10,000 bins", R"(for example "bin": "1 min", "range": "4 h")");
  }
  if (policy.head.share > policy.tail.share || policy.tail.share > 1) {
    issues.add(node, "head and tail are no quantiles in order", R"(for example "head": "5 %", "tail": "99 %")");
  }
  if (policy.margin.share >= 1) issues.add(node, "has a margin of all", R"(for example "margin": "10 %")");
  if (policy.forecast_margin.share > 0 && policy.forecast_margin.share < 1) return;
  issues.add(node, "forecasts with no margin, or with one of all", R"(for example "forecast_margin": "15 %")");
}

}  // namespace

Bytes memory_limit(const KeepAliveSpec& policy) {
  if (const auto* by_use = std::get_if<LeastRecentlyUsedKeepAlive>(&policy)) return by_use->memory;
  if (const auto* by_worth = std::get_if<GreedyDualKeepAlive>(&policy)) return by_worth->memory;
  return {};
}

Shape<NoKeepAlive> shape_of(Describe<NoKeepAlive>) {
  return Shape<NoKeepAlive>("no-keep-alive", "An environment ends with its invocation.");
}

Shape<FixedKeepAlive> shape_of(Describe<FixedKeepAlive>) {
  Shape<FixedKeepAlive> shape("fixed-keep-alive", "An idle environment is kept for a time.");
  shape.required("time", &FixedKeepAlive::time, "how long an idle environment is kept");
  return shape;
}

Shape<LeastRecentlyUsedKeepAlive> shape_of(Describe<LeastRecentlyUsedKeepAlive>) {
  return until_memory_is_needed<LeastRecentlyUsedKeepAlive>(
      "least-recently-used", "Idle environments are kept until memory is needed, the most recently used the longest.");
}

Shape<GreedyDualKeepAlive> shape_of(Describe<GreedyDualKeepAlive>) {
  return until_memory_is_needed<GreedyDualKeepAlive>(
      "greedy-dual",
      "Idle environments are kept until memory is needed, those of frequently used functions with long cold starts and "
      "little memory the longest (FaasCache, ASPLOS 2021).");
}

Shape<HybridHistogramKeepAlive> shape_of(Describe<HybridHistogramKeepAlive>) {
  Shape<HybridHistogramKeepAlive> shape(
      "hybrid-histogram",
      "A histogram of the function's idle times says how long it is unloaded after use, and how long it is then kept "
      "loaded (Shahrad et al., USENIX ATC 2020).");
  shape.optional("bin", &HybridHistogramKeepAlive::bin, "width of the histogram's bins");
  shape.optional("range", &HybridHistogramKeepAlive::range,
                 "longest idle time in the histogram; and how long an idle environment is kept while the histogram "
                 "says nothing");
  shape.optional("head", &HybridHistogramKeepAlive::head,
                 "quantile of the idle times after which the function is loaded again");
  shape.optional("tail", &HybridHistogramKeepAlive::tail, "quantile of the idle times up to which it is kept");
  shape.optional("margin", &HybridHistogramKeepAlive::margin,
                 "share of both times by which it is loaded earlier and kept longer");
  shape
      .optional("least_variation", &HybridHistogramKeepAlive::least_variation,
                "least coefficient of variation of the bins' counts; below it the histogram says nothing")
      .at_least(0.0);
  shape.optional("forecast", &HybridHistogramKeepAlive::forecast,
                 "whether the next idle time is forecast from those before it (ARIMA) where most are longer than the "
                 "range; otherwise the histogram says nothing then");
  shape.optional("forecast_margin", &HybridHistogramKeepAlive::forecast_margin,
                 "share of the forecast by which the function is loaded earlier and kept longer");
  shape.check(&check_histogram);
  return shape;
}

}  // namespace twostep::models

namespace twostep::scenario {

using models::KeepAliveSpec;

std::optional<KeepAliveSpec> Codec<KeepAliveSpec>::read(const Node& node, Issues& issues) {
  if (!node.is_object()) {
    const std::optional<Duration> time = Codec<Duration>::read(node, issues);
    return time ? std::optional<KeepAliveSpec>(models::FixedKeepAlive{*time}) : std::nullopt;
  }
  std::optional<models::NamedPolicy> named = Codec<models::NamedPolicy>::read(node, issues);
  return named ? std::optional(named->policy) : std::nullopt;
}

Json Codec<KeepAliveSpec>::schema(SchemaContext& context) {
  return {{"anyOf", Json::array({Codec<Duration>::schema(context), Codec<models::NamedPolicy>::schema(context)})}};
}

TypeWords Codec<KeepAliveSpec>::words() {
  return {.type = Codec<Duration>::words().type + " or policy", .unit = Codec<Duration>::words().unit};
}

std::optional<Json> Codec<KeepAliveSpec>::written(const KeepAliveSpec& value) {
  if (const auto* fixed = std::get_if<models::FixedKeepAlive>(&value)) return Codec<Duration>::written(fixed->time);
  return Codec<models::NamedPolicy>::written({value});
}

}  // namespace twostep::scenario
