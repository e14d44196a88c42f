// Writing a report's files into a result folder.
#pragma once

#include "sim/report/output_folder.hpp"
#include "sim/report/scenario_report.hpp"

namespace twostep::report {

// Every table of result_tables(), timeline.csv where a variant has time series, report.json and manifest.json. Throws
// what OutputFolder::write throws.
void write_files(const ScenarioReport& report, OutputFolder& folder);

}  // namespace twostep::report
