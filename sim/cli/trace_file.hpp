// TraceFile: the timeline that --trace asks for: found writable before the run, and under its name only when it is
// whole.
#pragma once

#include <filesystem>
#include <memory>

#include "sim/observation/checked_file.hpp"

namespace twostep::cli {

class TraceFile {
 public:
  // Creates a temporary file beside it; what is no regular file (a pipe, /dev/stdout) is written itself. Throws
  // report::OutputRefused when it is a folder, or lies in `results`, the folder that the run replaces;
  // std::system_error naming `path` when it cannot be written.
  TraceFile(const std::filesystem::path& path, const std::filesystem::path& results);
  ~TraceFile();  // removes the temporary file unless commit() was called
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;

  // To be written, synced and closed before commit().
  [[nodiscard]] observation::CheckedFile& file() { return *file_; }
  void commit();

 private:
  std::filesystem::path final_;
  std::filesystem::path temporary_;  // empty: the final one is written itself
  std::unique_ptr<observation::CheckedFile> file_;
  int owner_;  // process: a forked one has a copy of this object, but the file is its parent's
};

}  // namespace twostep::cli
