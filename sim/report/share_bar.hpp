// ShareBar: a whole and its parts as one line of characters, each part drawn with a character of its own.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace twostep::report {

// The character that part `number` (from 0) is drawn with; they begin anew after ten.
[[nodiscard]] std::string_view bar_fill(std::size_t number, bool unicode);

// `width` columns, shared out among the parts in their order by largest remainder; blanks when the parts sum to zero.
// Parts are not negative.
[[nodiscard]] std::string share_bar(std::span<const double> parts, std::size_t width, bool unicode);

}  // namespace twostep::report
