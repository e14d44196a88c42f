// What the tests of the scenario reader share: documents from text, and issues as lines.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/scenario/document.hpp"
#include "sim/scenario/shape.hpp"

namespace twostep::scenario {

inline std::vector<std::string> lines_of(const Issues& issues) {
  std::vector<std::string> lines;
  for (const ValidationIssue& issue : issues.all()) lines.push_back(to_text(issue));
  return lines;
}

using Lines = std::vector<std::string>;

// A document without an issue, called f.json.
inline Node parsed(const std::string& text) {
  Issues issues;
  std::optional<Node> node = parse_document(text, "f.json", issues);
  REQUIRE(lines_of(issues) == Lines{});
  REQUIRE(node.has_value());
  return *node;
}

// What is wrong with a document as JSON.
inline Lines problems(const std::string& text) {
  Issues issues;
  static_cast<void>(parse_document(text, "f.json", issues));
  return lines_of(issues);
}

// A T without an issue.
template <class T>
T good(const std::string& text) {
  Issues issues;
  std::optional<T> value = read<T>(parsed(text), issues);
  REQUIRE(lines_of(issues) == Lines{});
  REQUIRE(value.has_value());
  return std::move(*value);
}

// What is wrong with a document as a T; nothing may come of it then.
template <class T>
Lines problems_as(const std::string& text) {
  Issues issues;
  const std::optional<T> value = read<T>(parsed(text), issues);
  REQUIRE(value.has_value() == issues.empty());
  return lines_of(issues);
}

}  // namespace twostep::scenario
