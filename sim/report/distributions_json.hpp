// The distributions of a variant in report.json: enough points of each to draw its curve and its box.
#pragma once

#include <cstddef>

#include <nlohmann/json.hpp>

#include "sim/observation/run_result.hpp"

namespace twostep::report {

// Steps of a curve, at the most: half a per cent each, which is as fine as a page can show.
inline constexpr std::size_t most_curve_points = 200;

// An array with an object for the response times ("latency"), each span ("span.<name>") and the bandwidths
// ("bandwidth"), in base units; none for a distribution without samples. `values[i]` is the nearest-rank quantile of
// `shares[i]`; of equal values that follow one another only the first and the last stand.
[[nodiscard]] nlohmann::ordered_json distributions_json(const observation::RunResult& result);

}  // namespace twostep::report
