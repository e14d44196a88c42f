#include "sim/report/output_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "sim/observation/checked_file.hpp"

namespace twostep::report {

namespace fs = std::filesystem;

namespace {

constexpr std::array<std::string_view, 3> file_types{".csv", ".json", ".html"};

[[noreturn]] void fail(std::string_view action, const fs::path& path, int error = errno) {
  throw std::system_error(error, std::generic_category(), fmt::format("cannot {} {}", action, path.string()));
}

std::string temporary_prefix(const fs::path& final_path) {
  return fmt::format(".{}.partial-", final_path.filename().string());
}

// Only what a run wrote is ever replaced: a mistyped folder must not cost anybody's files.
void refuse_foreign(const fs::path& folder) {
  if (!fs::exists(fs::symlink_status(folder))) return;
  if (!fs::is_directory(folder)) throw OutputRefused(fmt::format("{} is a file, not a folder", folder.string()));
  bool empty = true;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    empty = false;
    const std::string type = entry.path().extension().string();
    if (entry.is_regular_file() && std::ranges::find(file_types, type) != file_types.end()) continue;
    throw OutputRefused(fmt::format("{} holds {}, which no run wrote: name another folder", folder.string(),
                                    entry.path().filename().string()));
  }
  if (!empty && !fs::exists(folder / "manifest.json")) {
    throw OutputRefused(
        fmt::format("{} has files but no manifest.json, so no run wrote it: name another folder", folder.string()));
  }
}

// A file or folder, open for as long as its way to the disk takes.
class OpenForSync {
 public:
  OpenForSync(fs::path path, int flags)
      : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDONLY | O_CLOEXEC | flags)) {
    if (descriptor_ < 0) fail("open", path_);
  }
  OpenForSync(OpenForSync&& other) noexcept
      : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}
  OpenForSync& operator=(OpenForSync&&) = delete;
  ~OpenForSync() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  // What fails here fails again, and is seen, in sync().
  void begin() const { (void)::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE); }
  void sync() const {
    if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) fail("write", path_);
  }

 private:
  fs::path path_;
  int descriptor_;
};

void sync_folder(const fs::path& folder) { OpenForSync(folder, O_DIRECTORY).sync(); }

// Waits for none before all have begun: a journaling file system then has to commit once, not once a file.
void sync_files(const fs::path& folder) {
  std::vector<OpenForSync> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file()) files.emplace_back(entry.path(), O_NOFOLLOW);
  }
  std::ranges::for_each(files, &OpenForSync::begin);
  std::ranges::for_each(files, &OpenForSync::sync);
}

void require_plain_name(std::string_view file_name) {
  const bool known = std::ranges::any_of(file_types, [&](std::string_view type) { return file_name.ends_with(type); });
  if (known && file_name.find('/') == std::string_view::npos && !file_name.starts_with('.')) return;
  throw OutputRefused(fmt::format("a run writes no file of the name \"{}\"", file_name));
}

// Puts `from` in the place of `to`, in one step. What stood at `to`, if anything, then stands at `from`.
void put_in_place(const fs::path& from, const fs::path& to) {
  while (true) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
    if (errno == EINVAL || errno == ENOSYS) break;
    if (errno != EEXIST) fail("rename to", to);
    refuse_foreign(to);
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0) return;
    if (errno == EINVAL || errno == ENOSYS) break;
    if (errno != ENOENT) fail("rename to", to);  // else the older folder went away in between
  }
  // A file system without renameat2's flags. The name is free for a moment, but never half-written.
  fs::path old = from;
  old += "-old";
  const bool replaces = ::rename(to.c_str(), old.c_str()) == 0;
  if (!replaces && errno != ENOENT) fail("rename", to);
  if (::rename(from.c_str(), to.c_str()) != 0) {
    const int error = errno;
    if (replaces) ::rename(old.c_str(), to.c_str());
    fail("rename to", to, error);
  }
  if (replaces && ::rename(old.c_str(), from.c_str()) != 0) fail("remove", old);
}

// An open and locked folder; -1 when another run, looking for stale folders, was faster and removed it.
int locked_folder(const fs::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) {
    if (errno == ENOENT) return -1;
    fail("open", folder);
  }
  struct stat status{};
  const bool locked = ::flock(descriptor, LOCK_EX) == 0 && ::fstat(descriptor, &status) == 0;
  const int error = errno;
  if (locked && status.st_nlink > 0) return descriptor;
  ::close(descriptor);
  if (!locked) fail("lock", folder, error);
  return -1;
}

fs::path absolute_target(fs::path path) {
  if (!path.has_filename()) path = path.parent_path();  // "results/run/" is "results/run"
  path = fs::absolute(path).lexically_normal();
  if (!path.has_filename())
    throw OutputRefused(fmt::format("{} cannot be written as a folder of results", path.string()));
  // What a link points to is replaced, not the link.
  return fs::is_symlink(path) ? fs::weakly_canonical(path) : path;
}

}  // namespace

OutputFolder::OutputFolder(fs::path final_path) : final_(absolute_target(std::move(final_path))), owner_(::getpid()) {
  refuse_foreign(final_);
  fs::create_directories(final_.parent_path());
  remove_stale_siblings();
  for (int attempt = 0; lock_ < 0; ++attempt) {
    temporary_ = final_.parent_path() / fmt::format("{}{}-{}", temporary_prefix(final_), owner_, attempt);
    if (::mkdir(temporary_.c_str(), 0777) == 0) {
      lock_ = locked_folder(temporary_);
    } else if (errno != EEXIST) {
      fail("create", temporary_);
    }
  }
}

OutputFolder::~OutputFolder() {
  ::close(lock_);
  // A forked process has a copy of this object, but the folder is its parent's.
  if (::getpid() != owner_) return;
  std::error_code ignored;
  fs::remove_all(temporary_, ignored);
}

void OutputFolder::remove_stale_siblings() const {
  std::error_code ignored;
  const std::string prefix = temporary_prefix(final_);
  for (const fs::directory_entry& entry : fs::directory_iterator(final_.parent_path(), ignored)) {
    if (!entry.path().filename().string().starts_with(prefix)) continue;
    const int descriptor = ::open(entry.path().c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (descriptor < 0) continue;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) fs::remove_all(entry.path(), ignored);
    ::close(descriptor);
  }
}

void OutputFolder::write(std::string_view file_name, std::string_view content) {
  require_plain_name(file_name);
  observation::CheckedFile file(temporary_ / file_name);
  file.write(content);
  file.close();
}

void OutputFolder::commit() {
  if (committed_) throw std::logic_error("an output folder is committed once");
  sync_files(temporary_);
  sync_folder(temporary_);
  put_in_place(temporary_, final_);
  committed_ = true;
  // The new folder stands. What is left at the temporary name is the one it replaced, which the destructor removes.
  sync_folder(final_.parent_path());
}

}  // namespace twostep::report
