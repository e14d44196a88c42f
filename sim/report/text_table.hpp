// TextTable: lines of text in aligned columns, for a terminal.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/report/display_text.hpp"

namespace twostep::report {

struct TextColumn {
  std::string heading{};
  Align align = Align::left;
};

// The colour of a whole row, where colours are wanted.
enum class Tone { plain, bad, faint };

class TextTable {
 public:
  explicit TextTable(std::vector<TextColumn> columns) : columns_(std::move(columns)) {}
  // Cells that are missing at the end are empty. Text is escaped here: cells hold plain text, never colours.
  void add_row(std::vector<std::string> cells, Tone tone = Tone::plain);
  // Lines of their own below the last row, in its colour, indented, as wide as the terminal.
  void add_note(std::string_view text);
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  // Columns of the terminal that the longest line takes.
  [[nodiscard]] std::size_t width() const;
  // Two blanks between columns, none at a line's end. A column with nothing in any row is left out. The heading line is
  // bold when `colour`. When lines are longer than `line_width`, left-aligned columns are made narrower, the widest
  // first, if need be down to 12: their cells are wrapped at blanks (those of the first column go on indented), and a
  // longer word is broken.
  [[nodiscard]] std::string to_text(bool colour, std::size_t line_width = 80) const;

 private:
  struct Row {
    std::vector<std::string> cells;
    Tone tone;
    std::vector<std::string> notes{};
  };
  [[nodiscard]] static std::string notes_text(const Row& row, std::string_view colour_code, std::size_t line_width);
  [[nodiscard]] std::vector<std::size_t> widths() const;
  [[nodiscard]] std::size_t width_of_words(std::size_t column) const;
  [[nodiscard]] std::vector<std::size_t> fitting_widths(std::size_t line_width) const;
  [[nodiscard]] std::vector<std::vector<std::string>> lines_of(const Row& row,
                                                               const std::vector<std::size_t>& widths) const;
  [[nodiscard]] std::string line(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) const;

  std::vector<TextColumn> columns_;
  std::vector<Row> rows_;
};

}  // namespace twostep::report
