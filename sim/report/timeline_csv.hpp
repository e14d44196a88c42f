// timeline.csv: the time series of a scenario's variants, a row a value; written piece by piece, for it may be long.
#pragma once

#include <string>
#include <vector>

#include "sim/report/output_folder.hpp"
#include "sim/report/scenario_report.hpp"
#include "sim/report/table.hpp"

namespace twostep::report {

// What the file is called and what a row of it is, for results/README.md.
inline constexpr const char* timeline_file = "timeline.csv";
[[nodiscard]] std::string timeline_about();
[[nodiscard]] std::vector<ColumnHeading> timeline_columns();

// Writes the file, unless no variant has a time series. Throws std::system_error with the path when it cannot.
void write_timeline(const ScenarioReport& report, OutputFolder& folder);

}  // namespace twostep::report
