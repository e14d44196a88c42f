// report.json and manifest.json: a report for programs, and what it was made from.
#pragma once

#include <nlohmann/json.hpp>

#include "sim/report/scenario_report.hpp"

namespace twostep::report {

// All that the tables show, with the scenario as it was run. An infinite deviation is null.
[[nodiscard]] nlohmann::ordered_json to_json(const ScenarioReport& report);

// What was run, with which versions. Neither holds the time of day, a path, or the machine's name: the same seed gives
// the same bytes.
[[nodiscard]] nlohmann::ordered_json manifest_of(const ScenarioReport& report);

}  // namespace twostep::report
