// Trace schema: holds a timeline against the rules of its format, written down in trace_events.schema.json.
#pragma once

// The library's headers are not ours to warn about.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wnon-virtual-dtor"
#pragma GCC diagnostic ignored "-Woverloaded-virtual"
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>
#pragma GCC diagnostic pop

#include <fstream>
#include <string>

#include <nlohmann/json.hpp>

namespace twostep::tests {

// Empty when the timeline keeps every rule, else what it breaks.
inline std::string broken_trace_rules(const nlohmann::json& timeline) {
  std::ifstream file(TWOSTEP_TRACE_SCHEMA);
  const nlohmann::json rules = nlohmann::json::parse(file);
  valijson::Schema schema;
  valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(rules), schema);
  valijson::Validator validator(valijson::Validator::kStrongTypes);
  valijson::ValidationResults broken;
  if (validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(timeline), &broken)) return "";
  std::string text = "broken:";
  for (const auto& error : broken) {
    for (const std::string& step : error.context) text += step;
    text += ": " + error.description + "\n";
  }
  return text;
}

}  // namespace twostep::tests
