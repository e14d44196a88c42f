// Charts of where the time of a request went, phase by phase.
#pragma once

#include <vector>

#include "sim/page/chart.hpp"
#include "sim/page/run_view.hpp"

namespace twostep::page {

// Mean time per request and share of it, by phase; none when no request completed in any variant.
[[nodiscard]] std::vector<Chart> time_charts(const RunView& run);

}  // namespace twostep::page
