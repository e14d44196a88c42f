// The chart of published figures against simulated ones.
#pragma once

#include <optional>
#include <string>

#include "sim/page/chart.hpp"
#include "sim/page/run_view.hpp"

namespace twostep::page {

// How far each simulated figure lies from the published one, upon the tolerance that it has; nothing when the scenario
// expects nothing.
[[nodiscard]] std::optional<Chart> expectations_chart(const RunView& run);

// "14 of 14 asserted figures hold; 3 of the 14 served for calibration; 2 are only quoted"; empty when there are none.
[[nodiscard]] std::string expectations_sentence(const RunView& run);

}  // namespace twostep::page
