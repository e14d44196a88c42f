#include "sim/page/csv_reader.hpp"

#include <string>
#include <system_error>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

using namespace twostep;
using page::CsvReader;
using Row = std::vector<std::string>;

TEST_CASE("CSV is read with quotes, commas and line breaks in its fields") {
  const tests::TemporaryFolder folder;
  CsvReader csv(folder.write("a.csv", "a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\n,\n"));
  Row row;
  REQUIRE(csv.next(row));
  CHECK(row == Row{"a", "b"});
  REQUIRE(csv.next(row));
  CHECK(row == Row{"x,\"y\"", "two\nlines"});
  CHECK(csv.line() == 3);
  REQUIRE(csv.next(row));
  CHECK(row == Row{"", ""});
  CHECK_FALSE(csv.next(row));
  CHECK_FALSE(csv.truncated());
}

TEST_CASE("a row without its line end is cut off, and not given") {
  const std::string rest = GENERATE(as<std::string>(), "1", "1,2", "\"1", "1,\"2\n");
  const tests::TemporaryFolder folder;
  CsvReader csv(folder.write("a.csv", "a,b\n" + rest));
  Row row;
  REQUIRE(csv.next(row));
  CHECK_FALSE(csv.next(row));
  CHECK(csv.truncated());
}

TEST_CASE("a CSV file that is not there is named") {
  CHECK_THROWS_WITH(CsvReader("/nowhere/a.csv"), Catch::Contains("/nowhere/a.csv"));
}
