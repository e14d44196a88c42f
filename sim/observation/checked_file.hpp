// CheckedFile: a file that is written from its start or its end, where no failed write goes unseen.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace twostep::observation {

class CheckedFile {
 public:
  enum class Start : std::uint8_t { empty, at_end };

  // Creates or empties the file, or goes on at the end of one. This and every other member throw std::system_error
  // naming the path and what failed.
  explicit CheckedFile(std::filesystem::path path, Start start = Start::empty);
  ~CheckedFile();  // closes without a check: call close() where a failure must be seen
  CheckedFile(const CheckedFile&) = delete;
  CheckedFile& operator=(const CheckedFile&) = delete;

  void write(std::string_view text);
  // On the disk, not only in the system's cache. For what is no regular file (a pipe, /dev/full) this does nothing.
  void sync();
  void close();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
};

}  // namespace twostep::observation
