// Codec<T>: how a value of type T is read from a scenario, written back, and described in the schema and the reference
// tables.
//
// There are codecs for numbers, text, quantities, containers, and for whatever is described by a shape_of, choice_of or
// names_of beside it. A type of another form gets its own specialisation with the same four members.
#pragma once

#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::scenario {

using Json = nlohmann::ordered_json;

class SchemaContext;

// Tag by which shape_of, choice_of and names_of are found beside the type they describe (argument-dependent lookup).
// Declare them in the type's own header and namespace, before the type is first used in a description.
template <class T>
struct Describe {};

// A type in words, for reference tables: {"duration", "ns, us, ms, s, min, h or d"}.
struct TypeWords {
  std::string type;
  std::string unit;  // empty where there is none
};

template <class T>
struct Codec {
  static_assert(sizeof(T) == 0, "T has no shape_of, choice_of or names_of beside it and no Codec of its own");
  // The value; or nullopt, and then issues say everything that is wrong with it.
  static std::optional<T> read(const Node& node, Issues& issues);
  // JSON Schema (draft-07) of what read() takes.
  static Json schema(SchemaContext& context);
  static TypeWords words();
  // As one would write the value in a scenario: read() gives it back. nullopt when it cannot be written.
  static std::optional<Json> written(const T& value);
};

template <class T>
std::optional<T> read(const Node& node, Issues& issues) {
  return Codec<T>::read(node, issues);
}

template <class T>
Json schema_of(SchemaContext& context) {
  return Codec<T>::schema(context);
}

template <class T>
std::optional<Json> written(const T& value) {
  return Codec<T>::written(value);
}

}  // namespace twostep::scenario
