// Codecs of what holds other values: optional, list, named map, pair, pointer, and a value with its place.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/schema.hpp"

namespace twostep::scenario {

// An object used as a map: names in the order in which they were written. Keys that start with "//" are comments.
template <class T>
using Named = std::vector<std::pair<std::string, T>>;

// A value, and where it was written, for checks that are made later.
template <class T>
struct Located {
  T value{};
  Place place;
};

// False, with an issue, when the node is no array (no object).
bool expect_array(const Node& node, Issues& issues);
bool expect_object(const Node& node, Issues& issues);
bool is_comment(std::string_view key);

// One value, or a list of them.
template <class T>
struct OneOrMore {
  std::vector<T> all{};
};

template <class T>
struct Codec<OneOrMore<T>> {
  static std::optional<OneOrMore<T>> read(const Node& node, Issues& issues) {
    if (node.is_array()) {
      std::optional<std::vector<T>> all = Codec<std::vector<T>>::read(node, issues);
      if (all && all->empty()) issues.add(node, "is an empty list", "give at least one");
      if (!all || all->empty()) return std::nullopt;
      return OneOrMore<T>{std::move(*all)};
    }
    std::optional<T> one = Codec<T>::read(node, issues);
    if (!one) return std::nullopt;
    OneOrMore<T> value;
    value.all.push_back(std::move(*one));
    return value;
  }
  static Json schema(SchemaContext& context) {
    Json list = Codec<std::vector<T>>::schema(context);
    list["minItems"] = 1;
    return {{"anyOf", Json::array({Codec<T>::schema(context), std::move(list)})}};
  }
  static TypeWords words() {
    const TypeWords one = Codec<T>::words();
    return {.type = one.type + ", or a list of them", .unit = one.unit};
  }
  static std::optional<Json> written(const OneOrMore<T>& value) {
    return value.all.size() == 1 ? Codec<T>::written(value.all.front()) : Codec<std::vector<T>>::written(value.all);
  }
};

template <class T>
struct Codec<std::optional<T>> {
  static std::optional<std::optional<T>> read(const Node& node, Issues& issues) {
    std::optional<T> value = Codec<T>::read(node, issues);
    if (!value) return std::nullopt;
    return std::optional<std::optional<T>>(std::in_place, std::move(value));
  }
  static Json schema(SchemaContext& context) { return Codec<T>::schema(context); }
  static TypeWords words() { return Codec<T>::words(); }
  static std::optional<Json> written(const std::optional<T>& value) {
    return value ? Codec<T>::written(*value) : std::nullopt;
  }
};

template <class T>
struct Codec<std::vector<T>> {
  static std::optional<std::vector<T>> read(const Node& node, Issues& issues) {
    if (!expect_array(node, issues)) return std::nullopt;
    std::vector<T> values;
    values.reserve(node.items().size());
    for (const Node& item : node.items()) {
      if (std::optional<T> value = Codec<T>::read(item, issues)) values.push_back(std::move(*value));
    }
    if (values.size() != node.items().size()) return std::nullopt;
    return values;
  }
  static Json schema(SchemaContext& context) {
    return {{"type", "array"}, {"items", or_parameter(Codec<T>::schema(context))}};
  }
  static TypeWords words() {
    return {.type = std::string("list of ").append(Codec<T>::words().type), .unit = Codec<T>::words().unit};
  }
  static std::optional<Json> written(const std::vector<T>& values) {
    Json json = Json::array();
    for (const T& value : values) {
      std::optional<Json> item = Codec<T>::written(value);
      if (!item) return std::nullopt;
      json.push_back(std::move(*item));
    }
    return json;
  }
};

template <class T>
struct Codec<std::vector<std::pair<std::string, T>>> {
  static std::optional<Named<T>> read(const Node& node, Issues& issues) {
    if (!expect_object(node, issues)) return std::nullopt;
    Named<T> values;
    bool good = true;
    for (const auto& [name, member] : node.members()) {
      if (is_comment(name)) continue;
      std::optional<T> value = Codec<T>::read(member, issues);
      good = good && value.has_value();
      if (value) values.emplace_back(name, std::move(*value));
    }
    if (!good) return std::nullopt;
    return values;
  }
  static Json schema(SchemaContext& context) {
    return {{"type", "object"},
            {"patternProperties", {{"^//", Json::object()}}},
            {"additionalProperties", or_parameter(Codec<T>::schema(context))}};
  }
  static TypeWords words() { return {.type = Codec<T>::words().type + " by name", .unit = Codec<T>::words().unit}; }
  static std::optional<Json> written(const Named<T>& values) {
    Json json = Json::object();
    for (const auto& [name, value] : values) {
      std::optional<Json> member = Codec<T>::written(value);
      if (!member) return std::nullopt;
      json[name] = std::move(*member);
    }
    return json;
  }
};

// A list of two.
template <class A, class B>
struct Codec<std::pair<A, B>> {
  static std::optional<std::pair<A, B>> read(const Node& node, Issues& issues) {
    if (!expect_array(node, issues)) return std::nullopt;
    if (node.items().size() != 2) {
      issues.add(node, "has " + std::to_string(node.items().size()) + " elements", "write exactly two");
      return std::nullopt;
    }
    std::optional<A> first = Codec<A>::read(node.items()[0], issues);
    std::optional<B> second = Codec<B>::read(node.items()[1], issues);
    if (!first || !second) return std::nullopt;
    return std::pair<A, B>(std::move(*first), std::move(*second));
  }
  static Json schema(SchemaContext& context) {
    return {{"type", "array"},
            {"items", Json::array({or_parameter(Codec<A>::schema(context)), or_parameter(Codec<B>::schema(context))})},
            {"minItems", 2},
            {"maxItems", 2}};
  }
  static TypeWords words() {
    const std::string first = Codec<A>::words().type;
    const std::string second = Codec<B>::words().type;
    return {.type = "[" + first + ", " + second + "]", .unit = ""};
  }
  static std::optional<Json> written(const std::pair<A, B>& value) {
    std::optional<Json> first = Codec<A>::written(value.first);
    std::optional<Json> second = Codec<B>::written(value.second);
    if (!first || !second) return std::nullopt;
    return Json::array({std::move(*first), std::move(*second)});
  }
};

template <class T>
struct Codec<std::unique_ptr<T>> {
  static std::optional<std::unique_ptr<T>> read(const Node& node, Issues& issues) {
    std::optional<T> value = Codec<T>::read(node, issues);
    if (!value) return std::nullopt;
    return std::make_unique<T>(std::move(*value));
  }
  static Json schema(SchemaContext& context) { return Codec<T>::schema(context); }
  static TypeWords words() { return Codec<T>::words(); }
  static std::optional<Json> written(const std::unique_ptr<T>& value) {
    return value ? Codec<T>::written(*value) : std::nullopt;
  }
};

template <class T>
struct Codec<Located<T>> {
  static std::optional<Located<T>> read(const Node& node, Issues& issues) {
    std::optional<T> value = Codec<T>::read(node, issues);
    if (!value) return std::nullopt;
    return Located<T>{.value = std::move(*value), .place = node.place()};
  }
  static Json schema(SchemaContext& context) { return Codec<T>::schema(context); }
  static TypeWords words() { return Codec<T>::words(); }
  static std::optional<Json> written(const Located<T>& value) { return Codec<T>::written(value.value); }
};

}  // namespace twostep::scenario
