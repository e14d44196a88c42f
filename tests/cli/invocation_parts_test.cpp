#include "sim/cli/invocation_parts.hpp"

#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>

#include <catch2/catch.hpp>

#include "tests/temporary_folder.hpp"

namespace twostep::cli {

using tests::content_of;
using tests::TemporaryFolder;

TEST_CASE("parts are joined in the order of the variants under one header line, and are gone then") {
  const TemporaryFolder folder;
  // Eleven, so that the order of numbers (2 before 10) is told from that of names.
  std::string expected = "variant,arrival_s\n";
  for (std::size_t variant = 0; variant < 11; ++variant) {
    const std::string row = "v" + std::to_string(variant) + ",0.5\n";
    folder.write(invocation_part("", variant), "variant,arrival_s\n" + row);
    expected += row;
  }
  join_invocations(folder.path(), 11);
  CHECK(content_of(folder.path() / "invocations.csv") == expected);
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("parts of many megabytes are joined whole") {
  const TemporaryFolder folder;
  std::string rows;
  while (rows.size() < 3'000'000) rows += "v0," + std::to_string(rows.size()) + "\n";
  folder.write(invocation_part("", 0), "variant,arrival_s\n" + rows);
  folder.write(invocation_part("", 1), "variant,arrival_s\n" + rows);
  folder.write(invocation_part("", 2), "variant,arrival_s\nv2,1\n");
  join_invocations(folder.path(), 3);
  CHECK((content_of(folder.path() / "invocations.csv") == "variant,arrival_s\n" + rows + rows + "v2,1\n"));
}

TEST_CASE("a missing part is an error that names it") {
  const TemporaryFolder folder;
  folder.write(invocation_part("", 0), "variant\nv0\n");
  CHECK_THROWS_WITH(join_invocations(folder.path(), 2),
                    Catch::Contains(invocation_part(folder.path(), 1).string()) && Catch::Contains("No such file"));
}

TEST_CASE("parts with different columns are not mixed") {
  const TemporaryFolder folder;
  folder.write(invocation_part("", 0), "variant,arrival_s\nv0,1\n");
  folder.write(invocation_part("", 1), "variant,end_s\nv1,1\n");
  CHECK_THROWS_WITH(join_invocations(folder.path(), 2), Catch::Contains("other columns"));
}

}  // namespace twostep::cli
