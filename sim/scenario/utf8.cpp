#include "sim/scenario/utf8.hpp"

#include <algorithm>

namespace twostep::scenario {
namespace {

struct Form {
  std::size_t length;
  unsigned char lowest_second;  // overlong forms and surrogates are kept out by the range of the second byte
  unsigned char highest_second;
};

Form form_of(unsigned char first) {
  if (first < 0x80) return {.length = 1, .lowest_second = 0, .highest_second = 0};
  if (first >= 0xc2 && first <= 0xdf) return {.length = 2, .lowest_second = 0x80, .highest_second = 0xbf};
  if (first == 0xe0) return {.length = 3, .lowest_second = 0xa0, .highest_second = 0xbf};
  if (first == 0xed) return {.length = 3, .lowest_second = 0x80, .highest_second = 0x9f};
  if (first >= 0xe1 && first <= 0xef) return {.length = 3, .lowest_second = 0x80, .highest_second = 0xbf};
  if (first == 0xf0) return {.length = 4, .lowest_second = 0x90, .highest_second = 0xbf};
  if (first >= 0xf1 && first <= 0xf3) return {.length = 4, .lowest_second = 0x80, .highest_second = 0xbf};
  if (first == 0xf4) return {.length = 4, .lowest_second = 0x80, .highest_second = 0x8f};
  return {.length = 0, .lowest_second = 0, .highest_second = 0};
}

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

}  // namespace

std::size_t character_length(std::string_view text) {
  if (text.empty()) return 0;
  const Form form = form_of(static_cast<unsigned char>(text[0]));
  if (form.length <= 1) return form.length;
  if (text.size() < form.length) return 0;
  const auto second = static_cast<unsigned char>(text[1]);
  if (second < form.lowest_second || second > form.highest_second) return 0;
  const std::string_view rest = text.substr(2, form.length - 2);
  return std::ranges::all_of(rest, is_continuation) ? form.length : 0;
}

std::optional<std::size_t> first_broken_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

TextPosition position_of(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  std::string_view line = before.substr(line_start);
  if (line_start == 0 && line.starts_with("\xef\xbb\xbf")) line.remove_prefix(3);
  return {.line = 1 + static_cast<int>(std::ranges::count(before, '\n')),
          .column = 1 + static_cast<int>(std::ranges::count_if(line, [](char c) { return !is_continuation(c); }))};
}

}  // namespace twostep::scenario
