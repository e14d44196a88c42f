// UnpackedFile: the bytes of a file, unpacked as they are read when it is a gzip, xz or zstd archive.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>

namespace twostep::models {

// An archive is known by its first bytes, whatever the file is called; one of several members or frames is read as
// their concatenation. All members throw UnreadableFile.
class UnpackedFile {
 public:
  explicit UnpackedFile(const std::filesystem::path& path);
  ~UnpackedFile();
  UnpackedFile(const UnpackedFile&) = delete;
  UnpackedFile& operator=(const UnpackedFile&) = delete;

  // Fills the span from its start and says how far; 0 only at the end.
  std::size_t read(std::span<char> to);

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
};

}  // namespace twostep::models
