#include "sim/scenario/node.hpp"

#include <nlohmann/json.hpp>

#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

TEST_CASE("a node gives its value by kind") {
  const Node node = parsed(R"({"n": null, "t": true, "i": -7, "d": 0.5, "s": "x", "a": [1, 2], "o": {}})");
  CHECK(node.find("n")->is_null());
  CHECK(node.find("t")->as_bool());
  CHECK(node.find("i")->as_integer() == -7);
  CHECK(node.find("i")->as_number() == -7.0);
  CHECK(node.find("d")->as_number() == 0.5);
  CHECK(node.find("s")->as_string() == "x");
  CHECK(node.find("a")->items().size() == 2);
  CHECK(node.find("o")->is_object());
  CHECK(node.find("o")->members().empty());
  CHECK(node.find("x") == nullptr);
  CHECK(node.find("a")->find("0") == nullptr);
  CHECK_THROWS_AS(node.find("s")->as_integer(), std::bad_variant_access);
}

TEST_CASE("an integer beyond 64 bits is a number") {
  CHECK(parsed("9223372036854775807").as_integer() == INT64_MAX);
  CHECK(parsed("-9223372036854775808").as_integer() == INT64_MIN);
  CHECK(parsed("9223372036854775808").kind() == Node::Kind::number);
  CHECK(parsed("9223372036854775808").as_number() == 0x1p63);
  CHECK(parsed("-9223372036854775809").as_number() == -0x1p63);
  CHECK(parsed("99999999999999999999999").as_number() == 1e23 - 0x1p23);  // the double nearest to 1e23 - 1
}

TEST_CASE("members keep the order in which they were written") {
  const Node node = parsed(R"({"z": 1, "a": 2, "m": 3})");
  CHECK(node.members()[0].first == "z");
  CHECK(node.members()[1].first == "a");
  CHECK(node.members()[2].first == "m");
  CHECK(node.to_json().dump() == R"({"z":1,"a":2,"m":3})");
}

TEST_CASE("a JSON pointer leads to a node or nowhere") {
  const Node node = parsed(R"({"a": [{"b": 1}, 2], "x/y": 3, "x~y": 4, "": 5, "~1": 6})");
  CHECK(node.at_pointer("") == &node);
  CHECK(node.at_pointer("/a/0/b")->as_integer() == 1);
  CHECK(node.at_pointer("/a/1")->as_integer() == 2);
  CHECK(node.at_pointer("/x~1y")->as_integer() == 3);
  CHECK(node.at_pointer("/x~0y")->as_integer() == 4);
  CHECK(node.at_pointer("/")->as_integer() == 5);
  CHECK(node.at_pointer("/~01")->as_integer() == 6);
  for (const char* nowhere : {"a", "/b", "/a/2", "/a/00", "/a/-1", "/a/-", "/a/1/2", "/x~2y", "/x~", "/a/0/b/", "//",
                              "/a/99999999999999999999999"}) {
    CAPTURE(nowhere);
    CHECK(node.at_pointer(nowhere) == nullptr);
  }
}

TEST_CASE("the pointer of every node leads to it") {
  const Node node = parsed(R"({"a/b": [{"c~d": [null, [true]]}], "": {"": 1}})");
  const auto check = [&node](const auto& self, const Node& part) -> void {
    CHECK(node.at_pointer(part.place().pointer) == &part);
    for (const Node& item : part.items()) self(self, item);
    for (const auto& [key, value] : part.members()) self(self, value);
  };
  check(check, node);
}

TEST_CASE("objects merge member by member at every depth and keep their places") {
  const Node base = parsed("{\"a\": 1,\n\"b\": {\"c\": 2,\n\"d\": [1, 2]},\n\"e\": 5}");
  const Node over = parsed("{\"b\": {\"d\": [3], \"x\": 9}, \"e\": {\"f\": 1}, \"g\": null}");
  const Node both = merged(base, over);
  CHECK(both.to_json().dump() == R"({"a":1,"b":{"c":2,"d":[3],"x":9},"e":{"f":1},"g":null})");
  CHECK(both.at_pointer("/b/c")->place().line == 2);
  CHECK(both.at_pointer("/b/d")->place().line == 1);
  CHECK(merged(base, parsed("7")).as_integer() == 7);
}

TEST_CASE("members are set, replaced and erased") {
  Node node = parsed(R"({"a": 1, "b": 2})");
  node.set("a", Node::string("x", {}));
  node.set("c", Node::boolean(true, {}));
  node.erase("b");
  node.erase("zzz");
  CHECK(node.to_json().dump() == R"({"a":"x","c":true})");
  Node list = Node::array({});
  list.push(node);
  CHECK(list.to_json().dump() == R"([{"a":"x","c":true}])");
}

TEST_CASE("JSON becomes nodes below one place and comes back") {
  const auto json =
      nlohmann::ordered_json::parse(R"({"a": [1, -2, 1e300, "x", null, true], "b/c": {"d": 18446744073709551615}})");
  const Node node = Node::from_json(json, {.file = nullptr, .line = 3, .pointer = "/p"});
  CHECK(node.at_pointer("/a/2")->as_number() == 1e300);
  CHECK(node.at_pointer("/a/2")->place().pointer == "/p/a/2");
  CHECK(node.at_pointer("/b~1c/d")->place().pointer == "/p/b~1c/d");
  CHECK(node.at_pointer("/b~1c/d")->place().line == 3);
  CHECK(node.at_pointer("/b~1c/d")->as_number() == 0x1p64);
  CHECK(node.find("a")->to_json() == json["a"]);
}

}  // namespace
}  // namespace twostep::scenario
