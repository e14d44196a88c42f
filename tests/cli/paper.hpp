// The paper's scenarios, as tests use them.
#pragma once

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

namespace twostep::tests {

inline std::string paper_scenario(const std::string& name) {
  return std::string(TWOSTEP_SOURCE) + "/scenarios/paper/" + name + ".json";
}

// All of them, in order of name.
inline std::vector<std::string> paper_scenarios() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(TWOSTEP_SOURCE) + "/scenarios/paper")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace twostep::tests
