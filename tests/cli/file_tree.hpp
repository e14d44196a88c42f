// FileTree: the files below a folder, as their bytes by relative path: for comparing what two runs wrote.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using FileTree = std::map<std::string, std::string>;

inline FileTree read_tree(const std::filesystem::path& folder) {
  FileTree tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) tree[entry.path().lexically_relative(folder).string()] = content_of(entry.path());
  }
  return tree;
}

// Whether there is nothing in the folder: no file, no folder.
inline bool is_empty_folder(const std::filesystem::path& folder) {
  return std::filesystem::directory_iterator(folder) == std::filesystem::directory_iterator();
}

}  // namespace twostep::tests
