// CsvReader: the rows of a CSV file (RFC 4180), one after another through one buffer.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "models/trace/unpacked_file.hpp"

namespace twostep::models {

// Line ends are LF or CRLF, the last one may be missing, blank lines are passed over, and so is a byte order mark.
class CsvReader {
 public:
  // This and next() throw UnreadableFile; among its reasons are a quoted cell that does not end, and a row of more than
  // 16 MiB.
  explicit CsvReader(const std::filesystem::path& path);

  // The next row; false at the end.
  bool next();
  // Of the current row, without their quotes; valid until the next call of next().
  [[nodiscard]] std::span<const std::string_view> cells() const { return cells_; }
  // Where the current row starts, from 1.
  [[nodiscard]] int line() const { return line_; }

 private:
  bool fill();
  [[nodiscard]] std::size_t row_size();
  [[nodiscard]] std::size_t quoted_row_size();
  void split_plain(const char* at, const char* end);
  void split_quoted(char* at, const char* end);

  std::filesystem::path path_;
  UnpackedFile file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;  // of what was read and is not yet taken
  std::size_t end_ = 0;
  bool at_end_of_file_ = false;
  int line_ = 0;
  int next_line_ = 1;
  std::vector<std::string_view> cells_;
};

}  // namespace twostep::models
