#include "sim/scenario/reference_page.hpp"

#include <algorithm>
#include <memory>
#include <optional>
#include <sstream>
#include <vector>

#include <fmt/format.h>

#include "sim/scenario/nearest_word.hpp"

namespace twostep::scenario {

namespace {

constexpr std::string_view marker_begin = "<!-- reference: ";
constexpr std::string_view marker_close = " -->";
constexpr std::string_view marker_end = "<!-- end -->";

std::string code(const std::string& text) { return text.empty() ? "" : "`" + text + "`"; }

// A bar would end the cell, and <name> be taken for HTML.
std::string plain(const std::string& text) {
  std::string escaped_text;
  for (const char c : text) {
    if (c == '|' || c == '<') escaped_text += '\\';
    escaped_text += c;
  }
  return escaped_text;
}

// The names in a marker; nothing where the line is none.
std::optional<std::vector<std::string>> names_in_marker(std::string_view line) {
  if (!line.starts_with(marker_begin) || !line.ends_with(marker_close)) return std::nullopt;
  line.remove_prefix(marker_begin.size());
  line.remove_suffix(marker_close.size());
  std::vector<std::string> names;
  while (!line.empty()) {
    const std::size_t comma = std::min(line.find(','), line.size());
    names.emplace_back(line.substr(0, comma));
    line.remove_prefix(std::min(comma + 1, line.size()));
    while (line.starts_with(' ')) line.remove_prefix(1);
  }
  return names;
}

std::string tables_named(const std::vector<std::string>& names, std::span<const ReferenceTable> tables,
                         const Place& place, Issues& issues) {
  std::string text;
  for (const std::string& name : names) {
    if (const ReferenceTable* table = find_table(tables, name, place, issues)) text += "\n" + to_markdown(*table);
  }
  return text + "\n";
}

}  // namespace

const ReferenceTable* find_table(std::span<const ReferenceTable> tables, const std::string& name, const Place& place,
                                 Issues& issues) {
  const auto table = std::ranges::find(tables, name, &ReferenceTable::name);
  if (table != tables.end()) return &*table;
  std::vector<std::string> known;
  for (const ReferenceTable& each : tables) known.push_back(each.name);
  issues.add(place, in_quotes(name), "is no part of a scenario", suggestion(name, known));
  return nullptr;
}

std::string to_markdown(const ReferenceTable& table) {
  std::string text = fmt::format("**{}**: {}\n\n", table.name, plain(table.summary));
  text += "| key | type | unit | default | meaning |\n|---|---|---|---|---|\n";
  for (const ReferenceRow& row : table.rows) {
    text += fmt::format("| {} | {} | {} | {} | {} |\n", code(row.key), plain(row.type), plain(row.unit),
                        row.required ? "required" : plain(code(row.default_value)), plain(row.doc));
  }
  return text;
}

std::string with_references(std::string_view page, const std::string& file, std::span<const ReferenceTable> tables,
                            Issues& issues) {
  const auto name = std::make_shared<const std::string>(file);
  std::istringstream lines{std::string(page)};
  std::string filled;
  std::optional<Place> open;  // where the marker stands whose end has not come
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    const Place place{.file = name, .line = ++number, .pointer = ""};
    const auto names = names_in_marker(line);
    if (open && line != marker_end && !names) continue;
    if (open && names) issues.add(*open, "", "has no end before the next marker", std::string(marker_end));
    filled += line + "\n";
    if (line == marker_end) open.reset();
    if (!names) continue;
    open = place;
    filled += tables_named(*names, tables, place, issues);
  }
  if (open) issues.add(*open, "", "has no end", std::string(marker_end));
  return filled;
}

}  // namespace twostep::scenario
