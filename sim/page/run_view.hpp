// RunView: what a page shows of a run, as plain values read back from its report.json. Times are seconds, money is US
// dollars, bandwidths are bytes per second.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace twostep::page {

struct MetricView {
  double value = 0;
  std::string unit{};  // "s", "bytes/s", "USD", "USD/h", "1/s", "1"
};

struct PhaseView {
  std::string name{};
  double seconds = 0;  // summed over the completed requests in the window
};

struct BillLineView {
  std::string resource{};
  std::string service{};
  std::string meter{};
  std::string unit{};
  double quantity = 0;
  double unit_price = 0;
  double amount = 0;
};

// A distribution of samples: shares[i] of them are at most values[i].
struct DistributionView {
  std::string of{};    // "latency", "span.<name>", "bandwidth"
  std::string unit{};  // "s", "bytes/s"
  std::uint64_t samples = 0;
  double mean = 0;
  double min = 0;
  double p25 = 0;
  double p50 = 0;
  double p75 = 0;
  double max = 0;
  std::vector<double> shares{};
  std::vector<double> values{};
};

struct VariantView {
  std::string name{};
  std::string label{};  // the name as it is shown; no other variant has the same
  std::optional<double> slower{};
  std::optional<double> dearer{};
  std::map<std::string, MetricView, std::less<>> metrics{};
  std::vector<PhaseView> phases{};
  std::vector<DistributionView> distributions{};
  std::vector<BillLineView> bill{};  // of the whole run
  double bill_total = 0;
  std::vector<BillLineView> bill_in_window{};
  std::vector<std::string> overridden{};

  // Nothing where the run does not define the metric.
  [[nodiscard]] std::optional<double> metric(std::string_view metric_name) const;
  [[nodiscard]] double count(std::string_view metric_name) const { return metric(metric_name).value_or(0); }
  // Null where there were no samples.
  [[nodiscard]] const DistributionView* distribution(std::string_view of) const;
};

struct ExpectationView {
  std::string metric{};
  std::string of{};    // the variant
  std::string over{};  // the variant that it is divided by; empty where the figure is no ratio
  std::string over_metric{};
  std::string published_text{};
  double published = 0;
  double simulated = 0;
  std::string unit{};
  std::optional<double> deviation{};  // nothing when it is infinite
  std::optional<double> tolerance{};
  std::string role{};     // validation, calibration or quoted
  std::string verdict{};  // holds, off or quoted
  std::string source{};
  std::string quoted{};
  std::string calibrates{};
  std::string note{};
};

struct RunView {
  std::string scenario{};
  std::string question{};
  std::string source{};
  std::string catalogue{};
  std::uint64_t seed = 0;
  std::string baseline{};       // a variant's name; empty when none is named
  std::string compared_time{};  // the metrics that variants are compared by
  std::string compared_cost{};
  std::vector<VariantView> variants{};
  std::vector<ExpectationView> expectations{};
  std::string resolved_scenario{};  // indented JSON

  // Null when no variant has the name.
  [[nodiscard]] const VariantView* find(std::string_view variant_name) const;
  [[nodiscard]] const VariantView* baseline_variant() const { return find(baseline); }
  // Each variant ran one request: its makespan and the cost of its run count.
  [[nodiscard]] bool is_one_job() const { return compared_time == "makespan"; }
  // What the figures are that the scenario expects: published, where it says by whom.
  [[nodiscard]] std::string_view expected_word() const { return source.empty() ? "expected" : "published"; }
};

// Throws PageRefused, naming the place in the document that is not as a run writes it.
[[nodiscard]] RunView read_run_view(const nlohmann::ordered_json& report);

}  // namespace twostep::page
