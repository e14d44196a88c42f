#include "sim/scenario/shape_core.hpp"

#include <algorithm>
#include <stdexcept>

#include "sim/scenario/container_codecs.hpp"

namespace twostep::scenario {

Field& ShapeCore::last() {
  if (fields.empty()) throw std::logic_error("a shape without a field: " + name);
  return fields.back();
}

bool ShapeCore::has_key(const std::string& key) const {
  return std::ranges::any_of(fields, [&](const Field& field) { return field.text.key == key; });
}

void ShapeCore::add_bound(Bound bound, std::type_index type, bool is_plain_number) {
  const auto is_number = [](std::type_index t) {
    return t == typeid(int) || t == typeid(std::int64_t) || t == typeid(double);
  };
  Field& field = last();
  if (field.bounded_type != type && !(is_number(field.bounded_type) && is_plain_number)) {
    throw std::logic_error("a bound of another type than " + name + "." + field.text.key);
  }
  field.text.bounds.push_back(std::move(bound));
}

const Field& ShapeCore::short_field() const {
  return *std::ranges::find_if(fields, [&](const Field& field) { return field.text.key == short_form; });
}

bool ShapeCore::read_fields(const Node& node, void* object, Issues& issues) const {
  bool good = true;
  for (const Field& field : fields) {
    if (const Node* member = node.find(field.text.key)) {
      good = field.read(*member, object, field.text, issues) && good;
    } else if (field.text.is_required) {
      report_missing_key(node, field.text, issues);
      good = false;
    }
  }
  return good;
}

bool ShapeCore::read(const Node& node, void* object, Issues& issues, const std::string& tag_key) const {
  if (!node.is_object() && !short_form.empty()) {
    const Field& field = short_field();
    return field.read(node, object, field.text, issues);
  }
  if (!expect_object(node, issues)) return false;
  std::vector<std::string> known;
  if (!tag_key.empty()) known.push_back(tag_key);
  for (const Field& field : fields) known.push_back(field.text.key);
  const bool all_known = report_unknown_keys(node, known, issues);
  return read_fields(node, object, issues) && all_known;
}

Json ShapeCore::schema(SchemaContext& context, const std::optional<Tag>& tag, const void* defaults) const {
  std::vector<FieldDescription> descriptions;
  for (const Field& field : fields) {
    descriptions.push_back({.text = &field.text,
                            .schema = field.schema(context),
                            .words = field.words(),
                            .default_value = field.text.is_required ? std::nullopt : field.written(defaults)});
  }
  context.add_table(object_table(name, summary, descriptions, tag));
  Json object = object_schema(name, summary, descriptions, tag);
  if (short_form.empty()) return object;
  return {{"title", name}, {"description", summary}, {"anyOf", Json::array({short_field().schema(context), object})}};
}

std::optional<Json> ShapeCore::written(const void* object, const void* defaults) const {
  Json json = Json::object();
  for (const Field& field : fields) {
    std::optional<Json> member = field.written(object);
    if (!member && field.text.is_required) return std::nullopt;
    if (!member || (!field.text.is_required && member == field.written(defaults))) continue;
    json[field.text.key] = std::move(*member);
  }
  return json;
}

}  // namespace twostep::scenario
