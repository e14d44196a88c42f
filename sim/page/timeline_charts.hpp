// Charts of what changed over time: environments, instances, queues, spending.
#pragma once

#include <string>
#include <vector>

#include "sim/page/chart.hpp"
#include "sim/page/run_view.hpp"
#include "sim/page/timeline_view.hpp"

namespace twostep::page {

struct TimelineCharts {
  // One a group of series of the same unit: those whose names begin alike ("environments.busy", "environments.idle").
  std::vector<Chart> charts;
  std::vector<std::string> always_zero;  // series that are not drawn
};

[[nodiscard]] TimelineCharts timeline_charts(const RunView& run, const TimelineView& timeline);

}  // namespace twostep::page
