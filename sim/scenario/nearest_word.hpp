// The known word nearest to one that is not known, for "did you mean".
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twostep::scenario {

// Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string
// alignment).
std::size_t edit_distance(std::string_view a, std::string_view b);

// The first known word (of the first thousand) of least distance, case ignored; empty when that is more than a third of
// the longer word.
std::string_view nearest_word(std::string_view word, std::span<const std::string> known);

// "a, b or c"; of very many the first 40 and the number of the rest.
std::string list_of(std::span<const std::string> words);

// What would fit instead of an unknown word: "did you mean \"memory\"?", or else "use one of: a, b or c".
std::string suggestion(std::string_view word, std::span<const std::string> known);

}  // namespace twostep::scenario
