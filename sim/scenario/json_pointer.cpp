// JSON pointers (RFC 6901): made for places, followed in nodes.
#include <charconv>
#include <optional>

#include "sim/scenario/node.hpp"

namespace twostep::scenario {

std::string child_pointer(std::string_view parent, std::string_view key) {
  std::string pointer(parent);
  pointer += '/';
  for (const char c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

std::optional<std::string> pointer_key(std::string_view step) {
  std::string key;
  for (std::size_t i = 0; i < step.size(); ++i) {
    if (step[i] != '~') {
      key += step[i];
    } else if (i + 1 < step.size() && (step[i + 1] == '0' || step[i + 1] == '1')) {
      key += step[++i] == '0' ? '~' : '/';
    } else {
      return std::nullopt;
    }
  }
  return key;
}

namespace {

// An index without leading zeros.
std::optional<std::size_t> index_of(std::string_view step) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  const bool is_index = error == std::errc() && end == step.data() + step.size() && (step == "0" || step[0] != '0');
  return is_index ? std::optional(index) : std::nullopt;
}

const Node* child(const Node& node, std::string_view step) {
  if (node.is_array()) {
    const std::optional<std::size_t> index = index_of(step);
    return index && *index < node.items().size() ? &node.items()[*index] : nullptr;
  }
  const std::optional<std::string> key = pointer_key(step);
  return key ? node.find(*key) : nullptr;
}

}  // namespace

const Node* Node::at_pointer(std::string_view json_pointer) const {
  const Node* node = this;
  while (node != nullptr && !json_pointer.empty()) {
    if (json_pointer.front() != '/') return nullptr;
    json_pointer.remove_prefix(1);
    const std::string_view step = json_pointer.substr(0, json_pointer.find('/'));
    json_pointer.remove_prefix(step.size());
    node = child(*node, step);
  }
  return node;
}

Node* Node::at_pointer(std::string_view json_pointer) {
  return const_cast<Node*>(std::as_const(*this).at_pointer(json_pointer));  // NOLINT: this node is not const
}

}  // namespace twostep::scenario
