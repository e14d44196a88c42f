#include "sim/scenario/document.hpp"

#include <clocale>

#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

int line(const Node& node, std::string_view pointer) {
  const Node* part = node.at_pointer(pointer);
  REQUIRE(part != nullptr);
  return part->place().line;
}

const std::string many_lines =
    "{\n"
    "  \"name\": \"x\",\n"
    "  \"number\": 12\n"
    "  ,\n"
    "  \"list\":\n"
    "    [\n"
    "      1,\n"
    "      2.5\n"
    "      , true,\n"
    "\n"
    "      null, {\"deep\": [ [\n"
    "3]]}\n"
    "    ],\n"
    "  \"last\": -1e3}\n";

void check_lines(const Node& node) {
  CHECK(line(node, "") == 1);
  CHECK(line(node, "/name") == 2);
  CHECK(line(node, "/number") == 3);  // the parser has already read the line end behind it
  CHECK(line(node, "/list") == 6);    // where the value starts, not its key
  CHECK(line(node, "/list/0") == 7);
  CHECK(line(node, "/list/1") == 8);
  CHECK(line(node, "/list/2") == 9);
  CHECK(line(node, "/list/3") == 11);
  CHECK(line(node, "/list/4") == 11);
  CHECK(line(node, "/list/4/deep") == 11);
  CHECK(line(node, "/list/4/deep/0/0") == 12);
  CHECK(line(node, "/last") == 14);
}

TEST_CASE("every value knows its line") { check_lines(parsed(many_lines)); }

TEST_CASE("every value knows its line in a file with CRLF line ends") {
  std::string text;
  for (const char c : many_lines) text += c == '\n' ? "\r\n" : std::string(1, c);
  check_lines(parsed(text));
}

TEST_CASE("a byte order mark changes nothing") {
  check_lines(parsed("\xef\xbb\xbf" + many_lines));
  CHECK(problems("\xef\xbb\xbf{\"a\" 1}") == problems("{\"a\" 1}"));
}

TEST_CASE("a document is any JSON value, with or without a line end") {
  CHECK(line(parsed("12"), "") == 1);
  CHECK(line(parsed("12\n"), "") == 1);
  CHECK(line(parsed("\n\n12\n"), "") == 3);
  CHECK(line(parsed("\n[]"), "") == 2);
  CHECK(line(parsed("\ntrue\n"), "") == 2);
}

TEST_CASE("every value knows its file and pointer") {
  const Node node = parsed(R"({"a": [{"b/c": 1}]})");
  CHECK(*node.find("a")->place().file == "f.json");
  CHECK(node.at_pointer("/a/0/b~1c")->place().pointer == "/a/0/b~1c");
}

TEST_CASE("numbers are read as they are written, in any locale") {
  const std::string before = std::setlocale(LC_NUMERIC, nullptr);
  // A locale with a decimal comma, where the machine has one; "C" reads the same numbers.
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8", "C"}) {
    if (std::setlocale(LC_NUMERIC, name) == nullptr) continue;
    CHECK(parsed("0.0000166667").as_number() == 0.0000166667);
    CHECK(parsed("[-2.5e-3 ]").items()[0].as_number() == -0.0025);
    CHECK(parsed("{\"a\":1.5}").find("a")->as_number() == 1.5);
    CHECK(parsed("1E2\n").as_number() == 100);
    CHECK(parsed("1e-400").as_number() == 0);
  }
  std::setlocale(LC_NUMERIC, before.c_str());
}

TEST_CASE("a key that stands twice is told with both lines, once for each repetition") {
  CHECK(problems("{\n\"a\": 1,\n\"b\": {\"a\": 2},\n\"a\": {\"x\": 3},\n\"a\": 4}") ==
        Lines{"f.json:4: /a: \"a\" stands twice in one object; keep one of the two; the first stands in line 2",
              "f.json:5: /a: \"a\" stands twice in one object; keep one of the two; the first stands in line 2"});
}

TEST_CASE("of a key that stands twice the first value counts") {
  Issues issues;
  const std::optional<Node> node = parse_document(R"({"a": 1, "a": {"b": [2]}, "c": 3})", "f.json", issues);
  REQUIRE(node.has_value());
  CHECK(node->to_json().dump() == R"({"a":1,"c":3})");
}

TEST_CASE("a syntax error is told with line, column and what was expected") {
  CHECK(problems("{\n  \"a\" 1}") ==
        Lines{"f.json:2: /a: is not JSON: unexpected number literal; expected ':' (column 7)"});
  CHECK(problems("{\"a\": 1,\n}") == Lines{"f.json:2: is not JSON: unexpected '}'; expected string literal (column 1); "
                                           "leave out the comma before it"});
  CHECK(problems("[1, 2,]") == Lines{"f.json:1: /2: is not JSON: unexpected ']'; expected '[', '{', or a literal "
                                     "(column 7); leave out the comma before it"});
  CHECK(problems("{\"a\": [1\n 2]}") ==
        Lines{"f.json:2: /a/1: is not JSON: unexpected number literal; expected ']' (column 2)"});
  CHECK(problems("{\"a\": 1\n \"b\": 2}") == Lines{"f.json:2: is not JSON: unexpected string literal; expected '}' "
                                                   "(column 2); is a comma missing before it?"});
  CHECK(problems("{} {}") == Lines{"f.json:1: is not JSON: unexpected '{'; expected end of input (column 4)"});
  CHECK(problems("{'a': 1}").at(0).ends_with("(column 2); put text in double quotes"));
  CHECK(problems("{\"\xc3\xa9\xc3\xa9\": x}")
            .at(0)
            .ends_with("(column 8); put text, keys and quantities in double quotes"));
  CHECK(problems("{\n// why\n\"a\": 1}")
            .at(0)
            .ends_with("(column 1); JSON has no comments: write one as a member, \"//\": \"...\""));
  CHECK(problems("[0123]").at(0).find("unexpected number literal; expected ']' (column 2)") != std::string::npos);
  CHECK(problems("[\"a\nb\"]").at(0).find("control character U+000A") != std::string::npos);
}

TEST_CASE("a document that is cut off is told with what was left open") {
  CHECK(
      problems("{\n \"a\": [1,\n 2") ==
      Lines{
          "f.json:3: /a/2: the JSON ends before it is complete (column 3); close the list that was opened in line 2"});
  CHECK(problems("{\n \"a\": {\"b\": \"xy") == Lines{"f.json:2: /a/b: the JSON ends before it is complete (column 16); "
                                                     "close the object that was opened in line 2"});
  CHECK(problems("{\"a\": \"unexpected").at(0).starts_with("f.json:1: /a: the JSON ends before it is complete"));
  CHECK(problems("{\"a\": tru").at(0).starts_with("f.json:1: /a: the JSON ends before it is complete (column 10)"));
  CHECK(problems("{\"a\": 1.").at(0).starts_with("f.json:1: /a: the JSON ends before it is complete (column 9)"));
  CHECK(problems("{\"a\": \"\\u12").at(0).starts_with("f.json:1: /a: the JSON ends before it is complete"));
}

TEST_CASE("every truncation of a document is an issue and nothing else") {
  for (std::size_t length = 0; length + 2 < many_lines.size(); ++length) {
    CAPTURE(length);
    const Lines lines = problems(many_lines.substr(0, length));
    REQUIRE(lines.size() == 1);
    const bool is_clear = lines[0].find("ends before it is complete") != std::string::npos ||
                          lines[0] == "f.json: is empty; write one JSON object";
    CHECK(is_clear);
  }
}

TEST_CASE("a number beyond a double is an issue") {
  CHECK(problems("{\"a\":\n 1e400 }") ==
        Lines{"f.json:2: /a: the number \"1e400\" is too large (column 2); write a number below 1e308"});
  CHECK(problems("-1e999999999") ==
        Lines{"f.json:1: the number \"-1e999999999\" is too large (column 1); write a number below 1e308"});
}

TEST_CASE("unpaired surrogates are issues, paired ones a character") {
  CHECK(parsed(R"("\ud83d\ude00")").as_string() == "\xf0\x9f\x98\x80");
  for (const char* text :
       {R"(["\ud800"])", R"(["\udc00"])", R"(["\ud800\ud800"])", R"(["\ud800x"])", R"(["\uDC00\uD800"])"}) {
    CAPTURE(text);
    const Lines lines = problems(text);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("surrogate") != std::string::npos);
  }
}

}  // namespace
}  // namespace twostep::scenario
