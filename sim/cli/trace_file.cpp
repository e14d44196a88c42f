#include "sim/cli/trace_file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "sim/report/output_folder.hpp"

namespace twostep::cli {

namespace fs = std::filesystem;

namespace {

bool lies_in(const fs::path& path, const fs::path& folder) {
  const fs::path below = fs::absolute(path).lexically_normal();
  const fs::path above = fs::absolute(folder).lexically_normal();
  return std::mismatch(above.begin(), above.end(), below.begin(), below.end()).first == above.end();
}

// The message names the file that was asked for, not the temporary one.
std::unique_ptr<observation::CheckedFile> create(const fs::path& path, const fs::path& asked_for) {
  try {
    return std::make_unique<observation::CheckedFile>(path);
  } catch (const std::system_error& error) {
    throw std::system_error(error.code(), "cannot write the timeline " + asked_for.string());
  }
}

}  // namespace

TraceFile::TraceFile(const fs::path& path, const fs::path& results) : final_(path), owner_(::getpid()) {
  if (!path.has_filename() || fs::is_directory(path)) {
    throw report::OutputRefused(fmt::format("--trace: {} is a folder, not a file", path.string()));
  }
  if (lies_in(path, results)) {
    throw report::OutputRefused(fmt::format("--trace: {} lies in {}, which the run replaces: name a file elsewhere",
                                            path.string(), results.string()));
  }
  if (fs::exists(path) && !fs::is_regular_file(path)) {
    file_ = create(path, path);
    return;
  }
  if (fs::exists(path) && ::access(path.c_str(), W_OK) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot write the timeline " + path.string());
  }
  if (fs::is_symlink(path)) final_ = fs::weakly_canonical(path);  // what a link points to is replaced, not the link
  temporary_ = final_.parent_path() / fmt::format(".{}.partial-{}", final_.filename().string(), owner_);
  file_ = create(temporary_, path);
}

TraceFile::~TraceFile() {
  if (temporary_.empty() || ::getpid() != owner_) return;
  std::error_code ignored;
  fs::remove(temporary_, ignored);
}

void TraceFile::commit() {
  if (!temporary_.empty()) fs::rename(temporary_, final_);
  temporary_.clear();
}

}  // namespace twostep::cli
