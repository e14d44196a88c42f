// ShapeCore: what a shape does that does not depend on the described type.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/field.hpp"

namespace twostep::scenario {

// Objects are passed untyped; the shape that holds this core knows their type.
struct ShapeCore {
  std::string name;
  std::string summary;
  std::vector<Field> fields;
  std::string short_form;  // the one field that a node which is no object is read as; empty: none

  // Throws std::logic_error when there is no field.
  [[nodiscard]] Field& last();
  [[nodiscard]] bool has_key(const std::string& key) const;
  // Adds a bound to the field named last; throws std::logic_error when it is of another type.
  void add_bound(Bound bound, std::type_index type, bool is_plain_number);
  // Fills the object's fields; false, with issues, when anything is wrong. `tag_key` is one more key that may stand
  // there.
  bool read(const Node& node, void* object, Issues& issues, const std::string& tag_key) const;
  [[nodiscard]] Json schema(SchemaContext& context, const std::optional<Tag>& tag, const void* defaults) const;
  [[nodiscard]] std::optional<Json> written(const void* object, const void* defaults) const;

 private:
  [[nodiscard]] const Field& short_field() const;
  bool read_fields(const Node& node, void* object, Issues& issues) const;
};

}  // namespace twostep::scenario
