#include "models/trace/csv_reader.hpp"

#include <rapidcheck/catch.h>

#include "models/trace/unreadable_file.hpp"
#include "tests/trace/traces.hpp"

namespace twostep::tests {
namespace {

using models::CsvReader;

struct Row {
  int line;
  Lines cells;
  bool operator==(const Row&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.line << Catch::Detail::stringify(row.cells);
}

std::vector<Row> rows_of(const std::string& text) {
  const TemporaryFolder folder;
  CsvReader reader(folder.write("t.csv", text));
  std::vector<Row> rows;
  while (reader.next()) {
    rows.push_back({reader.line(), {reader.cells().begin(), reader.cells().end()}});
  }
  return rows;
}

using Rows = std::vector<Row>;

TEST_CASE("rows are lines, and cells lie between commas") {
  CHECK(rows_of("a,b\n1,2\n") == Rows{{1, {"a", "b"}}, {2, {"1", "2"}}});
  CHECK(rows_of("a,b\n,\n") == Rows{{1, {"a", "b"}}, {2, {"", ""}}});
  CHECK(rows_of("") == Rows{});
}

TEST_CASE("the last line may lack its end, lines may end as on Windows, and blank ones are no rows") {
  CHECK(rows_of("a,b\n1,2") == Rows{{1, {"a", "b"}}, {2, {"1", "2"}}});
  CHECK(rows_of("a,b\r\n1,2\r\n") == Rows{{1, {"a", "b"}}, {2, {"1", "2"}}});
  CHECK(rows_of("a,b\r\n\r\n \n1,2\r\n\n") == Rows{{1, {"a", "b"}}, {4, {"1", "2"}}});
  CHECK(rows_of("a,b\n1,2\r") == Rows{{1, {"a", "b"}}, {2, {"1", "2"}}});
}

TEST_CASE("a byte order mark is no part of the first cell") {
  CHECK(rows_of("\xef\xbb\xbf"
                "a,b\n") == Rows{{1, {"a", "b"}}});
  CHECK(rows_of("\xef\xbb\xbf") == Rows{});
}

TEST_CASE("quoted cells hold commas, quotes and line ends, and lines are counted on") {
  CHECK(rows_of("\"a,b\",c\n") == Rows{{1, {"a,b", "c"}}});
  CHECK(rows_of("\"say \"\"a\"\"\",\"\"\n") == Rows{{1, {"say \"a\"", ""}}});
  CHECK(rows_of("x,\"1\n2\"\r\ny,z\n") == Rows{{1, {"x", "1\n2"}}, {3, {"y", "z"}}});
  CHECK(rows_of("\"a\"") == Rows{{1, {"a"}}});
  // Within a cell that does not begin with one a quote is a character as any other.
  CHECK(rows_of("5\" disk,b\nc,d\n") == Rows{{1, {"5\" disk", "b"}}, {2, {"c", "d"}}});
}

TEST_CASE("a quoted cell that does not end is refused, with the line where its row begins") {
  const TemporaryFolder folder;
  CsvReader reader(folder.write("t.csv", "a\nb,\"c\nd\n"));
  CHECK(reader.next());
  try {
    static_cast<void>(reader.next());
    FAIL("no exception");
  } catch (const models::UnreadableFile& fault) {
    CHECK(fault.problem() == "has a quoted cell that does not end");
    CHECK(fault.line() == 2);
  }
}

TEST_CASE("a row of more than 16 MiB is refused, one a little shorter is not") {
  const TemporaryFolder folder;
  CsvReader reader(
      folder.write("t.csv", std::string(16 * 1024 * 1024 - 1, 'x') + "\n" + std::string(16 * 1024 * 1024 + 1, 'x')));
  CHECK(reader.next());
  CHECK_THROWS_WITH(reader.next(), Catch::EndsWith("t.csv:2: has a row of more than 16 MiB; give a CSV file, one line "
                                                   "a row"));
}

std::string written(const Lines& cells) {
  std::string row;
  for (const std::string& cell : cells) {
    if (&cell != cells.data()) row += ',';
    const bool quote = cell.find_first_of(",\"\n\r ") != std::string::npos || cell.empty();
    if (!quote) row += cell;
    if (!quote) continue;
    row += '"';
    for (const char c : cell) row += c == '"' ? "\"\"" : std::string(1, c);
    row += '"';
  }
  return row + "\n";
}

TEST_CASE("any cells come back as they were written, also over the end of the buffer") {
  rc::prop("any cells", [] {
    const auto character = rc::gen::element('a', 'b', ',', '"', '\n', '\r', ' ');
    const auto cell = rc::gen::container<std::string>(character);
    const auto table =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<Lines>>(rc::gen::nonEmpty(rc::gen::container<Lines>(cell))));
    // The buffer has 256 KiB: the rows lie on both sides of its end.
    std::string text = "x\n";
    while (text.size() < 256 * 1024 - 8)
      text += std::string(std::min<std::size_t>(1000, 256 * 1024 - 8 - text.size()), '-') + "\n";
    const std::size_t filling = rows_of(text).size();
    for (const Lines& cells : table) text += written(cells);
    std::vector<Lines> read;
    for (const Row& row : rows_of(text)) read.push_back(row.cells);
    read.erase(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(filling));
    RC_ASSERT(read == table);
  });
}

}  // namespace
}  // namespace twostep::tests
