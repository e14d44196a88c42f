// Nodes as text, for messages.
#include <fmt/format.h>

#include "sim/scenario/issues.hpp"
#include "sim/scenario/node.hpp"

namespace twostep::scenario {
namespace {

// Appends the node's JSON until the text is longer than the limit.
void append_text(const Node& node, std::size_t limit, std::string& text) {
  if (text.size() > limit) return;
  if (node.is_string()) {
    text += in_quotes(node.as_string(), limit);
  } else if (node.is_array()) {
    text += '[';
    for (const Node& item : node.items()) {
      if (&item != node.items().data()) text += ", ";
      append_text(item, limit, text);
      if (text.size() > limit) return;
    }
    text += ']';
  } else if (node.is_object()) {
    text += '{';
    for (const auto& [key, value] : node.members()) {
      if (&key != &node.members().front().first) text += ", ";
      text += in_quotes(key, limit) + ": ";
      append_text(value, limit, text);
      if (text.size() > limit) return;
    }
    text += '}';
  } else if (node.is_null() || node.is_bool()) {
    text += node.is_null() ? "null" : node.as_bool() ? "true" : "false";
  } else {
    text += node.is_integer() ? fmt::format("{}", node.as_integer()) : fmt::format("{}", node.as_number());
  }
}

}  // namespace

std::string short_text(const Node& node, std::size_t limit) {
  if (node.is_string()) return in_quotes(node.as_string(), limit);
  std::string text;
  append_text(node, limit, text);
  if (text.size() <= limit) return text;
  std::size_t end = limit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

std::string_view kind_text(const Node& node) {
  switch (node.kind()) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::boolean:
      return "true or false";
    case Node::Kind::integer:
    case Node::Kind::number:
      return "a number";
    case Node::Kind::string:
      return "a string";
    case Node::Kind::array:
      return "a list";
    case Node::Kind::object:
      break;
  }
  return "an object";
}

}  // namespace twostep::scenario
