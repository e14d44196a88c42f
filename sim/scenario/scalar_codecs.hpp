// Codecs of the plain JSON values: truth values, numbers, text, and a node taken as it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "sim/scenario/codec.hpp"

namespace twostep::scenario {

template <>
struct Codec<bool> {
  static std::optional<bool> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext&) { return {{"type", "boolean"}}; }
  static TypeWords words() { return {.type = "true or false", .unit = ""}; }
  static std::optional<Json> written(bool value) { return Json(value); }
};

// Whole numbers may be written as 1e6.
template <>
struct Codec<std::int64_t> {
  static std::optional<std::int64_t> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext&) { return {{"type", "integer"}}; }
  static TypeWords words() { return {.type = "whole number", .unit = ""}; }
  static std::optional<Json> written(std::int64_t value) { return Json(value); }
};

template <>
struct Codec<int> {
  static std::optional<int> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext&) { return {{"type", "integer"}}; }
  static TypeWords words() { return {.type = "whole number", .unit = ""}; }
  static std::optional<Json> written(int value) { return Json(value); }
};

template <>
struct Codec<double> {
  static std::optional<double> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext&) { return {{"type", "number"}}; }
  static TypeWords words() { return {.type = "number", .unit = ""}; }
  static std::optional<Json> written(double value) { return Json(value); }
};

template <>
struct Codec<std::string> {
  static std::optional<std::string> read(const Node& node, Issues& issues);
  static Json schema(SchemaContext&) { return {{"type", "string"}}; }
  static TypeWords words() { return {.type = "text", .unit = ""}; }
  static std::optional<Json> written(const std::string& value) { return Json(value); }
};

template <>
struct Codec<Node> {
  static std::optional<Node> read(const Node& node, Issues&) { return node; }
  static Json schema(SchemaContext&) { return Json::object(); }
  static TypeWords words() { return {.type = "any value", .unit = ""}; }
  static std::optional<Json> written(const Node& value) { return value.to_json(); }
};

}  // namespace twostep::scenario
