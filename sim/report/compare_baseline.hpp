// Comparing a result folder with a committed baseline: every text equal, every number equal to a relative 1e-9, since
// compilers differ in the last digits.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace twostep::report {

inline constexpr double baseline_tolerance = 1e-9;

// Relative to the greater of the two; zero when they are equal.
[[nodiscard]] double relative_difference(double a, double b);

struct BaselineDifference {
  std::string file{};      // relative to the folders
  std::size_t line = 0;    // from 1; 0 when the whole file is missing or too much
  std::size_t column = 0;  // from 1, in bytes
  std::string problem{};   // "465.2, but the baseline has 464.9 (relative difference 6.5e-4)"
};

// "summary.csv:3:17: 465.2, but ...".
[[nodiscard]] std::string to_text(const BaselineDifference& difference);

// Of two contents of a file: at most one difference a line. A number is a run of digits with sign, point and exponent
// that does not continue a word: "m4.large" is text.
[[nodiscard]] std::vector<BaselineDifference> compare_text(const std::string& file, std::string_view baseline,
                                                           std::string_view actual);

// Of all files in the two folders and their subfolders but pictures (.png, .svg), in order of name. Versions of
// programs and libraries (the "versions" of manifest.json) may differ. Throws std::system_error or
// std::filesystem::filesystem_error with the path when one cannot be read.
[[nodiscard]] std::vector<BaselineDifference> compare_with_baseline(const std::filesystem::path& baseline,
                                                                    const std::filesystem::path& actual);

}  // namespace twostep::report
