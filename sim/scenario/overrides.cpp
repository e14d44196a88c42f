// Overrides by JSON pointer, from the command line.
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/nearest_word.hpp"
#include "sim/scenario/override_value.hpp"
#include "sim/scenario/parameters.hpp"

namespace twostep::scenario {
namespace {

std::vector<std::string> children_of(const Node& node) {
  std::vector<std::string> names;
  for (const auto& [key, value] : node.members()) names.push_back(child_pointer("", key).substr(1));
  for (std::size_t i = 0; i < node.items().size(); ++i) names.push_back(std::to_string(i));
  return names;
}

// Says which step of the pointer leads nowhere.
void report_no_such_place(const Node& document, const Override& change, Issues& issues) {
  const std::string_view target = change.target;
  std::string_view there;  // the longest part of the pointer that exists
  for (std::size_t at = target.find('/', 1); at != std::string_view::npos; at = target.find('/', at + 1)) {
    if (document.at_pointer(target.substr(0, at)) == nullptr) break;
    there = target.substr(0, at);
  }
  const Node& last = *document.at_pointer(there);
  const std::string_view rest = target.substr(there.size() + 1);
  const std::string_view step = rest.substr(0, rest.find('/'));
  const std::string where = there.empty() ? "the scenario" : fmt::format("{} ({})", escaped(there), kind_text(last));
  issues.add(override_place(change), "", fmt::format("{} has no {}", where, in_quotes(step)),
             suggestion(step, children_of(last)));
}

void apply(Node& document, const Override& change, Issues& issues) {
  std::optional<Node> value = override_value(change, issues);
  if (!value) return;
  if (Node* present = document.at_pointer(change.target)) {
    *present = std::move(*value);
    return;
  }
  const std::size_t last = change.target.rfind('/');
  Node* parent = document.at_pointer(std::string_view(change.target).substr(0, last));
  const std::optional<std::string> key = pointer_key(std::string_view(change.target).substr(last + 1));
  if (parent != nullptr && parent->is_object() && key) {
    parent->set(*key, std::move(*value));
  } else {
    report_no_such_place(document, change, issues);
  }
}

}  // namespace

Node with_overrides(Node document, std::span<const Override> overrides, Issues& issues) {
  for (const Override& change : overrides) {
    if (change.target.starts_with('/')) apply(document, change, issues);
  }
  return document;
}

}  // namespace twostep::scenario
