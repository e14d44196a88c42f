// RawFile: the bytes of a regular file, in order, as Boost.Iostreams takes them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <ios>
#include <string_view>

#include <boost/iostreams/categories.hpp>

namespace twostep::models {

// A model of Boost.Iostreams' Source. All members throw UnreadableFile.
class RawFile {
 public:
  using char_type = char;
  using category = boost::iostreams::source_tag;

  explicit RawFile(const std::filesystem::path& path);
  ~RawFile();
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  // Up to `size` bytes, at least one; -1 at the end.
  std::streamsize read(char* to, std::streamsize size);
  // Its first bytes, fewer than 16 only when it has no more; before the first read().
  [[nodiscard]] std::string_view beginning() const { return {beginning_, beginning_size_}; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::streamsize read_more(char* to, std::streamsize size);

  std::filesystem::path path_;
  int descriptor_ = -1;
  char beginning_[16] = {};
  std::size_t beginning_size_ = 0;
  std::size_t given_ = 0;  // of the beginning
};

}  // namespace twostep::models
