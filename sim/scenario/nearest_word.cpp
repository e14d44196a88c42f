#include "sim/scenario/nearest_word.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "sim/scenario/issues.hpp"

namespace twostep::scenario {
namespace {

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::size_t difference(std::size_t a, std::size_t b) { return a > b ? a - b : b - a; }

}  // namespace

std::size_t edit_distance(std::string_view a, std::string_view b) {
  // Three rows of the table: of the prefix of a two shorter, one shorter, and this one.
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, above);
    std::swap(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::string_view nearest_word(std::string_view word, std::span<const std::string> known) {
  const std::string lower = lower_case(word);
  std::string_view nearest;
  std::size_t least = 0;
  // Enough for any file of a person, and soon done in one made to take long.
  for (const std::string& candidate : known.first(std::min<std::size_t>(known.size(), 1000))) {
    const std::size_t limit = std::max(candidate.size(), word.size()) / 3;
    if (difference(candidate.size(), word.size()) > limit) continue;
    const std::size_t distance = edit_distance(lower, lower_case(candidate));
    if (distance > limit || (!nearest.empty() && distance >= least)) continue;
    nearest = candidate;
    least = distance;
  }
  return nearest;
}

std::string list_of(std::span<const std::string> words) {
  constexpr std::size_t most = 40;
  std::string list;
  for (std::size_t i = 0; i < words.size() && i < most; ++i) {
    if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
    list += escaped(words[i]);
  }
  return words.size() > most ? list + fmt::format(" or {} more", words.size() - most) : list;
}

std::string suggestion(std::string_view word, std::span<const std::string> known) {
  const std::string_view nearest = nearest_word(word, known);
  if (!nearest.empty()) return fmt::format("did you mean {}?", in_quotes(nearest));
  if (known.empty()) return "there is none to use here";
  return fmt::format("{} {}", known.size() == 1 ? "use" : "use one of", list_of(known));
}

}  // namespace twostep::scenario
