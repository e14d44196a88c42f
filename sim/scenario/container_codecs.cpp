#include "sim/scenario/container_codecs.hpp"

#include <fmt/format.h>

namespace twostep::scenario {

bool expect_array(const Node& node, Issues& issues) {
  if (!node.is_array()) issues.add(node, fmt::format("is {}, not a list", kind_text(node)), "write [...]");
  return node.is_array();
}

bool expect_object(const Node& node, Issues& issues) {
  if (!node.is_object()) issues.add(node, fmt::format("is {}, not an object", kind_text(node)), "write {...}");
  return node.is_object();
}

bool is_comment(std::string_view key) { return key.starts_with("//"); }

}  // namespace twostep::scenario
