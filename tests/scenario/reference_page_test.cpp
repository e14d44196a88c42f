#include "sim/scenario/reference_page.hpp"

#include <catch2/catch.hpp>

#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

const ReferenceTable colours{
    .name = "colours",
    .summary = "What is painted.",
    .rows = {{.key = "paint",
              .type = "one of red, blue",
              .unit = "",
              .default_value = "\"red\"",
              .required = false,
              .doc = "red | blue"},
             {.key = "area", .type = "size", .unit = "m2", .default_value = "", .required = true, .doc = "How much."}}};

const std::string markdown = R"(**colours**: What is painted.

| key | type | unit | default | meaning |
|---|---|---|---|---|
| `paint` | one of red, blue |  | `"red"` | red \| blue |
| `area` | size | m2 | required | How much. |
)";

// What is wrong with a page, a line each.
std::string problems_of(const std::string& page) {
  Issues issues;
  (void)with_references(page, "page.md", std::vector{colours}, issues);
  std::string text;
  for (const ValidationIssue& issue : issues.all()) text += to_text(issue) + "\n";
  return text;
}

TEST_CASE("a reference table is written as a table of Markdown, a bar in a cell escaped") {
  CHECK(to_markdown(colours) == markdown);
}

TEST_CASE("what stands between a page's markers is replaced by the tables they name") {
  const std::string before = "Paint\n<!-- reference: colours -->\nold\n| x |\n<!-- end -->\nlast\n";
  const std::string after = "Paint\n<!-- reference: colours -->\n\n" + markdown + "\n<!-- end -->\nlast\n";
  Issues issues;
  CHECK(with_references(before, "page.md", std::vector{colours}, issues) == after);
  CHECK(with_references(after, "page.md", std::vector{colours}, issues) == after);
  CHECK(with_references("no markers\n", "page.md", std::vector{colours}, issues) == "no markers\n");
  CHECK(issues.empty());
}

TEST_CASE("a marker may name several tables") {
  ReferenceTable other = colours;
  other.name = "other";
  Issues issues;
  const std::string page = with_references("<!-- reference: other, colours -->\n<!-- end -->\n", "page.md",
                                           std::vector{colours, other}, issues);
  CHECK(issues.empty());
  CHECK(page.find("**other**") < page.find("**colours**"));
}

TEST_CASE("an unknown table, and a marker without its end, are told with their lines") {
  CHECK_THAT(problems_of("a\n<!-- reference: colour -->\n<!-- end -->\n"),
             Catch::StartsWith("page.md:2: ") && Catch::Contains("did you mean \"colours\"?"));
  CHECK_THAT(problems_of("<!-- reference: colours -->\nrest\n"),
             Catch::StartsWith("page.md:1: ") && Catch::Contains("has no end"));
  CHECK_THAT(problems_of("<!-- reference: colours -->\n<!-- reference: colours -->\n<!-- end -->\n"),
             Catch::StartsWith("page.md:1: ") && Catch::Contains("before the next marker"));
}

}  // namespace
}  // namespace twostep::scenario
