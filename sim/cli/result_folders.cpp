#include "sim/cli/result_folders.hpp"

#include <algorithm>
#include <ranges>
#include <system_error>

#include <fmt/format.h>

namespace twostep::cli {

namespace {

// FNV-1a, 64 bits: the same on every machine.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3;
  }
  return hash;
}

// A scenario's name as the name of a folder: letters, digits, "-", "_" and "." stay, and it hides nothing and leads
// nowhere.
std::string folder_name(const std::string& scenario_name) {
  std::string name;
  for (const char c : scenario_name) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    const bool inner_dot = c == '.' && !name.empty();
    name += plain || inner_dot ? c : '-';
  }
  return name.empty() ? "scenario" : name;
}

}  // namespace

std::string run_name(std::uint64_t seed, const LoadOptions& options) {
  std::string changes = options.catalogue;
  for (const scenario::Override& change : options.overrides) changes += '\n' + change.target + '=' + change.value;
  const std::string plain = fmt::format("seed-{}", seed);
  return changes.empty() ? plain : fmt::format("{}-{:08x}", plain, hash_of(changes) >> 32U);
}

ResultFolders::ResultFolders(const std::filesystem::path& parent, const LoadedScenarios& scenarios,
                             const std::string& run) {
  for (const auto& scenario : scenarios) {
    const std::filesystem::path path = parent / folder_name(scenario->experiment().name) / run;
    if (std::ranges::find(paths_, path) != paths_.end()) {
      throw report::OutputRefused(
          fmt::format("two scenarios would be written to {}: give them different names", path.string()));
    }
    paths_.push_back(path);
  }
  try {
    for (const std::filesystem::path& path : paths_) {
      note_missing_parents(path.parent_path());
      folders_.push_back(std::make_unique<report::OutputFolder>(path));
    }
  } catch (...) {
    folders_.clear();
    remove_empty_parents();
    throw;
  }
}

ResultFolders::~ResultFolders() {
  folders_.clear();
  remove_empty_parents();
}

std::vector<std::filesystem::path> ResultFolders::temporary_paths() const {
  std::vector<std::filesystem::path> paths;
  paths.reserve(folders_.size());
  for (const auto& folder : folders_) paths.push_back(folder->temporary_path());
  return paths;
}

void ResultFolders::note_missing_parents(const std::filesystem::path& path) {
  if (path.empty() || std::filesystem::exists(std::filesystem::symlink_status(path))) return;
  note_missing_parents(path.parent_path());
  made_.push_back(path);
}

void ResultFolders::remove_empty_parents() const {
  std::error_code not_empty;
  for (const std::filesystem::path& path : std::views::reverse(made_)) std::filesystem::remove(path, not_empty);
}

}  // namespace twostep::cli
