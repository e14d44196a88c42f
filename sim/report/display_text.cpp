#include "sim/report/display_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include <fmt/format.h>

namespace twostep::report {

namespace {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  // bytes
  bool valid = false;
};

// The code point that `text`, which is not empty, starts with; invalid for a stray, overlong or cut-off byte sequence,
// a surrogate, or a value past U+10FFFF.
CodePoint first_code_point(std::string_view text) {
  const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned lead = byte(0);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < length) return {};
  char32_t value = lead & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return {};
    value = value << 6 | (byte(i) & 0x3fU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  if (value < least[length] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return {};
  return {value, length, true};
}

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t size>
bool within(const std::array<Range, size>& ranges, char32_t value) {
  return std::ranges::any_of(ranges, [value](const Range& r) { return r.first <= value && value <= r.last; });
}

// Controls (C0, DEL, C1), and the format characters of Unicode (Cf) that reorder or hide text; not the joiner of emoji.
constexpr std::array<Range, 10> unsafe{{{0x00, 0x1f},
                                        {0x7f, 0x9f},
                                        {0xad, 0xad},
                                        {0x61c, 0x61c},
                                        {0x200b, 0x200c},
                                        {0x200e, 0x200f},
                                        {0x2028, 0x202e},
                                        {0x2060, 0x206f},
                                        {0xfeff, 0xfeff},
                                        {0xe0000, 0xe007f}}};
// Combining marks, the emoji joiner and variation selectors.
constexpr std::array<Range, 9> zero_width{{{0x300, 0x36f},
                                           {0x483, 0x489},
                                           {0x591, 0x5bd},
                                           {0x64b, 0x65f},
                                           {0x1ab0, 0x1aff},
                                           {0x200d, 0x200d},
                                           {0x20d0, 0x20ff},
                                           {0xfe00, 0xfe0f},
                                           {0xfe20, 0xfe2f}}};
// East Asian wide and fullwidth, and emoji (Unicode Standard Annex 11, in blocks).
constexpr std::array<Range, 11> wide{{{0x1100, 0x115f},
                                      {0x231a, 0x231b},
                                      {0x2e80, 0x303e},
                                      {0x3041, 0xa4cf},
                                      {0xac00, 0xd7a3},
                                      {0xf900, 0xfaff},
                                      {0xfe30, 0xfe6f},
                                      {0xff00, 0xff60},
                                      {0xffe0, 0xffe6},
                                      {0x1f300, 0x1faff},
                                      {0x20000, 0x3fffd}}};

std::size_t width_of(char32_t value) {
  if (value < 0x300) return 1;
  if (within(zero_width, value)) return 0;
  return within(wide, value) ? 2 : 1;
}

void append_escape(std::string& safe, const CodePoint& point, unsigned char byte) {
  if (point.value == U'\n' && point.valid) {
    safe += "\\n";
  } else if (point.value == U'\t' && point.valid) {
    safe += "\\t";
  } else if (!point.valid || point.value < 0x80) {
    fmt::format_to(std::back_inserter(safe), "\\x{:02x}", byte);
  } else {
    fmt::format_to(std::back_inserter(safe), "\\u{:04x}", static_cast<std::uint32_t>(point.value));
  }
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (point.valid && !within(unsafe, point.value)) {
      safe += text.substr(0, point.length);
    } else {
      append_escape(safe, point, static_cast<unsigned char>(text.front()));
    }
    text.remove_prefix(point.length);
  }
  return safe;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    width += point.valid ? width_of(point.value) : 1;
    text.remove_prefix(point.length);
  }
  return width;
}

std::string shortened(std::string_view text, std::size_t width) {
  // No character that is shown takes more than 4 bytes a column but combining marks, which are cut with the rest.
  std::string safe = escaped(text.substr(0, 8 * width + 64));
  if (text.size() <= 8 * width + 64 && display_width(safe) <= width) return safe;
  constexpr std::string_view dots = "...";
  std::size_t kept = 0;
  std::size_t columns = dots.size();
  while (kept < safe.size()) {
    const CodePoint point = first_code_point(std::string_view(safe).substr(kept));
    columns += width_of(point.value);
    if (columns > width) break;
    kept += point.length;
  }
  return safe.substr(0, kept).append(dots);
}

std::string padded(std::string_view text, std::size_t width, Align align) {
  const std::size_t taken = display_width(text);
  const std::string blanks(taken < width ? width - taken : 0, ' ');
  return align == Align::left ? std::string(text) + blanks : blanks + std::string(text);
}

std::vector<std::string> broken(std::string_view text, std::size_t width) {
  std::vector<std::string> pieces(1);
  std::size_t taken = 0;
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    const std::size_t columns = point.valid ? width_of(point.value) : 1;
    if (taken > 0 && taken + columns > width) {
      pieces.emplace_back();
      taken = 0;
    }
    pieces.back() += text.substr(0, point.length);
    taken += columns;
    text.remove_prefix(point.length);
  }
  return pieces;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const std::size_t length = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(std::min(length + 1, text.size()));
    if (word.empty()) continue;
    std::string& line = lines.back();
    if (line.empty()) {
      line = word;
    } else if (display_width(line) + 1 + display_width(word) <= width) {
      line.append(" ").append(word);
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

}  // namespace twostep::report
