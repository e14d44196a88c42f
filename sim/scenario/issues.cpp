#include "sim/scenario/issues.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>
#include <utility>

#include <fmt/format.h>

#include "sim/scenario/node.hpp"
#include "sim/scenario/utf8.hpp"

namespace twostep::scenario {
namespace {

constexpr std::size_t most_issues = 1000;

std::string_view file_of(const ValidationIssue& issue) {
  return issue.place.file ? std::string_view(*issue.place.file) : std::string_view();
}

bool comes_before(const ValidationIssue& a, const ValidationIssue& b) {
  if (file_of(a) != file_of(b)) return file_of(a) < file_of(b);
  return std::tie(a.place.line, a.place.pointer, a.problem, a.value, a.fits) <
         std::tie(b.place.line, b.place.pointer, b.problem, b.value, b.fits);
}

bool is_equal(const ValidationIssue& a, const ValidationIssue& b) { return !comes_before(a, b) && !comes_before(b, a); }

// One character, or one broken byte when length is 0.
std::string escaped_character(std::string_view text, std::size_t length) {
  const auto first = static_cast<unsigned char>(text.front());
  if (length == 0) return fmt::format("\\x{:02x}", first);
  switch (first) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  if (first < 0x20 || first == 0x7f) return fmt::format("\\u{:04x}", first);
  // The control characters U+0080 to U+009F, which terminals obey.
  if (first == 0xc2 && static_cast<unsigned char>(text[1]) < 0xa0) {
    return fmt::format("\\u{:04x}", static_cast<unsigned char>(text[1]));
  }
  return std::string(text.substr(0, length));
}

}  // namespace

void Issues::add(Place place, std::string value, std::string problem, std::string fits) {
  ++count_;
  if (issues_.size() >= most_issues) return;
  issues_.push_back(
      {.place = std::move(place), .value = std::move(value), .problem = std::move(problem), .fits = std::move(fits)});
}

void Issues::add(const Node& node, std::string problem, std::string fits) {
  std::string value = short_text(node);
  if (!node.parameter().empty()) value += fmt::format(" (from parameter {})", escaped(node.parameter()));
  add(node.place(), std::move(value), std::move(problem), std::move(fits));
}

std::vector<ValidationIssue> Issues::all() const {
  std::vector<ValidationIssue> sorted = issues_;
  std::ranges::sort(sorted, comes_before);
  sorted.erase(std::ranges::unique(sorted, is_equal).begin(), sorted.end());
  if (count_ > issues_.size()) {
    sorted.push_back({.place = {},
                      .value = "",
                      .problem = fmt::format("{} more problems were found", count_ - issues_.size()),
                      .fits = "correct those above first"});
  }
  return sorted;
}

std::string to_text(const ValidationIssue& issue) {
  std::string text;
  if (issue.place.file) {
    text = escaped(*issue.place.file);
    if (issue.place.line > 0) text += fmt::format(":{}", issue.place.line);
    text += ": ";
  }
  if (!issue.place.pointer.empty()) text += escaped(issue.place.pointer) + ": ";
  if (!issue.value.empty()) text += issue.value + " ";
  text += issue.problem;
  return issue.fits.empty() ? text : text + "; " + issue.fits;
}

std::string in_quotes(std::string_view text, std::size_t limit) { return fmt::format("\"{}\"", escaped(text, limit)); }

std::string escaped(std::string_view text, std::size_t limit) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t characters = 0; at < text.size() && characters < limit; ++characters) {
    const std::size_t length = character_length(text.substr(at));
    result += escaped_character(text.substr(at), length);
    at += std::max<std::size_t>(length, 1);
  }
  return at < text.size() ? result + "..." : result;
}

}  // namespace twostep::scenario
