#include "sim/scenario/parameters.hpp"
#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

struct Changed {
  std::string document;
  Lines problems;
};

Changed changed(const std::string& text, const std::vector<Override>& overrides) {
  Issues issues;
  const Node node = with_overrides(parsed(text), overrides, issues);
  return {.document = node.to_json().dump(), .problems = lines_of(issues)};
}

TEST_CASE("an override replaces the value at a pointer") {
  const Changed result = changed(R"({"a": {"b": [1, 2]}, "c": 3})",
                                 {{.target = "/a/b/1", .value = "7"}, {.target = "/c", .value = "640 MiB"}});
  CHECK(result.document == R"({"a":{"b":[1,7]},"c":"640 MiB"})");
  CHECK(result.problems == Lines{});
}

TEST_CASE("an override may add a member to an object that is there") {
  const Changed result =
      changed(R"({"a": {}})", {{.target = "/a/x~1y", .value = "true"}, {.target = "/n", .value = "null"}});
  CHECK(result.document == R"({"a":{"x/y":true},"n":null})");
  CHECK(result.problems == Lines{});
}

TEST_CASE("the value of an override is JSON if it is, else a string") {
  const auto value = [](const std::string& text) {
    const Changed result = changed(R"({"a": 0})", {{.target = "/a", .value = text}});
    CHECK(result.problems == Lines{});
    return result.document;
  };
  CHECK(value("900") == R"({"a":900})");
  CHECK(value("1e3") == R"({"a":1000.0})");
  CHECK(value("\"900\"") == R"({"a":"900"})");
  CHECK(value("2.49 s") == R"({"a":"2.49 s"})");
  CHECK(value("") == R"({"a":""})");
  CHECK(value("lambda") == R"({"a":"lambda"})");
  CHECK(value(R"({"mean": "1 s"})") == R"({"a":{"mean":"1 s"}})");
}

TEST_CASE("an override that leads nowhere is an issue that says where the way ends") {
  const std::string text = R"({"variants": {"lambda": {"memory": 1}}, "list": [1]})";
  const auto problem = [&](const std::string& target) {
    const Changed result = changed(text, {{.target = target, .value = "1"}});
    REQUIRE(result.problems.size() == 1);
    return result.problems[0];
  };
  CHECK(problem("/variants/lamda/memory") ==
        "--set: /variants/lamda/memory: /variants (an object) has no \"lamda\"; did you mean \"lambda\"?");
  CHECK(problem("/list/1") == "--set: /list/1: /list (a list) has no \"1\"; use 0");
  CHECK(problem("/list/0/x") == "--set: /list/0/x: /list/0 (a number) has no \"x\"; there is none to use here");
  CHECK(problem("/resources/x/y") ==
        "--set: /resources/x/y: the scenario has no \"resources\"; use one of variants or list");
  CHECK(problem("/list/~2") == "--set: /list/~2: /list (a list) has no \"~2\"; use 0");
}

TEST_CASE("a value that begins like JSON and is none is an issue") {
  CHECK(changed("{}", {{.target = "/a", .value = "{\"mean\": "}}).problems ==
        Lines{"--set: /a: /a={\\\"mean\\\":  the JSON ends before it is complete (column 10); write JSON, or plain "
              "text without quotes"});
  CHECK(changed("{}", {{.target = "/a", .value = "\xff"}}).problems.size() == 1);
}

TEST_CASE("overrides of parameters are left to the parameters") {
  const Changed result = changed(R"({"a": 1})", {{.target = "a", .value = "2"}});
  CHECK(result.document == R"({"a":1})");
  CHECK(result.problems == Lines{});
}

TEST_CASE("an overridden value says so in its place") {
  Issues issues;
  const Node node =
      with_overrides(parsed(R"({"a": {"b": 1}})"), std::vector<Override>{{.target = "/a/b", .value = "[1]"}}, issues);
  CHECK(*node.at_pointer("/a/b/0")->place().file == "--set");
  CHECK(node.at_pointer("/a/b/0")->place().pointer == "/a/b/0");
}

}  // namespace
}  // namespace twostep::scenario
