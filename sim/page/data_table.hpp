// DataTable: rows of text under headings, as a table of a page.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace twostep::page {

struct DataColumn {
  std::string heading{};
  bool number = false;  // aligned at the right, in digits of equal width
};

struct DataTable {
  std::string caption{};
  std::vector<DataColumn> columns{};
  // Cells that are missing at a row's end are empty. The first cell of a row is its heading.
  std::vector<std::vector<std::string>> rows{};
};

// A <table> in a box of its own that scrolls sideways where the page is narrow. Text is escaped here. A column with
// nothing in any row is left out.
[[nodiscard]] std::string to_html(const DataTable& table);

}  // namespace twostep::page
