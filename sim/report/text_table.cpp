#include "sim/report/text_table.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

namespace twostep::report {

namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t least_width = 12;
constexpr std::size_t first_indentation = 2;  // of the lines after the first in the first column

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

std::size_t line_length(const std::vector<std::size_t>& widths) {
  std::size_t sum = 0;
  for (const std::size_t column : widths) {
    if (column > 0) sum += column + (sum > 0 ? gap : 0);
  }
  return sum;
}

// Lines of at most `width` columns, broken at blanks; those after the first indented by `indentation`.
std::vector<std::string> wrapped_cell(const std::string& cell, std::size_t width, std::size_t indentation) {
  if (display_width(cell) <= width) return {cell};
  std::vector<std::string> lines;
  for (const std::string& part : wrapped(cell, width - indentation)) {
    for (const std::string& piece : broken(part, width - indentation)) {
      lines.push_back(std::string(lines.empty() ? 0 : indentation, ' ') + piece);
    }
  }
  return lines;
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

std::size_t TextTable::width() const { return line_length(widths()); }

// Down to its longest word, unless that is absurd.
std::size_t TextTable::width_of_words(std::size_t column) const {
  constexpr std::size_t longest_kept = 32;
  std::size_t longest = least_width;
  for (const Row& row : rows_) {
    for (const std::string& word : wrapped(row.cells[column], 1)) longest = std::max(longest, display_width(word));
  }
  return std::min(longest + (column == 0 ? first_indentation : 0), longest_kept);
}

// Takes columns from the widest as long as the line is too long, first as many as cost no word, then down to the least.
std::vector<std::size_t> TextTable::fitting_widths(std::size_t line_width) const {
  std::vector<std::size_t> all = widths();
  std::vector<std::size_t> least(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) {
    least[i] = columns_[i].align == Align::left ? width_of_words(i) : all[i];
  }
  const auto narrow = [&] {
    while (line_length(all) > line_width) {
      std::size_t widest = all.size();
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i] > least[i] && (widest == all.size() || all[i] >= all[widest])) widest = i;
      }
      if (widest == all.size()) return;
      --all[widest];
    }
  };
  narrow();
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (columns_[i].align == Align::left) least[i] = least_width;
  }
  narrow();
  return all;
}

// The row's cells as they stand in one line after another.
std::vector<std::vector<std::string>> TextTable::lines_of(const Row& row,
                                                          const std::vector<std::size_t>& widths) const {
  std::vector<std::vector<std::string>> lines(1, std::vector<std::string>(columns_.size()));
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (widths[i] == 0) continue;
    const std::vector<std::string> parts = wrapped_cell(row.cells[i], widths[i], i == 0 ? first_indentation : 0);
    while (lines.size() < parts.size()) lines.emplace_back(columns_.size());
    for (std::size_t part = 0; part < parts.size(); ++part) lines[part][i] = parts[part];
  }
  return lines;
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
  const std::vector<std::size_t> all = fitting_widths(line_width);
  std::vector<std::string> headings;
  headings.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    headings.push_back(shortened(columns_[i].heading, std::max(all[i], least_width)));
  }
  std::string text = coloured(line(headings, all), colour ? "\x1b[1m" : "") + "\n";
  for (const Row& row : rows_) {
    const std::string_view code = colour ? escape_code(row.tone) : "";
    for (const std::vector<std::string>& cells : lines_of(row, all)) text += coloured(line(cells, all), code) + "\n";
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
