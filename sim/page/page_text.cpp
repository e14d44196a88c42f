#include "sim/page/page_text.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"

namespace twostep::page {

namespace {

using nlohmann::ordered_json;

constexpr std::size_t label_width = 40;
// First strong isolate and pop directional isolate (Unicode Standard Annex 9): the text between has its own direction.
constexpr std::string_view isolate = "\u2068";
constexpr std::string_view end_isolate = "\u2069";

std::string escape(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '&':
        safe += "&amp;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

}  // namespace

std::string shown(std::string_view text, std::size_t width) { return report::shortened(text, width); }

std::string isolated(std::string_view shown_text) { return fmt::format("{}{}{}", isolate, shown_text, end_isolate); }

std::vector<std::string> unique_labels(const std::vector<std::string>& names) {
  std::vector<std::string> labels;
  std::set<std::string> taken;
  for (const std::string& name : names) {
    const std::string label = name.empty() ? "(no name)" : shown(name, label_width);
    std::string unique = label;
    for (int number = 2; !taken.insert(unique).second; ++number) unique = fmt::format("{} ({})", label, number);
    labels.push_back(unique);
  }
  return labels;
}

std::string html_text(std::string_view text) {
  return replaced(replaced(escape(text), isolate, "<bdi>"), end_isolate, "</bdi>");
}

std::string html_attribute(std::string_view text) { return escape(text); }

std::string script_json(const ordered_json& json) {
  const std::string ascii = json.dump(-1, ' ', true, ordered_json::error_handler_t::replace);
  std::string safe;
  safe.reserve(ascii.size());
  for (const char c : ascii) {
    if (c == '<' || c == '>' || c == '&') {
      safe += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      safe += c;
    }
  }
  return safe;
}

std::string readable_json(const ordered_json& json) {
  const std::string text = json.dump(2, ' ', false, ordered_json::error_handler_t::replace);
  std::string safe;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    safe += report::escaped(std::string_view(text).substr(begin, end - begin)) + '\n';
    begin = end + 1;
  }
  return safe;
}

}  // namespace twostep::page
