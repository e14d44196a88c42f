#include "sim/page/data_table.hpp"

#include <cstddef>

#include <fmt/format.h>

#include "sim/page/page_text.hpp"

namespace twostep::page {

namespace {

constexpr std::size_t long_text = 40;  // from here on a cell is as wide as a sentence needs, and wraps

std::string_view cell_of(const std::vector<std::string>& row, std::size_t column) {
  return column < row.size() ? std::string_view(row[column]) : std::string_view();
}

std::vector<std::size_t> filled_columns(const DataTable& table) {
  std::vector<std::size_t> filled;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    bool any = table.rows.empty();
    for (const auto& row : table.rows) any = any || !cell_of(row, column).empty();
    if (any) filled.push_back(column);
  }
  return filled;
}

}  // namespace

std::string to_html(const DataTable& table) {
  const std::vector<std::size_t> columns = filled_columns(table);
  const auto alignment = [&table](std::size_t column) { return table.columns[column].number ? " class=\"n\"" : ""; };
  const auto shape = [&](std::size_t column, std::string_view text) {
    return text.size() > long_text ? " class=\"long\"" : alignment(column);
  };
  std::string html = fmt::format(
      "<div class=\"scroll\" role=\"region\" tabindex=\"0\" "
      "aria-label=\"{}\"><table><caption><span>{}</span></caption><thead><tr>",
      html_attribute(table.caption), html_text(table.caption));
  for (const std::size_t column : columns) {
    html += fmt::format("<th scope=\"col\"{}>{}</th>", alignment(column), html_text(table.columns[column].heading));
  }
  html += "</tr></thead><tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (const std::size_t column : columns) {
      const std::string text = html_text(cell_of(row, column));
      html += column == 0 ? fmt::format("<th scope=\"row\"{}>{}</th>", shape(column, text), text)
                          : fmt::format("<td{}>{}</td>", shape(column, text), text);
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

}  // namespace twostep::page
