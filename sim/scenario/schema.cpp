#include "sim/scenario/schema.hpp"

#include <algorithm>
#include <stdexcept>

namespace twostep::scenario {
namespace {

// As parameter_name() takes it.
constexpr const char* parameter_pattern = "^\\$[A-Za-z_][A-Za-z0-9_-]*$";

Json parameter_definition() {
  return {{"title", "parameter"},
          {"description", "The value of a parameter of this scenario, by name."},
          {"type", "string"},
          {"pattern", parameter_pattern}};
}

// Any string is allowed already: a parameter's name is one too.
bool takes_any_string(const Json& schema) {
  if (schema.empty()) return true;
  return schema.value("type", Json()) == "string" && !schema.contains("pattern") && !schema.contains("enum");
}

}  // namespace

Json SchemaContext::define(const std::string& name, std::type_index type, const std::function<Json()>& make) {
  Json reference = {{"$ref", "#/definitions/" + name}};
  const auto same_name = std::ranges::find(definitions_, name, &Definition::name);
  if (same_name != definitions_.end()) {
    if (same_name->type != type) throw std::logic_error("two types are described by the name " + name);
    return reference;
  }
  const std::size_t index = definitions_.size();
  definitions_.push_back({.name = name, .type = type, .schema = Json()});
  definitions_[index].schema = make();
  return reference;
}

Json SchemaContext::definitions() const {
  Json all = Json::object();
  all["parameter"] = parameter_definition();
  for (const Definition& definition : definitions_) all[definition.name] = definition.schema;
  return all;
}

Json or_parameter(const Json& schema) {
  if (takes_any_string(schema)) return schema;
  return {{"anyOf", Json::array({schema, {{"$ref", "#/definitions/parameter"}}})}};
}

Json schema_document(const Json& root, const SchemaContext& context) {
  Json definitions = context.definitions();
  Json document = {{"$schema", "http://json-schema.org/draft-07/schema#"}};
  // The root stands at the top itself: beside a $ref no other word of the schema would count.
  const std::string reference = root.value("$ref", "");
  const std::string name = reference.substr(reference.find_last_of('/') + 1);
  Json top = reference.empty() ? root : definitions.at(name);
  if (top.contains("properties")) top["properties"]["$schema"] = {{"type", "string"}};
  document.update(top);
  if (!reference.empty()) definitions.erase(name);
  document["definitions"] = std::move(definitions);
  return document;
}

}  // namespace twostep::scenario
