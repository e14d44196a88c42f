// What `twostep run` and `twostep check` print of a scenario.
#pragma once

#include <string>

#include "sim/report/scenario_report.hpp"
#include "sim/report/terminal_style.hpp"

namespace twostep::report {

// The answer: its question, variants in which nothing completed, the variants side by side (time and its distribution,
// throughput, cost by service, how much slower and dearer than the baseline), where the time went, spans and bandwidth,
// changed catalogue figures, and the expectations. Ends with one line break. Lines of at most 80 columns; names are
// escaped, and shortened beyond 32 columns.
[[nodiscard]] std::string to_terminal(const ScenarioReport& report, const TerminalStyle& style);

// The expectations alone, with a line that sums them up; empty when there are none. Figures that were published stand
// in a table of their own, before those that the scenario gives no source for.
[[nodiscard]] std::string expectations_to_terminal(const ScenarioReport& report, const TerminalStyle& style);

}  // namespace twostep::report
