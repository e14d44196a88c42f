// UTF-8: finding characters, and bytes that are none.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace twostep::scenario {

// Bytes of the character that the text starts with; 0 when it starts with none (a stray, overlong, surrogate or cut
// one).
std::size_t character_length(std::string_view text);

// Where the first byte is that is part of no character; nullopt when all are.
std::optional<std::size_t> first_broken_byte(std::string_view text);

// Line and column of a byte, both from 1; the column counts characters.
struct TextPosition {
  int line = 1;
  int column = 1;
};
TextPosition position_of(std::string_view text, std::size_t offset);

}  // namespace twostep::scenario
