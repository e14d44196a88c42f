// Comparison: how much slower and dearer a variant is than the baseline.
#pragma once

#include <optional>
#include <string>

#include "sim/report/scenario_report.hpp"

namespace twostep::report {

// What variants are compared by. A scenario of one request a variant is a job: its makespan and the cost of its run
// count. Otherwise the mean response time and the cost of a request do.
struct ComparedMetrics {
  std::string time;
  std::string cost;
};
[[nodiscard]] ComparedMetrics compared_metrics(const ScenarioReport& report);
[[nodiscard]] bool is_one_job(const ScenarioReport& report);

struct Comparison {
  std::optional<double> slower;  // the variant's time / the baseline's
  std::optional<double> dearer;  // the variant's cost / the baseline's
};

// Nothing where there is no baseline, a variant lacks the metric, or the baseline's is zero.
[[nodiscard]] Comparison compare_with_baseline_variant(const ScenarioReport& report, const VariantReport& variant);

}  // namespace twostep::report
