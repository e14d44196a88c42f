// The forms in which a scenario writes a distribution of quantities: {"exponential": {"mean": "3 s"}}.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/shape.hpp"

namespace twostep::scenario {

template <class Q>
struct UniformForm {
  Q low, high;
};
template <class Q>
struct ExponentialForm {
  Q mean;
};
template <class Q>
struct LognormalForm {
  std::optional<Q> mean, sd, median, p99;
};
template <class Q>
struct GammaForm {
  Q mean, sd;
};
template <class Q>
struct WeibullForm {
  Q scale;
  double shape = 1;
};
template <class Q>
struct ParetoForm {
  Q minimum;
  double shape = 1;
};
template <class Q>
struct TruncatedNormalForm {
  Q mean, sd, low, high;
};
// [probability, value] in rising order.
template <class Q>
struct EmpiricalForm {
  std::vector<std::pair<double, Q>> quantiles;
};

// Q itself is the constant.
template <class Q>
using DistributionForm = std::variant<Q, UniformForm<Q>, ExponentialForm<Q>, LognormalForm<Q>, GammaForm<Q>,
                                      WeibullForm<Q>, ParetoForm<Q>, TruncatedNormalForm<Q>, EmpiricalForm<Q>>;

// "uniform of duration": shapes of different quantities have different names.
template <class Q>
std::string form_name(const std::string& family) {
  std::string name = family + "-of-" + Codec<Q>::words().type;
  for (char& c : name) {
    if (c == ' ') c = '-';
  }
  return name;
}

template <class Q>
Shape<UniformForm<Q>> shape_of(Describe<UniformForm<Q>>) {
  return Shape<UniformForm<Q>>(form_name<Q>("uniform"), "Every value between two is equally likely.")
      .required("low", &UniformForm<Q>::low, "The least value.")
      .required("high", &UniformForm<Q>::high, "The largest value.");
}

template <class Q>
Shape<ExponentialForm<Q>> shape_of(Describe<ExponentialForm<Q>>) {
  return Shape<ExponentialForm<Q>>(form_name<Q>("exponential"), "The exponential distribution.")
      .required("mean", &ExponentialForm<Q>::mean, "The mean.");
}

template <class Q>
Shape<LognormalForm<Q>> shape_of(Describe<LognormalForm<Q>>) {
  using Form = LognormalForm<Q>;
  return Shape<Form>(form_name<Q>("lognormal"), "The logarithm is normal; by mean and sd, or by median and p99.")
      .optional("mean", &Form::mean, "The mean of the values, not of their logarithms.")
      .optional("sd", &Form::sd, "The standard deviation of the values.")
      .optional("median", &Form::median, "Half of the values are less.")
      .optional("p99", &Form::p99, "99 % of the values are less.")
      .check([](const Form& form, const Node& node, Issues& issues) {
        const bool by_mean = form.mean && form.sd && !form.median && !form.p99;
        const bool by_median = form.median && form.p99 && !form.mean && !form.sd;
        if (!by_mean && !by_median) {
          issues.add(node, "does not describe a lognormal distribution",
                     R"(write "mean" and "sd", or "median" and "p99")");
        }
      });
}

template <class Q>
Shape<GammaForm<Q>> shape_of(Describe<GammaForm<Q>>) {
  return Shape<GammaForm<Q>>(form_name<Q>("gamma"), "The gamma distribution.")
      .required("mean", &GammaForm<Q>::mean, "The mean.")
      .required("sd", &GammaForm<Q>::sd, "The standard deviation.");
}

template <class Q>
Shape<WeibullForm<Q>> shape_of(Describe<WeibullForm<Q>>) {
  return Shape<WeibullForm<Q>>(form_name<Q>("weibull"), "The Weibull distribution.")
      .required("scale", &WeibullForm<Q>::scale, "63.2 % of the values are less.")
      .required("shape", &WeibullForm<Q>::shape, "1 is exponential; less has a heavier tail.")
      .more_than(0.0);
}

template <class Q>
Shape<ParetoForm<Q>> shape_of(Describe<ParetoForm<Q>>) {
  return Shape<ParetoForm<Q>>(form_name<Q>("pareto"), "The Pareto distribution (type I).")
      .required("minimum", &ParetoForm<Q>::minimum, "The least value.")
      .required("shape", &ParetoForm<Q>::shape, "The tail index; without a mean at 1 or less.")
      .more_than(0.0);
}

template <class Q>
Shape<TruncatedNormalForm<Q>> shape_of(Describe<TruncatedNormalForm<Q>>) {
  using Form = TruncatedNormalForm<Q>;
  return Shape<Form>(form_name<Q>("truncated_normal"), "A normal distribution of which only a range can occur.")
      .required("mean", &Form::mean, "The mean before truncation.")
      .required("sd", &Form::sd, "The standard deviation before truncation.")
      .required("low", &Form::low, "The least value.")
      .required("high", &Form::high, "The largest value.");
}

template <class Q>
struct Codec<EmpiricalForm<Q>> {
  using Quantiles = std::vector<std::pair<double, Q>>;
  static std::optional<EmpiricalForm<Q>> read(const Node& node, Issues& issues) {
    std::optional<Quantiles> quantiles = Codec<Quantiles>::read(node, issues);
    if (!quantiles) return std::nullopt;
    return EmpiricalForm<Q>{std::move(*quantiles)};
  }
  static Json schema(SchemaContext& context) { return Codec<Quantiles>::schema(context); }
  static TypeWords words() { return Codec<Quantiles>::words(); }
  static std::optional<Json> written(const EmpiricalForm<Q>& value) {
    return Codec<Quantiles>::written(value.quantiles);
  }
};

template <class Q>
Choice<DistributionForm<Q>> choice_of(Describe<DistributionForm<Q>>) {
  return Choice<DistributionForm<Q>>::by_only_key(form_name<Q>("distribution"))
      .template add<Q>("constant", "Always the same.")
      .template add<UniformForm<Q>>("uniform", "Every value between low and high is equally likely.")
      .template add<ExponentialForm<Q>>("exponential", "By its mean.")
      .template add<LognormalForm<Q>>("lognormal", "By mean and sd, or by median and p99.")
      .template add<GammaForm<Q>>("gamma", "By mean and sd.")
      .template add<WeibullForm<Q>>("weibull", "By scale and shape.")
      .template add<ParetoForm<Q>>("pareto", "By minimum and shape.")
      .template add<TruncatedNormalForm<Q>>("truncated_normal", "By mean, sd, low and high.")
      .template add<EmpiricalForm<Q>>("empirical", "By [probability, value], from 0 to 1, straight lines between.");
}

}  // namespace twostep::scenario
