#include "sim/report/compare_baseline.hpp"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <system_error>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "sim/report/display_text.hpp"

namespace twostep::report {

namespace fs = std::filesystem;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

// Length of the number at `start`, or 0 when there is none or it is part of a word.
std::size_t number_length(std::string_view line, std::size_t start) {
  if (start > 0 && (is_word(line[start - 1]) || line[start - 1] == '.')) return 0;
  const std::size_t digits = start + (line[start] == '-' ? 1 : 0);
  if (digits >= line.size() || !is_digit(line[digits])) return 0;
  double value = 0;
  const auto [end, error] = std::from_chars(line.data() + start, line.data() + line.size(), value);
  if (error != std::errc{}) return 0;
  const auto length = static_cast<std::size_t>(end - (line.data() + start));
  const bool word_follows = start + length < line.size() && is_word(line[start + length]);
  return word_follows ? 0 : length;
}

double number_of(std::string_view digits) {
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

// What stands at a place, for a message: up to the next comma, quote or blank.
std::string_view word_at(std::string_view line, std::size_t start) {
  return line.substr(start, std::max<std::size_t>(line.find_first_of(", \"", start + 1), start + 1) - start);
}

std::string problem_of(std::string_view actual, std::string_view baseline, double difference) {
  constexpr std::size_t shown = 60;
  const auto quoted = [](std::string_view text) {
    return text.empty() ? std::string("the end of the line") : shortened(text, shown);
  };
  std::string problem = fmt::format("{}, but the baseline has {}", quoted(actual), quoted(baseline));
  if (difference > 0) problem += fmt::format(" (relative difference {:.2g})", difference);
  return problem;
}

std::optional<BaselineDifference> compare_line(std::string_view baseline, std::string_view actual) {
  std::size_t i = 0;  // in baseline
  std::size_t j = 0;  // in actual
  while (i < baseline.size() && j < actual.size()) {
    const std::size_t baseline_length = number_length(baseline, i);
    const std::size_t actual_length = number_length(actual, j);
    if (baseline_length > 0 && actual_length > 0) {
      const std::string_view expected = baseline.substr(i, baseline_length);
      const std::string_view found = actual.substr(j, actual_length);
      const double difference = expected == found ? 0 : relative_difference(number_of(expected), number_of(found));
      if (!(difference <= baseline_tolerance)) {
        return BaselineDifference{.column = j + 1, .problem = problem_of(found, expected, difference)};
      }
      i += baseline_length;
      j += actual_length;
    } else if (baseline[i] == actual[j]) {
      ++i;
      ++j;
    } else {
      break;
    }
  }
  if (i == baseline.size() && j == actual.size()) return std::nullopt;
  return BaselineDifference{.column = j + 1,
                            .problem = problem_of(word_at(actual, std::min(j, actual.size())),
                                                  word_at(baseline, std::min(i, baseline.size())), 0)};
}

std::string_view take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (!file) throw std::system_error(errno, std::generic_category(), "cannot read " + path.string());
  if (path.filename() != "manifest.json") return content;
  // Lines stay where they are: only the values of the versions are made the same.
  auto manifest = nlohmann::ordered_json::parse(content, nullptr, false);
  if (manifest.is_discarded() || !manifest.is_object() || !manifest.contains("versions")) return content;
  for (auto& version : manifest["versions"]) version = "";
  return manifest.dump(2) + "\n";
}

// Pictures change with fonts and the version of what draws them.
bool is_picture(const fs::path& path) { return path.extension() == ".png" || path.extension() == ".svg"; }

// Time series are too long to be kept as a baseline; their sums stand in other files.
bool may_be_left_out(const std::string& file) { return fs::path(file).filename() == "timeline.csv"; }

std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && !is_picture(entry.path()))
      files.insert(entry.path().lexically_relative(folder).generic_string());
  }
  return files;
}

}  // namespace

double relative_difference(double a, double b) {
  const double size = std::max(std::abs(a), std::abs(b));
  return size == 0 ? 0 : std::abs(a - b) / size;
}

std::string to_text(const BaselineDifference& difference) {
  if (difference.line == 0) return fmt::format("{}: {}", difference.file, difference.problem);
  return fmt::format("{}:{}:{}: {}", difference.file, difference.line, difference.column, difference.problem);
}

std::vector<BaselineDifference> compare_text(const std::string& file, std::string_view baseline,
                                             std::string_view actual) {
  std::vector<BaselineDifference> differences;
  std::size_t line = 1;
  for (; !baseline.empty() && !actual.empty(); ++line) {
    if (auto difference = compare_line(take_line(baseline), take_line(actual))) {
      difference->file = file;
      difference->line = line;
      differences.push_back(std::move(*difference));
    }
  }
  if (!baseline.empty() || !actual.empty()) {
    const auto lines = std::ranges::count(baseline.empty() ? actual : baseline, '\n');
    differences.push_back({file, line, 1,
                           fmt::format("{} {} lines than the baseline", std::max<std::ptrdiff_t>(lines, 1),
                                       baseline.empty() ? "more" : "fewer")});
  }
  return differences;
}

std::vector<BaselineDifference> compare_with_baseline(const fs::path& baseline, const fs::path& actual) {
  const std::set<std::string> expected = files_in(baseline);
  const std::set<std::string> found = files_in(actual);
  std::set<std::string> all = expected;
  all.insert(found.begin(), found.end());
  std::vector<BaselineDifference> differences;
  for (const std::string& file : all) {
    if (!found.contains(file)) {
      differences.push_back({file, 0, 0, "is missing, but the baseline has it"});
    } else if (!expected.contains(file)) {
      if (may_be_left_out(file)) continue;
      differences.push_back({file, 0, 0, "is there, but the baseline does not have it"});
    } else {
      std::ranges::move(compare_text(file, content_of(baseline / file), content_of(actual / file)),
                        std::back_inserter(differences));
    }
  }
  return differences;
}

}  // namespace twostep::report
