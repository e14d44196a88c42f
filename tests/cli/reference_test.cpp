// `twostep reference`.
#include <string>

#include <catch2/catch.hpp>

#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

TEST_CASE("every part of a scenario has a table, and a part can be asked for alone") {
  const ProcessResult all = twostep({"reference"});
  CHECK(all.exit_code == 0);
  for (const char* part : {"scenario", "function", "host", "fleet", "queue", "step", "variant", "expectation"}) {
    CHECK_THAT(all.out, Contains("**" + std::string(part) + "**: "));
  }
  const ProcessResult one = twostep({"reference", "host"});
  CHECK(one.exit_code == 0);
  CHECK_THAT(one.out, Catch::StartsWith("**host**: ") && Contains("| `memory` | size | "));
  CHECK_THAT(one.out, !Contains("**function**"));
  const ProcessResult none = twostep({"reference", "functoin"});
  CHECK(none.exit_code == 2);
  CHECK_THAT(none.error, Contains("functoin") && Contains("did you mean \"function\"?"));
}

TEST_CASE("a page is printed with its tables filled in, or refused with the marker's line") {
  const TemporaryFolder folder;
  const std::string good = folder.write("good.md", "Hosts\n<!-- reference: host -->\n<!-- end -->\n").string();
  const ProcessResult filled = twostep({"reference", "--page", good});
  CHECK(filled.exit_code == 0);
  CHECK(filled.out == "Hosts\n<!-- reference: host -->\n\n" + twostep({"reference", "host"}).out + "\n<!-- end -->\n");
  const std::string bad = folder.write("bad.md", "\n<!-- reference: hots -->\n").string();
  const ProcessResult refused = twostep({"reference", "--page", bad});
  CHECK(refused.exit_code == 2);
  CHECK(refused.out.empty());
  CHECK_THAT(refused.error, Contains("bad.md:2: ") && Contains("hots") && Contains("has no end"));
  CHECK(twostep({"reference", "--page", "/nowhere/page.md"}).exit_code == 3);
}

}  // namespace twostep::tests
