#include "models/trace/minute_columns.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

namespace twostep::models {
namespace {

std::optional<std::uint32_t> minute_of(std::string_view name) {
  constexpr std::string_view prefix = "minute_";
  if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  std::uint32_t minute = 0;
  const std::from_chars_result result = std::from_chars(name.data(), name.data() + name.size(), minute);
  const bool is_whole = !name.empty() && result.ec == std::errc{} && result.ptr == name.data() + name.size();
  return is_whole ? std::optional(minute) : std::nullopt;
}

}  // namespace

std::vector<std::size_t> find_minute_columns(TraceFile& file) {
  std::vector<std::pair<std::uint32_t, std::size_t>> found;
  for (std::size_t column = 0; column < file.columns().size(); ++column) {
    if (const auto minute = minute_of(file.columns()[column])) found.emplace_back(*minute, column);
  }
  std::ranges::sort(found);
  if (found.empty()) file.refuse_header("has no column for a minute", R"(name them "1", "2", ... or "minute_1", ...)");
  std::vector<std::size_t> columns;
  for (std::size_t i = 0; i < found.size(); ++i) {
    columns.push_back(found[i].second);
    if (i == 0) continue;
    if (found[i].first == found[i - 1].first) {
      file.refuse_header(fmt::format("has two columns for minute {}", found[i].first), "keep one of them");
    }
    if (found[i].first > found[i - 1].first + 1) {
      file.refuse_header(fmt::format("has no column for minute {}", found[i - 1].first + 1),
                         fmt::format("one for each minute from {} to {}", found.front().first, found.back().first));
    }
  }
  return columns;
}

}  // namespace twostep::models
