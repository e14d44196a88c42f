// Text for a terminal: made harmless, measured in columns, shortened and padded.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace twostep::report {

// UTF-8 in which control characters, bidirectional overrides and invisible formatting characters stand as "\n", "\x1b"
// or
// "\u202e", and bytes that are no UTF-8 as "\xff": nothing in it moves the cursor, changes a colour or reorders a line.
[[nodiscard]] std::string escaped(std::string_view text);

// Columns that escaped UTF-8 text takes: two for wide East Asian characters and emoji, none for combining marks.
[[nodiscard]] std::size_t display_width(std::string_view text);

// Escaped, and at most `width` columns (at least 3): "..." stands for what was cut off the end.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t width);

enum class Align { left, right };
// With blanks up to `width` columns; longer text stays as it is.
[[nodiscard]] std::string padded(std::string_view text, std::size_t width, Align align);

// Broken at blanks into lines of at most `width` columns; a longer word has a line of its own. At least one line.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, std::size_t width);

// Escaped text cut into pieces of at most `width` columns (at least 2), wherever that is: for words that wrapped()
// leaves too long. At least one piece.
[[nodiscard]] std::vector<std::string> broken(std::string_view text, std::size_t width);

}  // namespace twostep::report
