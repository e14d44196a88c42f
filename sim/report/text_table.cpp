#include "sim/report/text_table.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace twostep::report {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_wrapped_width = 20;

std::string_view escape_code(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::bad:
      return "\x1b[31m";
    case Tone::faint:
      return "\x1b[2m";
  }
  return "";
}

std::string coloured(const std::string& line, std::string_view code) {
  constexpr std::string_view reset = "\x1b[0m";
  return code.empty() ? line : std::string(code).append(line).append(reset);
}

}  // namespace

void TextTable::add_row(std::vector<std::string> cells, Tone tone) {
  if (cells.size() > columns_.size()) throw std::invalid_argument("a row with more cells than the table has columns");
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = escaped(cell);
  rows_.push_back({std::move(cells), tone});
}

void TextTable::add_note(std::string_view text) {
  if (rows_.empty()) throw std::logic_error("a note below no row");
  rows_.back().notes.push_back(escaped(text));
}

// Zero for a column that is empty in every row, and so is left out.
std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> all(columns_.size(), 0);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    for (const Row& row : rows_) all[i] = std::max(all[i], display_width(row.cells[i]));
    if (all[i] > 0) all[i] = std::max(all[i], display_width(columns_[i].heading));
  }
  return all;
}

std::size_t TextTable::width() const {
  std::size_t sum = 0;
  for (const std::size_t column : widths()) {
    if (column > 0) sum += column + (sum > 0 ? gap : 0);
  }
  return sum;
}

std::string TextTable::line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) const {
  std::string text;
  bool first = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    if (!first) text.append(gap, ' ');
    first = false;
    text += padded(cells[i], widths[i], columns_[i].align);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string TextTable::to_text(bool colour, std::size_t line_width) const {
  const std::vector<std::size_t> all = widths();
  std::vector<std::string> headings;
  for (const TextColumn& column : columns_) headings.push_back(column.heading);
  const std::size_t before_last = width() - all.back();
  const bool wraps = all.back() > 0 && width() > line_width && before_last + least_wrapped_width <= line_width;

  std::string text = coloured(line(headings, all), colour ? "\x1b[1m" : "") + "\n";
  for (const Row& row : rows_) {
    const std::string_view code = colour ? escape_code(row.tone) : "";
    std::vector<std::string> cells = row.cells;
    const std::string last = cells.back();
    for (const std::string& part : wraps ? wrapped(last, line_width - before_last) : std::vector<std::string>{last}) {
      cells.back() = part;
      text += coloured(line(cells, all), code) + "\n";
      std::ranges::fill(cells, "");
    }
    text += notes_text(row, code, line_width);
  }
  return text;
}

std::string TextTable::notes_text(const Row& row, std::string_view colour_code, std::size_t line_width) {
  constexpr std::string_view indentation = "  ";
  std::string text;
  for (const std::string& note : row.notes) {
    for (const std::string& part : wrapped(note, line_width - indentation.size())) {
      text += coloured(fmt::format("{}{}", indentation, part), colour_code) + "\n";
    }
  }
  return text;
}

}  // namespace twostep::report
