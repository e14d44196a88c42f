#include "sim/scenario/sampled_codec.hpp"

#include <stdexcept>

#include "sim/scenario/distribution_forms.hpp"

namespace twostep::scenario {
namespace {

using engine::Distribution;

template <class Q>
double base(Q value) {
  return engine::BaseUnit<Q>::to_base(value);
}

template <class Q>
struct ToDistribution {
  Distribution operator()(Q constant) const { return Distribution::constant(base(constant)); }
  Distribution operator()(const UniformForm<Q>& form) const {
    return Distribution::uniform(base(form.low), base(form.high));
  }
  Distribution operator()(const ExponentialForm<Q>& form) const { return Distribution::exponential(base(form.mean)); }
  Distribution operator()(const LognormalForm<Q>& form) const {
    return form.mean ? Distribution::lognormal_by_mean_sd(base(*form.mean), base(*form.sd))
                     : Distribution::lognormal_by_median_p99(base(*form.median), base(*form.p99));
  }
  Distribution operator()(const GammaForm<Q>& form) const {
    return Distribution::gamma(base(form.mean), base(form.sd));
  }
  Distribution operator()(const WeibullForm<Q>& form) const {
    return Distribution::weibull(base(form.scale), form.shape);
  }
  Distribution operator()(const ParetoForm<Q>& form) const {
    return Distribution::pareto(base(form.minimum), form.shape);
  }
  Distribution operator()(const TruncatedNormalForm<Q>& form) const {
    return Distribution::truncated_normal(base(form.mean), base(form.sd), base(form.low), base(form.high));
  }
  Distribution operator()(const EmpiricalForm<Q>& form) const {
    std::vector<engine::Quantile> quantiles;
    for (const auto& [probability, value] : form.quantiles) {
      quantiles.push_back({.probability = probability, .value = base(value)});
    }
    return Distribution::empirical(std::move(quantiles));
  }
};

}  // namespace

template <class Q>
std::optional<engine::Sampled<Q>> Codec<engine::Sampled<Q>>::read(const Node& node, Issues& issues) {
  if (!node.is_object()) {
    const std::optional<Q> constant = Codec<Q>::read(node, issues);
    return constant ? std::optional(engine::Sampled<Q>(*constant)) : std::nullopt;
  }
  const auto form = Codec<DistributionForm<Q>>::read(node, issues);
  if (!form) return std::nullopt;
  try {
    return engine::Sampled<Q>(std::visit(ToDistribution<Q>{}, *form));
  } catch (const std::invalid_argument& reason) {
    issues.add(node, "describes no distribution", reason.what());
    return std::nullopt;
  }
}

template <class Q>
Json Codec<engine::Sampled<Q>>::schema(SchemaContext& context) {
  return {{"anyOf", Json::array({Codec<Q>::schema(context), Codec<DistributionForm<Q>>::schema(context)})}};
}

template <class Q>
TypeWords Codec<engine::Sampled<Q>>::words() {
  return {.type = Codec<Q>::words().type + " or distribution", .unit = Codec<Q>::words().unit};
}

template <class Q>
std::optional<Json> Codec<engine::Sampled<Q>>::written(const engine::Sampled<Q>& value) {
  return value.is_constant() ? Codec<Q>::written(value.mean()) : std::nullopt;
}

template struct Codec<engine::Sampled<Duration>>;
template struct Codec<engine::Sampled<Bytes>>;
template struct Codec<engine::Sampled<CpuWork>>;

}  // namespace twostep::scenario
