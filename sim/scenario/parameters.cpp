#include "sim/scenario/parameters.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/container_codecs.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/nearest_word.hpp"
#include "sim/scenario/override_value.hpp"

namespace twostep::scenario {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '-'; }
bool is_name(std::string_view text) {
  return !text.empty() && is_letter(text.front()) && std::ranges::all_of(text, is_name_character);
}

// How many values a node holds, and how deeply.
struct Extent {
  std::size_t values = 0;
  std::size_t path_length = 0;  // of all pointers below the node's own
  int depth = 0;
};

Extent extent_of(const Node& node, std::size_t root_path) {
  Extent extent{.values = 1, .path_length = node.place().pointer.size() - root_path, .depth = 0};
  const auto add = [&](const Node& part) {
    const Extent inner = extent_of(part, root_path);
    extent.values += inner.values;
    extent.path_length += inner.path_length;
    extent.depth = std::max(extent.depth, inner.depth + 1);
  };
  for (const Node& item : node.items()) add(item);
  for (const auto& [key, value] : node.members()) add(value);
  return extent;
}

struct Parameter {
  Node value;
  Extent extent;
};

// The value in {"value": ..., "note": ...}, or the node itself.
const Node& value_in(const Node& declaration) {
  const Node* value = declaration.find("value");
  return value == nullptr ? declaration : *value;
}

// Replaces names by values, within bounds for how large the document may grow.
class Substitution {
 public:
  Substitution(std::vector<std::string> names, Issues& issues) : names_(std::move(names)), issues_(issues) {}

  void define(const std::string& name, Node value) {
    const Extent extent = extent_of(value, value.place().pointer.size());
    known_.insert_or_assign(name, Parameter{.value = std::move(value), .extent = extent});
  }

  Node apply(const Node& node, int depth) {
    if (is_full_) return node;
    if (node.is_string()) {
      const std::string_view name = parameter_name(node.as_string());
      return name.empty() ? node : value_of(std::string(name), node, depth);
    }
    if (node.is_array()) {
      Node result = Node::array(node.place());
      for (const Node& item : node.items()) result.push(apply(item, depth + 1));
      return result;
    }
    if (!node.is_object()) return node;
    Node result = Node::object(node.place());
    for (const auto& [key, value] : node.members()) {
      result.append(key, is_comment(key) ? value : apply(value, depth + 1));
    }
    return result;
  }

 private:
  Node value_of(const std::string& name, const Node& use, int depth) {
    const auto found = known_.find(name);
    if (found == known_.end()) {
      const bool is_declared = std::ranges::find(names_, name) != names_.end();
      issues_.add(
          use, is_declared ? "is used before it is declared" : "is no parameter of this scenario",
          is_declared ? fmt::format("declare {} before this parameter", in_quotes(name)) : suggestion(name, names_));
      return use;
    }
    const Extent& extent = found->second.extent;
    // As the reader of documents counts: a value is one, and 64 characters of path are one more.
    cost_ += extent.values + (extent.values * use.place().pointer.size() + extent.path_length) / 64;
    if (cost_ > most_values || depth + extent.depth > deepest_nesting) {
      is_full_ = true;
      issues_.add(
          use, "makes the scenario too large",
          fmt::format("with its parameters it may hold {} values, nested {} deep", most_values, deepest_nesting));
      return use;
    }
    return found->second.value.moved_to(use.place(), name);
  }

  std::vector<std::string> names_;  // every declared one, for messages
  Issues& issues_;
  std::map<std::string, Parameter> known_;
  std::size_t cost_ = 0;
  bool is_full_ = false;
};

std::vector<std::string> declared_names(const Node* parameters, Issues& issues) {
  std::vector<std::string> names;
  if (parameters == nullptr || !expect_object(*parameters, issues)) return names;
  for (const auto& [name, declaration] : parameters->members()) {
    if (is_comment(name)) continue;
    names.push_back(name);
    if (!is_name(name)) {
      issues.add(declaration.place(), in_quotes(name), "cannot be the name of a parameter",
                 "use letters, digits, - and _, beginning with a letter");
    }
  }
  return names;
}

void report_undeclared(const Node* variant_parameters, std::span<const Override> overrides,
                       const std::vector<std::string>& names, Issues& issues) {
  const auto is_declared = [&](const std::string& name) { return std::ranges::find(names, name) != names.end(); };
  if (variant_parameters != nullptr && expect_object(*variant_parameters, issues)) {
    for (const auto& [name, value] : variant_parameters->members()) {
      if (is_comment(name) || is_declared(name)) continue;
      issues.add(value.place(), in_quotes(name), "is no parameter of this scenario", suggestion(name, names));
    }
  }
  for (const Override& change : overrides) {
    if (change.target.starts_with('/') || is_declared(change.target)) continue;
    issues.add(override_place(change), in_quotes(change.target), "is no parameter of this scenario",
               suggestion(change.target, names));
  }
}

// What the parameter is set to: by the last override of it, else by the variant, else where it is declared.
Node chosen_value(const std::string& name, const Node& declaration, const Node* variant_parameters,
                  std::span<const Override> overrides, Issues& issues) {
  const Override* last = nullptr;
  for (const Override& change : overrides) {
    if (change.target == name) last = &change;
  }
  if (last != nullptr) {
    if (std::optional<Node> value = override_value(*last, issues)) return std::move(*value);
  }
  const Node* of_variant = variant_parameters == nullptr ? nullptr : variant_parameters->find(name);
  return value_in(of_variant == nullptr ? declaration : *of_variant);
}

Node with_value(const Node& declaration, Node value) {
  if (declaration.find("value") == nullptr) return value;
  Node result = declaration;
  result.set("value", std::move(value));
  return result;
}

}  // namespace

Node with_parameters_set(Node document, std::span<const Override> overrides) {
  Issues told_before;
  for (const Override& change : overrides) {
    const std::optional<Node> value = override_value(change, told_before);
    Node* declared = document.at_pointer("/parameters");
    if (change.target.starts_with('/') || !value || declared == nullptr) continue;
    const Node* declaration = declared->find(change.target);
    if (declaration == nullptr) continue;
    declared->set(change.target, with_value(*declaration, *value));
    const Node* variants = document.find("variants");
    if (variants == nullptr || !variants->is_object()) continue;
    Node changed = Node::object(variants->place());
    for (const auto& [name, variant] : variants->members()) {
      Node copy = variant;
      Node* own = copy.at_pointer("/parameters");
      if (own != nullptr && own->find(change.target) != nullptr) own->set(change.target, *value);
      changed.append(name, std::move(copy));
    }
    document.set("variants", std::move(changed));
  }
  return document;
}

std::string_view parameter_name(std::string_view text) {
  if (!text.starts_with('$') || !is_name(text.substr(1))) return {};
  return text.substr(1);
}

Node with_parameters_substituted(const Node& document, const Node* variant_parameters,
                                 std::span<const Override> overrides, Issues& issues) {
  if (!document.is_object()) return document;
  const Node* parameters = document.find("parameters");
  const std::vector<std::string> names = declared_names(parameters, issues);
  report_undeclared(variant_parameters, overrides, names, issues);
  Substitution substitution(names, issues);
  Node resolved = Node::object(parameters == nullptr ? document.place() : parameters->place());
  if (parameters != nullptr) {
    for (const auto& [name, declaration] : parameters->members()) {
      if (is_comment(name)) continue;
      Node value = substitution.apply(chosen_value(name, declaration, variant_parameters, overrides, issues), 2);
      substitution.define(name, value);
      resolved.append(name, with_value(declaration, std::move(value)));
    }
  }
  Node result = Node::object(document.place());
  for (const auto& [key, value] : document.members()) {
    if (key == "parameters") {
      result.append(key, parameters->is_object() ? resolved : value);
    } else {
      result.append(key, is_comment(key) ? value : substitution.apply(value, 1));
    }
  }
  return result;
}

}  // namespace twostep::scenario
