// Trace schema: holds a timeline against the rules of its format, written down in trace_events.schema.json.
#pragma once

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

#include "tests/json_schema.hpp"

namespace twostep::tests {

// Empty when the timeline keeps every rule, else what it breaks.
inline std::string broken_trace_rules(const nlohmann::json& timeline) {
  std::ifstream file(TWOSTEP_TRACE_SCHEMA);
  return JsonSchema(nlohmann::json::parse(file)).broken_by(timeline);
}

}  // namespace twostep::tests
