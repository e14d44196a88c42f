#include "sim/scenario/container_codecs.hpp"
#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

TEST_CASE("a list is read element by element, and each problem told") {
  CHECK(good<std::vector<int>>("[1, 2, 3]") == std::vector<int>{1, 2, 3});
  CHECK(good<std::vector<int>>("[]").empty());
  CHECK(problems_as<std::vector<int>>("[1, \"2\", 3.5]") ==
        Lines{"f.json:1: /1: \"2\" is a string, not a whole number; write a number without quotes or unit",
              "f.json:1: /2: 3.5 is not a whole number; write 3 or 4"});
  CHECK(problems_as<std::vector<int>>("{}") == Lines{"f.json:1: {} is an object, not a list; write [...]"});
}

TEST_CASE("an object as a map keeps the order of its names and leaves out comments") {
  const auto named = good<Named<int>>(R"({"z": 1, "// c": "x", "a": 2})");
  CHECK(named == Named<int>{{"z", 1}, {"a", 2}});
  CHECK(problems_as<Named<int>>(R"({"z": "1", "a": true})").size() == 2);
  CHECK(problems_as<Named<int>>("[]") == Lines{"f.json:1: [] is a list, not an object; write {...}"});
}

TEST_CASE("a pair is a list of two") {
  using Point = std::pair<double, Duration>;
  CHECK(good<Point>(R"([0.5, "1 s"])") == Point{0.5, Duration::seconds(1)});
  CHECK(problems_as<Point>("[0.5]") == Lines{"f.json:1: [0.5] has 1 elements; write exactly two"});
  CHECK(problems_as<Point>(R"(["0.5", 1])").size() == 2);
}

TEST_CASE("a value may come with its place, in a pointer, or as it is") {
  const auto located = good<Located<int>>("\n7");
  CHECK(located.value == 7);
  CHECK(located.place.line == 2);
  CHECK(*good<std::unique_ptr<int>>("7") == 7);
  CHECK(good<std::optional<int>>("7") == 7);
  CHECK(good<Node>("[1]").items().size() == 1);
}

TEST_CASE("whole numbers are exact and in range") {
  CHECK(good<std::int64_t>("9223372036854775807") == INT64_MAX);
  CHECK(good<std::int64_t>("1e6") == 1'000'000);
  CHECK(good<std::int64_t>("2.0") == 2);
  CHECK(problems_as<std::int64_t>("9223372036854775808") ==
        Lines{"f.json:1: 9.223372036854776e+18 is too large; write at most 9223372036854775807"});
  CHECK(good<int>("-2147483647") == -2147483647);
  CHECK(problems_as<int>("2147483648") == Lines{"f.json:1: 2147483648 is too large; write at most 2147483647"});
  CHECK(problems_as<int>("-9223372036854775808").size() == 1);
  CHECK(problems_as<int>("-0.5") == Lines{"f.json:1: -0.5 is not a whole number; write -1 or 0"});
}

TEST_CASE("plain values are told from one another") {
  CHECK(good<bool>("true"));
  CHECK(good<double>("3") == 3.0);
  CHECK(good<std::string>("\"x\"") == "x");
  CHECK(problems_as<bool>("1") == Lines{"f.json:1: 1 is a number, not true or false; write true or false"});
  CHECK(problems_as<double>("\"1\"") ==
        Lines{"f.json:1: \"1\" is a string, not a number; write a number without quotes or unit"});
  CHECK(problems_as<std::string>("1") == Lines{"f.json:1: 1 is a number, not text; write it in double quotes"});
}

}  // namespace
}  // namespace twostep::scenario
