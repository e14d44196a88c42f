#include "sim/scenario/enum_codec.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/scenario/nearest_word.hpp"

namespace twostep::scenario {

std::optional<std::size_t> read_word(const Node& node, const std::vector<std::string>& words, Issues& issues) {
  if (!node.is_string()) {
    issues.add(node, fmt::format("is {}, not a word", kind_text(node)), fmt::format("use one of {}", list_of(words)));
    return std::nullopt;
  }
  const auto found = std::ranges::find(words, node.as_string());
  if (found == words.end()) {
    issues.add(node, "is not known here", suggestion(node.as_string(), words));
    return std::nullopt;
  }
  return static_cast<std::size_t>(found - words.begin());
}

Json words_schema(const std::vector<std::string>& words, const std::vector<std::string>& docs) {
  std::string description;
  for (std::size_t i = 0; i < words.size(); ++i) {
    description += fmt::format("{}{}: {}", i == 0 ? "" : "\n", words[i], docs[i]);
  }
  return {{"type", "string"}, {"enum", words}, {"description", description}};
}

}  // namespace twostep::scenario
