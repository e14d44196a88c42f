#include "sim/scenario/parameters.hpp"

#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

struct Substituted {
  Node node;
  Lines problems;
  [[nodiscard]] std::string at(std::string_view pointer) const {
    const Node* part = node.at_pointer(pointer);
    return part == nullptr ? "nothing" : part->to_json().dump();
  }
};

Substituted substituted(const std::string& text, const std::string& variant = "",
                        const std::vector<Override>& overrides = {}) {
  Issues issues;
  const std::optional<Node> variant_node = variant.empty() ? std::nullopt : std::optional(parsed(variant));
  Node node = with_parameters_substituted(parsed(text), variant_node ? &*variant_node : nullptr, overrides, issues);
  return {.node = std::move(node), .problems = lines_of(issues)};
}

TEST_CASE("a name stands for the value of its parameter") {
  const Substituted result = substituted(R"({"parameters": {"n": {"value": 9000, "note": "x"}, "b": "100 MB"},
    "list": ["$n", {"get": "$b"}], "n": "$n"})");
  CHECK(result.problems == Lines{});
  CHECK(result.at("/list") == R"([9000,{"get":"100 MB"}])");
  CHECK(result.at("/n") == "9000");
}

TEST_CASE("only a string that is exactly a name is replaced") {
  const Substituted result = substituted(
      R"({"parameters": {"b": 1}, "list": ["$ b", "costs $b", "$0.10/h", "$$b", "$", "$b ", "b", "$b/h"], "$b": 2, "//": "$b"})");
  CHECK(result.problems == Lines{});
  CHECK(result.at("/list") == R"(["$ b","costs $b","$0.10/h","$$b","$","$b ","b","$b/h"])");
  CHECK(result.at("/$b") == "2");
  CHECK(result.at("/~1~1") == R"("$b")");
}

TEST_CASE("a parameter may use those before it, and not itself or those behind it") {
  const Substituted result =
      substituted(R"({"parameters": {"a": 1, "b": ["$a", "$a"], "c": {"value": {"x": "$b"}}}, "v": "$c"})");
  CHECK(result.problems == Lines{});
  CHECK(result.at("/v") == R"({"x":[1,1]})");
  CHECK(result.at("/parameters") == R"({"a":1,"b":[1,1],"c":{"value":{"x":[1,1]}}})");
  CHECK(substituted(R"({"parameters": {"a": "$b", "b": 1}})").problems ==
        Lines{R"(f.json:1: /parameters/a: "$b" is used before it is declared; declare "b" before this parameter)"});
  CHECK(substituted(R"({"parameters": {"a": "$a"}})").problems.size() == 1);
}

TEST_CASE("a name that is not declared is an issue with the nearest") {
  CHECK(substituted("{\"parameters\": {\"iterations\": 1},\n\"a\": \"$iteration\",\n\"b\": \"$zzz\"}").problems ==
        Lines{R"(f.json:2: /a: "$iteration" is no parameter of this scenario; did you mean "iterations"?)",
              R"(f.json:3: /b: "$zzz" is no parameter of this scenario; use iterations)"});
  CHECK(substituted(R"({"a": "$x"})").problems ==
        Lines{R"(f.json:1: /a: "$x" is no parameter of this scenario; there is none to use here)"});
}

TEST_CASE("the command line beats the variant, and the variant the document") {
  const std::string document =
      R"({"parameters": {"a": {"value": 1, "note": "n"}, "b": 2, "c": 3}, "v": ["$a", "$b", "$c"]})";
  const std::string variant = R"({"a": 10, "b": {"value": 20}})";
  const std::vector<Override> overrides{
      {.target = "a", .value = "7"}, {.target = "/v/2", .value = "8"}, {.target = "a", .value = "100"}};
  const Substituted result = substituted(document, variant, overrides);
  CHECK(result.problems == Lines{});
  CHECK(result.at("/v") == "[100,20,3]");  // the last --set of a; pointers are not for here
  CHECK(result.at("/parameters") == R"({"a":{"value":100,"note":"n"},"b":20,"c":3})");
}

TEST_CASE("a variant and the command line may set declared parameters only") {
  CHECK(substituted(R"({"parameters": {"memory": 1}})", R"({"memroy": 2})", {{.target = "memori", .value = "3"}})
            .problems ==
        Lines{R"(--set: "memori" is no parameter of this scenario; did you mean "memory"?)",
              R"(f.json:1: /memroy: "memroy" is no parameter of this scenario; did you mean "memory"?)"});
}

TEST_CASE("a replaced value stands at the place of its use and names its parameter") {
  const Substituted result =
      substituted("{\"parameters\": {\"p\": {\"value\": {\"a\": [true]}}},\n\n\"use\": [\"$p\"]}");
  const Node& value = *result.node.at_pointer("/use/0/a/0");
  CHECK(value.place().line == 3);
  CHECK(value.place().pointer == "/use/0/a/0");
  CHECK(value.parameter() == "p");
  Issues issues;
  CHECK_FALSE(read<Duration>(value, issues).has_value());
  CHECK(lines_of(issues).at(0).starts_with(
      "f.json:3: /use/0/a/0: true (from parameter p) is true or false, not a duration"));
}

TEST_CASE("a parameter's name is a word") {
  CHECK(
      substituted(R"({"parameters": {"a b": 1, "9": 2, "_a-9": 3, "//": "why"}})").problems ==
      Lines{
          R"(f.json:1: /parameters/9: "9" cannot be the name of a parameter; use letters, digits, - and _, beginning with a letter)",
          R"(f.json:1: /parameters/a b: "a b" cannot be the name of a parameter; use letters, digits, - and _, beginning with a letter)"});
}

TEST_CASE("parameters that are no object are an issue") {
  CHECK(substituted(R"({"parameters": [1], "a": 2})").problems ==
        Lines{"f.json:1: /parameters: [1] is a list, not an object; write {...}"});
  CHECK(substituted("[1]").problems == Lines{});
}

TEST_CASE("parameters that double one another stop before memory does") {
  std::string bomb = R"({"parameters": {"p0": [0, 0])";
  for (int i = 1; i < 40; ++i) {
    const std::string before = "\"$p" + std::to_string(i - 1) + "\"";
    bomb += ", \"p" + std::to_string(i) + "\": [" + before + ", " + before + "]";
  }
  const Substituted result = substituted(bomb + R"(}, "a": "$p39"})");
  REQUIRE(result.problems.size() == 1);
  CHECK(result.problems[0].find("makes the scenario too large") != std::string::npos);
}

TEST_CASE("parameters that nest one another stop at the deepest nesting") {
  const std::string fifty_open(50, '[');
  const std::string fifty_closed(50, ']');
  const std::string nested = R"({"parameters": {"p": )" + fifty_open + "1" + fifty_closed + R"(}, "a": )";
  CHECK(substituted(nested + R"(["$p"]})").problems == Lines{});
  CHECK(substituted(nested + fifty_open + R"("$p")" + fifty_closed + "}").problems.at(0).find("too large") !=
        std::string::npos);
}

TEST_CASE("a long path of use cannot be multiplied by a large parameter") {
  std::string list = "[0";
  for (int i = 0; i < 100'000; ++i) list += ",0";
  const std::string key(100'000, 'k');  // 100 000 values * 100 kB of path would be 10 GB
  const Substituted result = substituted(R"({"parameters": {"p": )" + list + R"(]}, ")" + key + R"(": "$p"})");
  REQUIRE(result.problems.size() == 1);
}

}  // namespace
}  // namespace twostep::scenario
