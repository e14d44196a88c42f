// The rows of a CSV file none of whose cells is quoted, each by the names of its columns.
#pragma once

#include <filesystem>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/file_tree.hpp"

namespace twostep::tests {

inline std::vector<std::map<std::string, std::string>> read_rows(const std::filesystem::path& path) {
  const auto cells_of = [](const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream text(line);
    for (std::string cell; std::getline(text, cell, ',');) cells.push_back(cell);
    return cells;
  };
  std::istringstream text(content_of(path));
  std::string line;
  std::getline(text, line);
  const std::vector<std::string> columns = cells_of(line);
  std::vector<std::map<std::string, std::string>> rows;
  while (std::getline(text, line)) {
    const std::vector<std::string> cells = cells_of(line);
    auto& row = rows.emplace_back();
    for (std::size_t i = 0; i < cells.size(); ++i) row[columns.at(i)] = cells[i];
  }
  return rows;
}

}  // namespace twostep::tests
