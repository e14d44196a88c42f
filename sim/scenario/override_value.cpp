#include "sim/scenario/override_value.hpp"

#include <memory>
#include <string>

#include "sim/scenario/document.hpp"
#include "sim/scenario/utf8.hpp"

namespace twostep::scenario {

Place override_place(const Override& change) {
  return {.file = std::make_shared<const std::string>("--set"),
          .line = 0,
          .pointer = change.target.starts_with('/') ? change.target : ""};
}

std::optional<Node> override_value(const Override& change, Issues& issues) {
  Issues json_issues;
  const std::optional<Node> json = parse_document(change.value, "--set", json_issues);
  if (json && json_issues.empty()) return json->moved_to(override_place(change), "");
  const bool looks_like_json = change.value.find_first_of("{[\"") == 0;
  if (looks_like_json || first_broken_byte(change.value) || change.value.size() > largest_document) {
    const std::string reason = json_issues.all().front().problem;
    issues.add(override_place(change), escaped(change.target) + "=" + escaped(change.value, 60), reason,
               "write JSON, or plain text without quotes");
    return std::nullopt;
  }
  return Node::string(change.value, override_place(change));
}

}  // namespace twostep::scenario
