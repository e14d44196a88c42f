#include "sim/scenario/field.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/container_codecs.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::scenario {
namespace {

std::string full_doc(const FieldText& field) {
  return field.bounds.empty() ? field.doc : fmt::format("{} ({})", field.doc, to_text(field.bounds));
}

// A default that says something: an empty text or list is only absence.
bool is_worth_showing(const std::optional<Json>& value) {
  return value && !value->is_null() && !(value->is_string() && value->get<std::string>().empty()) &&
         !(value->is_structured() && value->empty());
}

Json property_schema(const FieldDescription& field) {
  Json value = field.schema;
  add_bounds(field.text->bounds, value);
  if (field.text->is_never_empty) {
    const Json type = value.value("type", Json());
    value[type == "array" ? "minItems" : type == "object" ? "minProperties" : "minLength"] = 1;
  }
  Json property = or_parameter(value);
  property["description"] = full_doc(*field.text);
  if (is_worth_showing(field.default_value)) property["default"] = *field.default_value;
  if (!field.text->examples.empty()) property["examples"] = field.text->examples;
  return property;
}

}  // namespace

bool report_unknown_keys(const Node& object, const std::vector<std::string>& known, Issues& issues) {
  std::vector<std::string> unused;
  for (const std::string& key : known) {
    if (object.find(key) == nullptr) unused.push_back(key);
  }
  bool good = true;
  for (const auto& [key, value] : object.members()) {
    if (is_comment(key) || std::ranges::find(known, key) != known.end()) continue;
    if (key == "$schema" && object.place().pointer.empty()) continue;
    // A key that is there already is not what was meant, unless no other is near.
    const bool is_near = !nearest_word(key, unused).empty();
    issues.add(value.place(), in_quotes(key), "is not known here", suggestion(key, is_near ? unused : known));
    good = false;
  }
  return good;
}

void report_missing_key(const Node& object, const FieldText& field, Issues& issues) {
  issues.add(object.place(), "", fmt::format("the key {} is missing", in_quotes(field.key)),
             fmt::format("add {}: {}", in_quotes(field.key), full_doc(field)));
}

void report_empty(const Node& node, Issues& issues) { issues.add(node, "is empty", "write at least one"); }

Json object_schema(const std::string& name, const std::string& summary, const std::vector<FieldDescription>& fields,
                   const std::optional<Tag>& tag) {
  Json properties = Json::object();
  Json required = Json::array();
  if (tag) {
    properties[tag->key] = {{"const", tag->value}};
    required.push_back(tag->key);
  }
  for (const FieldDescription& field : fields) {
    properties[field.text->key] = property_schema(field);
    if (field.text->is_required) required.push_back(field.text->key);
  }
  Json schema = {{"title", name}, {"description", summary}, {"type", "object"}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = std::move(required);
  schema["patternProperties"] = {{"^//", Json::object()}};
  schema["additionalProperties"] = false;
  return schema;
}

ReferenceTable object_table(const std::string& name, const std::string& summary,
                            const std::vector<FieldDescription>& fields, const std::optional<Tag>& tag) {
  ReferenceTable table{.name = name, .summary = summary, .rows = {}};
  if (tag) {
    table.rows.push_back({.key = tag->key,
                          .type = "\"" + tag->value + "\"",
                          .unit = "",
                          .default_value = "",
                          .required = true,
                          .doc = "Says that this is a " + name + "."});
  }
  for (const FieldDescription& field : fields) {
    table.rows.push_back({.key = field.text->key,
                          .type = field.words.type,
                          .unit = field.words.unit,
                          .default_value = is_worth_showing(field.default_value) ? field.default_value->dump() : "",
                          .required = field.text->is_required,
                          .doc = full_doc(*field.text)});
  }
  return table;
}

}  // namespace twostep::scenario
