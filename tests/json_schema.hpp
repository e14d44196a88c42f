// JsonSchema: a JSON Schema (draft-07) as a validator that is not ours reads it.
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

#include <string>
#include <utility>

#include <nlohmann/json.hpp>

namespace twostep::tests {

class JsonSchema {
 public:
  explicit JsonSchema(nlohmann::json schema) : json_(std::move(schema)) {
    valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(json_), schema_);
  }

  // Empty when the document keeps every rule, else what it breaks.
  [[nodiscard]] std::string broken_by(const nlohmann::json& document) const {
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    valijson::ValidationResults broken;
    if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), &broken)) return "";
    std::string text = "broken:";
    for (const auto& error : broken) {
      for (const std::string& step : error.context) text += step;
      text += ": " + error.description + "\n";
    }
    return text;
  }
  [[nodiscard]] bool accepts(const nlohmann::json& document) const {
    valijson::Validator validator(valijson::Validator::kStrongTypes);
    return validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), nullptr);
  }

 private:
  nlohmann::json json_;
  valijson::Schema schema_;
};

}  // namespace twostep::tests
