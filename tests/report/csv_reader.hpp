// A reader of CSV as RFC 4180 has it, written apart from the writer that it checks.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace twostep::tests {

using CsvRows = std::vector<std::vector<std::string>>;

inline CsvRows read_csv(std::string_view text) {
  CsvRows rows;
  std::vector<std::string> row;
  std::string field;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      field += '"';
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == ',' || c == '\n')) {
      row.push_back(std::move(field));
      field.clear();
      if (c == '\n') {
        rows.push_back(std::move(row));
        row.clear();
      }
    } else {
      field += c;
    }
  }
  if (quoted || !field.empty() || !row.empty()) throw std::runtime_error("the CSV text ends in the middle of a row");
  return rows;
}

// The fields of a column, without its heading.
inline std::vector<std::string> csv_column(const CsvRows& rows, const std::string& name) {
  const auto heading = std::find(rows.at(0).begin(), rows.at(0).end(), name);
  if (heading == rows[0].end()) throw std::runtime_error("no column " + name);
  std::vector<std::string> fields;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    fields.push_back(rows[i].at(static_cast<std::size_t>(heading - rows[0].begin())));
  }
  return fields;
}

}  // namespace twostep::tests
