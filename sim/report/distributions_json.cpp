#include "sim/report/distributions_json.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

namespace twostep::report {

namespace {

using nlohmann::ordered_json;
using observation::QuantileSketch;

struct Curve {
  ordered_json shares = ordered_json::array();
  ordered_json values = ordered_json::array();
};

Curve curve_of(const QuantileSketch& samples) {
  const auto steps = static_cast<std::size_t>(std::min<std::uint64_t>(samples.count(), most_curve_points));
  std::vector<double> shares(steps);
  for (std::size_t i = 0; i < steps; ++i) {
    // With a step a sample, the middle of the step is the i-th sample, however (i + 1) / steps is rounded.
    const bool every_sample = samples.count() == steps;
    shares[i] = (static_cast<double>(i) + (every_sample ? 0.5 : 1.0)) / static_cast<double>(steps);
  }
  const std::vector<double> values = samples.quantiles(shares);
  Curve curve;
  for (std::size_t i = 0; i < steps; ++i) {
    const bool inside = i > 0 && i + 1 < steps && values[i] == values[i - 1] && values[i] == values[i + 1];
    if (inside) continue;
    curve.shares.push_back(static_cast<double>(i + 1) / static_cast<double>(steps));
    curve.values.push_back(values[i]);
  }
  return curve;
}

void add(ordered_json& all, const std::string& of, const char* unit, const QuantileSketch& samples) {
  if (samples.empty()) return;
  Curve curve = curve_of(samples);
  all.push_back({{"of", of},
                 {"unit", unit},
                 {"samples", samples.count()},
                 {"mean", samples.mean()},
                 {"min", samples.min()},
                 {"p25", samples.quantile(0.25)},
                 {"p50", samples.quantile(0.5)},
                 {"p75", samples.quantile(0.75)},
                 {"max", samples.max()},
                 {"shares", std::move(curve.shares)},
                 {"values", std::move(curve.values)}});
}

}  // namespace

ordered_json distributions_json(const observation::RunResult& result) {
  ordered_json all = ordered_json::array();
  add(all, "latency", "s", result.latency);
  for (const auto& [name, samples] : result.spans) add(all, "span." + name, "s", samples);
  add(all, "bandwidth", "bytes/s", result.bandwidth);
  return all;
}

}  // namespace twostep::report
