#include "sim/page/csv_reader.hpp"

#include <cerrno>
#include <streambuf>
#include <system_error>

#include <fmt/format.h>

namespace twostep::page {

CsvReader::CsvReader(const std::filesystem::path& path) : file_(path, std::ios::binary) {
  if (!file_) throw std::system_error(errno, std::generic_category(), fmt::format("cannot read {}", path.string()));
}

bool CsvReader::next(std::vector<std::string>& fields) {
  constexpr int end = std::char_traits<char>::eof();
  std::streambuf& bytes = *file_.rdbuf();
  fields.assign(1, "");
  bool quoted = false;
  bool begun = false;
  for (int byte = bytes.sbumpc(); byte != end; byte = bytes.sbumpc()) {
    begun = true;
    const char c = static_cast<char>(byte);
    if (c == '\n') ++line_;
    if (quoted && c == '"' && bytes.sgetc() == '"') {
      fields.back() += static_cast<char>(bytes.sbumpc());  // a doubled quote stands for one
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && c == ',') {
      fields.emplace_back();
    } else if (!quoted && c == '\n') {
      return true;
    } else {
      fields.back() += c;
    }
  }
  truncated_ = begun;
  return false;
}

}  // namespace twostep::page
