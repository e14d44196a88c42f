#include "sim/scenario/bound.hpp"

#include <fmt/format.h>

namespace twostep::scenario {
namespace {

std::string shown(const Json& value) { return value.is_string() ? value.get<std::string>() : value.dump(); }

std::string_view words(Bound::Kind kind) {
  switch (kind) {
    case Bound::Kind::at_least:
      return "at least";
    case Bound::Kind::at_most:
      return "at most";
    case Bound::Kind::more_than:
      break;
  }
  return "more than";
}

bool holds(const Bound& bound, double magnitude) {
  switch (bound.kind) {
    case Bound::Kind::at_least:
      return magnitude >= bound.magnitude;
    case Bound::Kind::at_most:
      return magnitude <= bound.magnitude;
    case Bound::Kind::more_than:
      break;
  }
  return magnitude > bound.magnitude;
}

const char* keyword(Bound::Kind kind) {
  switch (kind) {
    case Bound::Kind::at_least:
      return "minimum";
    case Bound::Kind::at_most:
      return "maximum";
    case Bound::Kind::more_than:
      break;
  }
  return "exclusiveMinimum";
}

}  // namespace

std::string to_text(const std::vector<Bound>& bounds) {
  std::string text;
  for (const Bound& bound : bounds) {
    if (!text.empty()) text += " and ";
    text += fmt::format("{} {}", words(bound.kind), shown(bound.shown));
  }
  return text;
}

bool within_bounds(double magnitude, const std::vector<Bound>& bounds, const Node& node, Issues& issues) {
  for (const Bound& bound : bounds) {
    if (holds(bound, magnitude)) continue;
    const char* problem = bound.kind == Bound::Kind::at_most ? "is too large" : "is too small";
    issues.add(node, problem, fmt::format("write {}", to_text(bounds)));
    return false;
  }
  return true;
}

void add_bounds(const std::vector<Bound>& bounds, Json& schema) {
  for (const Bound& bound : bounds) {
    if (bound.shown.is_number()) schema[keyword(bound.kind)] = bound.shown;
  }
}

}  // namespace twostep::scenario
