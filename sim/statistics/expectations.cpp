#include "sim/statistics/expectations.hpp"

#include <cmath>
#include <limits>

#include <fmt/format.h>

#include "sim/statistics/metric_definitions.hpp"

namespace twostep::statistics {

namespace {

using scenario::Dimension;
using scenario::Expectation;

// A deviation of exactly the tolerance holds, however its last bits were rounded.
constexpr double rounding = 1e-9;

[[noreturn]] void fail(const Expectation& expectation, const std::string& problem) {
  const scenario::Place& place = expectation.place;
  const std::string where = place.file ? fmt::format("{}:{}: {}: ", *place.file, place.line, place.pointer) : "";
  throw BadExpectation(where + problem);
}

const Metric& metric_of(const Expectation& expectation, const std::string& variant, const std::string& name,
                        const MetricsByVariant& metrics) {
  const auto found = metrics.find(variant);
  if (found == metrics.end()) fail(expectation, fmt::format("there is no variant \"{}\"", variant));
  try {
    return found->second.at(name);
  } catch (const NoSuchMetric& missing) {
    fail(expectation, fmt::format("variant \"{}\": {}", variant, missing.what()));
  }
}

// The metric that a ratio divides by.
const std::string& divisor_of(const Expectation& expectation) {
  return expectation.over->metric.empty() ? expectation.metric : expectation.over->metric;
}

std::optional<std::string> dimension_problem(const Expectation& expectation, Dimension metric, Dimension divisor) {
  if (expectation.over && metric != divisor) {
    return fmt::format("{} is {}, but {} is {}: their ratio has no meaning", expectation.metric, to_text(metric),
                       divisor_of(expectation), to_text(divisor));
  }
  const Dimension expected = expectation.over ? Dimension::number : metric;
  if (expectation.is.dimension == expected) return std::nullopt;
  return fmt::format("\"{}\" is {}, but {} is {}", expectation.is.text, to_text(expectation.is.dimension),
                     expectation.over ? "a ratio" : expectation.metric, to_text(expected));
}

double deviation_of(double simulated, double published) {
  if (published == 0) return simulated == 0 ? 0 : std::copysign(std::numeric_limits<double>::infinity(), simulated);
  return simulated / published - 1;
}

Role role_of(const Expectation& expectation) {
  if (!expectation.quoted.empty()) return Role::quoted;
  return expectation.calibrates.empty() ? Role::validation : Role::calibration;
}

Verdict verdict_of(const Expectation& expectation, double deviation, RunOn run_on) {
  if (!expectation.quoted.empty()) return Verdict::quoted;
  if (run_on == RunOn::other_catalogue) return Verdict::aged;
  const double tolerance = expectation.within ? expectation.within->share : 0;
  return std::abs(deviation) <= tolerance + rounding ? Verdict::holds : Verdict::off;
}

}  // namespace

std::string_view to_text(Verdict verdict) {
  switch (verdict) {
    case Verdict::holds:
      return "holds";
    case Verdict::off:
      return "off";
    case Verdict::quoted:
      return "quoted";
    case Verdict::aged:
      return "aged";
  }
  return "";
}

std::string_view to_text(Role role) {
  switch (role) {
    case Role::validation:
      return "validation";
    case Role::calibration:
      return "calibration";
    case Role::quoted:
      return "quoted";
  }
  return "";
}

std::optional<std::string> problem_with(const Expectation& expectation) {
  const auto dimension_of = [](const std::string& metric) {
    const MetricDefinition* definition = find_metric_definition(metric);
    return definition == nullptr ? Dimension::number : definition->dimension;
  };
  const Dimension dimension = dimension_of(expectation.metric);
  return dimension_problem(expectation, dimension,
                           expectation.over ? dimension_of(divisor_of(expectation)) : dimension);
}

bool has_turned(const ExpectationOutcome& outcome) {
  return outcome.expectation.over && (outcome.published - 1) * (outcome.simulated - 1) < 0;
}

ExpectationOutcome evaluate(const Expectation& expectation, const MetricsByVariant& metrics, RunOn run_on) {
  const Metric& metric = metric_of(expectation, expectation.of, expectation.metric, metrics);
  ExpectationOutcome outcome{.expectation = expectation,
                             .published = expectation.is.value,
                             .simulated = metric.value,
                             .dimension = expectation.over ? Dimension::number : metric.dimension,
                             .unit = expectation.over ? "1" : metric.unit,
                             .role = role_of(expectation)};
  Dimension divisor_dimension = metric.dimension;
  if (expectation.over) {
    const Metric& divisor = metric_of(expectation, expectation.over->variant, divisor_of(expectation), metrics);
    if (divisor.value == 0)
      fail(expectation, fmt::format("{} of \"{}\" is zero", divisor.name, expectation.over->variant));
    outcome.simulated = metric.value / divisor.value;
    divisor_dimension = divisor.dimension;
  }
  if (const auto problem = dimension_problem(expectation, metric.dimension, divisor_dimension))
    fail(expectation, *problem);
  outcome.deviation = deviation_of(outcome.simulated, outcome.published);
  outcome.verdict = verdict_of(expectation, outcome.deviation, run_on);
  return outcome;
}

}  // namespace twostep::statistics
