#include "models/trace/csv_reader.hpp"

#include <algorithm>
#include <cstring>

#include "models/trace/unreadable_file.hpp"

namespace twostep::models {
namespace {

constexpr std::size_t first_buffer = std::size_t{256} * 1024;
constexpr std::size_t largest_row = std::size_t{16} * 1024 * 1024;

bool is_blank(std::string_view row) { return row.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

CsvReader::CsvReader(const std::filesystem::path& path) : path_(path), file_(path), buffer_(first_buffer) {
  while (end_ < 3 && fill()) {
  }
  if (std::string_view(buffer_.data(), end_).starts_with("\xef\xbb\xbf")) begin_ = 3;
}

bool CsvReader::next() {
  for (;;) {
    line_ = next_line_;
    const std::size_t size = row_size();
    if (begin_ == end_) return false;
    char* const row = buffer_.data() + begin_;
    const bool has_line_end = begin_ + size < end_;
    begin_ += size + (has_line_end ? 1 : 0);
    ++next_line_;
    if (is_blank({row, size})) continue;
    const bool is_quoted = std::memchr(row, '"', size) != nullptr;
    if (is_quoted) next_line_ += static_cast<int>(std::count(row, row + size, '\n'));
    const std::size_t without_return = row[size - 1] == '\r' ? size - 1 : size;
    cells_.clear();
    if (is_quoted) {
      split_quoted(row, row + without_return);
    } else {
      split_plain(row, row + without_return);
    }
    return true;
  }
}

// Reads more behind what is not yet taken, which may move; false at the end of the file.
bool CsvReader::fill() {
  if (at_end_of_file_) return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (end_ >= largest_row) {
      throw UnreadableFile(path_, "has a row of more than 16 MiB", "give a CSV file, one line a row", line_);
    }
    buffer_.resize(2 * buffer_.size());
  }
  const std::size_t got = file_.read(std::span(buffer_).subspan(end_));
  end_ += got;
  at_end_of_file_ = got == 0;
  return got > 0;
}

// How long the row is that begins at begin_, without its line end.
std::size_t CsvReader::row_size() {
  std::size_t searched = 0;
  for (;;) {
    const char* const row = buffer_.data() + begin_;
    const std::size_t here = end_ - begin_;
    const void* const line_end = std::memchr(row + searched, '\n', here - searched);
    if (line_end != nullptr || !fill()) {
      const std::size_t size =
          line_end != nullptr ? static_cast<std::size_t>(static_cast<const char*>(line_end) - row) : here;
      return std::memchr(buffer_.data() + begin_, '"', size) == nullptr ? size : quoted_row_size();
    }
    searched = here;
  }
}

// The same where cells may be quoted, and line ends within quotes are text.
std::size_t CsvReader::quoted_row_size() {
  bool in_quotes = false;
  bool at_cell_start = true;
  for (std::size_t size = 0;; ++size) {
    if (begin_ + size == end_ && !fill()) {
      if (in_quotes) throw UnreadableFile(path_, "has a quoted cell that does not end", "close the quotes", line_);
      return size;
    }
    const char c = buffer_[begin_ + size];
    if (c == '"' && (in_quotes || at_cell_start)) {
      in_quotes = !in_quotes;  // a doubled quote within quotes ends them and begins them again
      at_cell_start = !in_quotes;
    } else {
      if (c == '\n' && !in_quotes) return size;
      at_cell_start = c == ',';
    }
  }
}

void CsvReader::split_plain(const char* at, const char* end) {
  const char* start = at;
  for (; at != end; ++at) {
    if (*at != ',') continue;
    cells_.emplace_back(start, static_cast<std::size_t>(at - start));
    start = at + 1;
  }
  cells_.emplace_back(start, static_cast<std::size_t>(at - start));
}

// Moves the text of quoted cells together, over their quotes.
void CsvReader::split_quoted(char* at, const char* end) {
  for (;;) {
    char* const start = at;
    char* to = at;
    if (at != end && *at == '"') {
      for (++at; at != end; ++at) {
        if (*at == '"') {
          ++at;  // behind the closing quote, or at the second of two, which stand for one
          if (at == end || *at != '"') break;
        }
        *to++ = *at;
      }
    }
    while (at != end && *at != ',') *to++ = *at++;
    cells_.emplace_back(start, static_cast<std::size_t>(to - start));
    if (at == end) return;
    ++at;
  }
}

}  // namespace twostep::models
