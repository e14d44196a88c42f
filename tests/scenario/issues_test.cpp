#include "sim/scenario/issues.hpp"

#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

Place place(const std::string& file, int line, const std::string& pointer) {
  return {.file = std::make_shared<const std::string>(file), .line = line, .pointer = pointer};
}

TEST_CASE("an issue is one line of file, line, pointer, value, problem and what fits") {
  const ValidationIssue issue{.place = place("training.json", 12, "/programs/train/0/compute"),
                              .value = "\"0.2\"",
                              .problem = "has no unit",
                              .fits = "write s"};
  CHECK(to_text(issue) == "training.json:12: /programs/train/0/compute: \"0.2\" has no unit; write s");
  CHECK(to_text({.place = place("a.json", 0, ""), .value = "", .problem = "is empty", .fits = ""}) ==
        "a.json: is empty");
  CHECK(to_text({.place = {}, .value = "", .problem = "is wrong", .fits = ""}) == "is wrong");
}

TEST_CASE("an issue stays one line whatever its file and keys are called") {
  const ValidationIssue issue{.place = place("a\nb.json", 1, "/\x1b[31m"), .value = "", .problem = "is", .fits = ""};
  CHECK(to_text(issue) == "a\\nb.json:1: /\\u001b[31m: is");
}

TEST_CASE("issues are sorted by file, line and pointer, and equal ones told once") {
  Issues issues;
  issues.add(place("b.json", 1, "/a"), "", "p", "");
  issues.add(place("a.json", 10, "/a"), "", "p", "");
  issues.add(place("a.json", 9, "/b"), "", "p", "");
  issues.add(place("a.json", 9, "/a"), "", "q", "");
  issues.add(place("a.json", 9, "/a"), "", "p", "");
  issues.add(place("a.json", 9, "/b"), "", "p", "");
  CHECK(issues.count() == 6);
  CHECK(lines_of(issues) ==
        Lines{"a.json:9: /a: p", "a.json:9: /a: q", "a.json:9: /b: p", "a.json:10: /a: p", "b.json:1: /a: p"});
}

TEST_CASE("of very many issues the first thousand are kept and the rest counted") {
  Issues issues;
  for (int line = 1; line <= 1234; ++line) issues.add(place("a.json", line, ""), "", "is wrong", "");
  const Lines lines = lines_of(issues);
  REQUIRE(lines.size() == 1001);
  CHECK(lines[999] == "a.json:1000: is wrong");
  CHECK(lines[1000] == "234 more problems were found; correct those above first");
}

TEST_CASE("a quoted text is escaped and cut") {
  CHECK(in_quotes("a\"b\\c\n\t\r") == R"("a\"b\\c\n\t\r")");
  CHECK(in_quotes(std::string_view("\0\x7f", 2)) == R"("\u0000\u007f")");
  CHECK(in_quotes("\xc2\x9b[31m") == R"("\u009b[31m")");  // a control character of two bytes
  CHECK(in_quotes("\xc3\xa9") == "\"\xc3\xa9\"");         // a letter stays
  CHECK(in_quotes("\xff\xc3") == R"("\xff\xc3")");        // broken UTF-8
  CHECK(in_quotes("12345", 5) == "\"12345\"");
  CHECK(in_quotes("123456", 5) == "\"12345...\"");
  CHECK(in_quotes("\xc3\xa9\xc3\xa9\xc3\xa9", 2) == "\"\xc3\xa9\xc3\xa9...\"");  // never within a character
}

TEST_CASE("the value of an issue is the node as it was written, cut after 60 characters") {
  Issues issues;
  issues.add(parsed(R"({"a": [1, 2.5, null, true, "x"]})"), "is", "");
  issues.add(parsed('"' + std::string(100, 'x') + '"'), "is", "");
  issues.add(parsed("[" + std::string(100, ' ') + "\"" + std::string(100, 'y') + "\"]"), "is", "");
  const Lines lines = lines_of(issues);
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == "f.json:1: \"" + std::string(60, 'x') + "...\" is");
  CHECK(lines[1] == "f.json:1: [\"" + std::string(58, 'y') + "... is");
  CHECK(lines[2] == R"(f.json:1: {"a": [1, 2.5, null, true, "x"]} is)");
}

}  // namespace
}  // namespace twostep::scenario
