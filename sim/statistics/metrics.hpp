// MetricSet: every metric of one run, by name, in base units.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cost/bill.hpp"
#include "sim/observation/run_result.hpp"
#include "sim/scenario/quantity.hpp"

namespace twostep::statistics {

struct Metric {
  std::string name;
  double value = 0;
  scenario::Dimension dimension = scenario::Dimension::number;
  std::string unit;  // "s", "bytes/s", "USD", "USD/h", "1/s", "1"
};

// A metric that the run does not have: no such span, service or gauge, or no completed request.
class NoSuchMetric : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class MetricSet {
 public:
  // In the order of the metric definitions; gauges that no definition names come last. A name stands once: the first
  // wins.
  void add(Metric metric);
  [[nodiscard]] const std::vector<Metric>& all() const { return metrics_; }
  // Null when the run does not have it.
  [[nodiscard]] const Metric* find(std::string_view name) const;
  // Throws NoSuchMetric, naming the metrics there are.
  [[nodiscard]] const Metric& at(std::string_view name) const;

 private:
  std::vector<Metric> metrics_;
};

// `whole` is the bill of result.usage, `in_window` that of result.usage_in_window.
[[nodiscard]] MetricSet metrics_of(const observation::RunResult& result, const cost::Bill& whole,
                                   const cost::Bill& in_window);

}  // namespace twostep::statistics
