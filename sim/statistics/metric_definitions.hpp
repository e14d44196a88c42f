// MetricDefinition: one word (or family of words) that a run can be asked for by, with its dimension, unit and formula.
//
// The table of them is the only list: what a scenario may expect, what is computed, and what is documented all follow
// from it.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cost/bill.hpp"
#include "sim/observation/run_result.hpp"
#include "sim/scenario/quantity.hpp"

namespace twostep::statistics {

// What metrics are computed from.
struct MetricInputs {
  const observation::RunResult& result;
  const cost::Bill& whole;      // of result.usage
  const cost::Bill& in_window;  // of result.usage_in_window
};

// One member of a family: `name` stands in the place of "<...>"; it is empty where the pattern is a plain word.
struct NamedValue {
  std::string name;
  double value = 0;
};

struct MetricDefinition {
  std::string pattern;  // "latency.p99", or a family: "cost.<service>", "span.<name>.mean"
  scenario::Dimension dimension = scenario::Dimension::number;
  std::string unit;     // of the value: "s", "bytes/s", "USD", "USD/h", "1/s", "1"
  std::string formula;  // in words
  // The values a run has of it: none where it is not defined, as a latency without a completed request.
  std::function<std::vector<NamedValue>(const MetricInputs&)> values;

  [[nodiscard]] bool is_family() const { return pattern.find('<') != std::string::npos; }
  [[nodiscard]] bool matches(std::string_view metric) const;
  // The pattern with `name` in the place of "<...>".
  [[nodiscard]] std::string metric_name(std::string_view name) const;
};

[[nodiscard]] const std::vector<MetricDefinition>& metric_definitions();

// What a model measures beside these is a gauge, under a name of its own; a plain word of the table wins over a family,
// and the table over a gauge. Null when there is no such metric.
[[nodiscard]] const MetricDefinition* find_metric_definition(std::string_view metric);

// For a word that find_metric_definition does not know: "did you mean ...?", or the list of what there is.
[[nodiscard]] std::string metric_suggestion(std::string_view metric);

}  // namespace twostep::statistics
