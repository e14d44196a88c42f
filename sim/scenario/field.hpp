// Field: one key of a described object, and what reading and describing all objects have in common.
#pragma once

#include <concepts>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <typeindex>
#include <utility>
#include <vector>

#include "sim/scenario/bound.hpp"
#include "sim/scenario/codec.hpp"
#include "sim/scenario/schema.hpp"

namespace twostep::scenario {

// What is said about a key, whatever its type.
struct FieldText {
  std::string key;
  std::string doc;
  bool is_required = false;
  bool is_never_empty = false;
  std::vector<Bound> bounds;
  std::vector<Json> examples;
};

// The type that bounds speak of: what is in an optional, else the type itself.
template <class M>
struct BoundedType {
  using Type = M;
};
template <class M>
struct BoundedType<std::optional<M>> {
  using Type = M;
};

template <class M>
concept HasMagnitude = requires(const M& value) {
  { magnitude(value) } -> std::convertible_to<double>;
} && !std::same_as<M, bool>;

// The object that a field belongs to is passed untyped, so that all that is done with fields is compiled once, not for
// every described type: `object` is a T* of the shape's own T.
struct Field {
  FieldText text;
  std::type_index bounded_type;
  // False, with issues, when the node holds no such value.
  std::function<bool(const Node&, void* object, const FieldText&, Issues&)> read;
  std::function<std::optional<Json>(const void* object)> written;
  Json (*schema)(SchemaContext&) = nullptr;
  TypeWords (*words)() = nullptr;
};

// The part of a field's description that the schema and the table are made of.
struct FieldDescription {
  const FieldText* text = nullptr;
  Json schema;
  TypeWords words;
  std::optional<Json> default_value;
};

// An issue for every key that is none of the known ones (nor a comment, nor "$schema" at the root); false when there
// was any.
bool report_unknown_keys(const Node& object, const std::vector<std::string>& known, Issues& issues);
void report_missing_key(const Node& object, const FieldText& field, Issues& issues);
void report_empty(const Node& node, Issues& issues);

// A member that names the alternative of a choice: {"kind": "function", ...}.
struct Tag {
  std::string key;
  std::string value;
};
Json object_schema(const std::string& name, const std::string& summary, const std::vector<FieldDescription>& fields,
                   const std::optional<Tag>& tag);
ReferenceTable object_table(const std::string& name, const std::string& summary,
                            const std::vector<FieldDescription>& fields, const std::optional<Tag>& tag);

template <class M>
bool is_empty_value(const M& value) {
  if constexpr (requires { value.empty(); }) return value.empty();
  return false;
}

template <class M>
bool is_within_bounds(const M& value, const FieldText& text, const Node& node, Issues& issues) {
  if constexpr (HasMagnitude<M>) {
    return within_bounds(magnitude(value), text.bounds, node, issues);
  } else if constexpr (requires { value.has_value(); }) {
    return !value.has_value() || is_within_bounds(*value, text, node, issues);
  }
  return true;
}

template <class T, class M>
// NOLINTNEXTLINE(performance-unnecessary-value-param): they are moved from
Field make_field(std::string key, M T::* member, std::string doc, bool is_required) {
  return {
      .text = {.key = std::move(key), .doc = std::move(doc), .is_required = is_required, .bounds = {}, .examples = {}},
      .bounded_type = typeid(typename BoundedType<M>::Type),
      .read =
          [member](const Node& node, void* object, const FieldText& text, Issues& issues) {
            std::optional<M> value = Codec<M>::read(node, issues);
            if (!value || !is_within_bounds(*value, text, node, issues)) return false;
            if (text.is_never_empty && is_empty_value(*value)) {
              report_empty(node, issues);
              return false;
            }
            static_cast<T*>(object)->*member = std::move(*value);
            return true;
          },
      .written = [member](const void* object) { return Codec<M>::written(static_cast<const T*>(object)->*member); },
      .schema = &Codec<M>::schema,
      .words = &Codec<M>::words};
}

}  // namespace twostep::scenario
