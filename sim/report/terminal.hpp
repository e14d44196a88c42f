// What `twostep run` and `twostep check` print of a scenario.
#pragma once

#include <string>

#include "sim/report/scenario_report.hpp"

namespace twostep::report {

// The answer: its question, the variants side by side (time and its distribution, throughput, cost by service, how much
// slower and dearer than the baseline), where the time went, spans and bandwidth, changed catalogue figures, and the
// expectations. Ends with a line break. Within 80 columns where names allow; names are escaped, and shortened beyond 32
// columns.
[[nodiscard]] std::string to_terminal(const ScenarioReport& report, bool colour);

// The expectations alone, with a line that sums them up; empty when there are none.
[[nodiscard]] std::string expectations_to_terminal(const ScenarioReport& report, bool colour);

}  // namespace twostep::report
