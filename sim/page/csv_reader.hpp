// CsvReader: reads a CSV file row by row, as RFC 4180 has it, in memory that does not grow with the file.
#pragma once

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace twostep::page {

class CsvReader {
 public:
  // Throws std::system_error naming the path when the file cannot be opened.
  explicit CsvReader(const std::filesystem::path& path);

  // The fields of the next row into `fields`; false at the end. Only a row that its line end concludes counts: what is
  // left of one that was cut off is not given, and truncated() is then true.
  bool next(std::vector<std::string>& fields);
  [[nodiscard]] bool truncated() const { return truncated_; }
  [[nodiscard]] std::size_t line() const { return line_; }  // that the last row ended on, from 1

 private:
  std::ifstream file_;
  std::size_t line_ = 0;
  bool truncated_ = false;
};

}  // namespace twostep::page
