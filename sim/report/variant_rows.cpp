#include "sim/report/variant_rows.hpp"

#include <algorithm>
#include <span>
#include <string_view>

#include "sim/report/text_table.hpp"

namespace twostep::report {

namespace {

constexpr std::size_t line_width = 80;
constexpr std::size_t longest_name = 32;

std::string value_of(const LabelledValues& values, std::string_view label) {
  const auto value = std::ranges::find(values, label, &std::pair<std::string, std::string>::first);
  return value == values.end() ? "" : value->second;
}

}  // namespace

void VariantRows::add(const std::string& variant, LabelledValues values) {
  rows_.emplace_back(variant, std::move(values));
}

std::vector<std::string> VariantRows::labels() const {
  std::vector<std::string> all;
  for (const auto& [variant, values] : rows_) {
    for (const auto& [label, value] : values) {
      if (std::ranges::find(all, label) == all.end()) all.push_back(label);
    }
  }
  std::erase_if(all, [this](const std::string& label) {
    return std::ranges::all_of(rows_, [&label](const auto& row) { return value_of(row.second, label).empty(); });
  });
  return all;
}

std::string VariantRows::to_text(bool colour) const {
  const auto block_of = [this](std::span<const std::string> labels) {
    std::vector<TextColumn> columns{{what_, Align::left}};
    for (const std::string& label : labels) columns.push_back({shortened(label, longest_name), Align::right});
    TextTable table(std::move(columns));
    for (const auto& [variant, values] : rows_) {
      std::vector<std::string> cells{shown_name(variant)};
      for (const std::string& label : labels) cells.push_back(value_of(values, label));
      table.add_row(std::move(cells));
    }
    return table;
  };
  const std::vector<std::string> all = labels();
  std::span<const std::string> rest = all;
  std::string text;
  while (!rest.empty()) {
    std::size_t taken = 1;
    while (taken < rest.size() && block_of(rest.first(taken + 1)).width() <= line_width) ++taken;
    text += block_of(rest.first(taken)).to_text(colour, line_width) + "\n";
    rest = rest.subspan(taken);
  }
  return text;
}

std::string shown_name(const std::string& name) { return shortened(name, longest_name); }

}  // namespace twostep::report
