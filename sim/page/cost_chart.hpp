// The chart of what each variant costs, service by service.
#pragma once

#include <optional>
#include <string>

#include "sim/page/chart.hpp"
#include "sim/page/run_view.hpp"

namespace twostep::page {

// Of the whole run where every variant ran one request, else of a million requests; nothing when nothing was paid for.
[[nodiscard]] std::optional<Chart> cost_chart(const RunView& run);

}  // namespace twostep::page
