#include "sim/observation/checked_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace twostep::observation {

namespace {

[[noreturn]] void fail(const char* action, const std::filesystem::path& path) {
  const int error = errno;
  throw std::system_error(error, std::generic_category(), std::string("cannot ") + action + " " + path.string());
}

}  // namespace

CheckedFile::CheckedFile(std::filesystem::path path, Start start) : path_(std::move(path)) {
  const int where = start == Start::empty ? O_TRUNC : O_APPEND;
  descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | where, 0666);
  if (descriptor_ < 0) fail("create", path_);
}

CheckedFile::~CheckedFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

void CheckedFile::write(std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor_, text.data(), text.size());
    if (written >= 0) {
      text.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      fail("write", path_);
    }
  }
}

void CheckedFile::sync() {
  if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) fail("write", path_);
}

void CheckedFile::close() {
  if (descriptor_ < 0) return;
  // Linux has given the descriptor back even when close() fails: it must not be closed twice.
  if (::close(std::exchange(descriptor_, -1)) != 0 && errno != EINTR) fail("write", path_);
}

}  // namespace twostep::observation
