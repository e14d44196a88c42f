#include "models/trace/raw_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include "models/trace/unreadable_file.hpp"

namespace twostep::models {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, int reason) {
  throw UnreadableFile(path, "cannot be read: " + std::generic_category().message(reason),
                       "give a file that may be read");
}

void check_kind(const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (status.type() == std::filesystem::file_type::not_found) {
    throw UnreadableFile(path, "does not exist", "give the path of a file, relative to the scenario's folder");
  }
  if (error) refuse(path, error.value());
  if (std::filesystem::is_directory(status)) {
    throw UnreadableFile(path, "is a folder", "give the path of a file in it");
  }
  // A trace may be read more than once, which a pipe cannot.
  if (!std::filesystem::is_regular_file(status)) {
    throw UnreadableFile(path, "is no regular file", "give the path of a file");
  }
}

}  // namespace

RawFile::RawFile(const std::filesystem::path& path) : path_(path) {
  check_kind(path);
  descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) refuse(path, errno);
  try {
    while (beginning_size_ < sizeof beginning_) {
      const std::streamsize got =
          read_more(beginning_ + beginning_size_, static_cast<std::streamsize>(sizeof beginning_ - beginning_size_));
      if (got < 0) break;
      beginning_size_ += static_cast<std::size_t>(got);
    }
  } catch (...) {
    close(descriptor_);
    throw;
  }
}

RawFile::~RawFile() { close(descriptor_); }

std::streamsize RawFile::read(char* to, std::streamsize size) {
  if (given_ == beginning_size_) return read_more(to, size);
  const std::size_t count = std::min(beginning_size_ - given_, static_cast<std::size_t>(size));
  std::memcpy(to, beginning_ + given_, count);
  given_ += count;
  return static_cast<std::streamsize>(count);
}

std::streamsize RawFile::read_more(char* to, std::streamsize size) {
  for (;;) {
    const ssize_t got = ::read(descriptor_, to, static_cast<std::size_t>(size));
    if (got > 0) return got;
    if (got == 0) return -1;
    if (errno != EINTR) refuse(path_, errno);
  }
}

}  // namespace twostep::models
