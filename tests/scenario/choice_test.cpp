#include "sim/scenario/choice.hpp"

#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

using sample::Site;
using sample::Step;

TEST_CASE("a member names the alternative") {
  CHECK(std::get<sample::Server>(good<Site>(R"({"kind": "server", "type": "x"})")).type == "x");
  CHECK(std::get<sample::Function>(good<Site>(R"({"memory": "1 GB", "kind": "function"})")).memory ==
        Bytes{1'000'000'000});
}

TEST_CASE("an alternative that is none is told with the nearest") {
  CHECK(problems_as<Site>(R"({"kind": "functoin"})") ==
        Lines{R"(f.json:1: /kind: "functoin" is not known here; did you mean "function"?)"});
  CHECK(problems_as<Site>(R"({"kind": 3})") ==
        Lines{"f.json:1: /kind: 3 is a number, not a word; use one of server or function"});
  CHECK(problems_as<Site>(R"({"memory": "1 GB"})") ==
        Lines{R"(f.json:1: the key "kind" of a site is missing; add "kind": one of server or function)"});
  CHECK(problems_as<Site>("7") == Lines{"f.json:1: 7 is a number, not an object; write {...}"});
}

TEST_CASE("the keys of another alternative are not known") {
  CHECK(problems_as<Site>(R"({"kind": "function", "memory": "1 GB", "count": 1})") ==
        Lines{R"(f.json:1: /count: "count" is not known here; use one of kind, memory, lifetime, start or is_warm)"});
}

TEST_CASE("the key that is there tells the alternative") {
  CHECK(std::get<sample::Get>(good<Step>(R"({"from": "s3", "get": "1 KB"})").action).from == "s3");
  const auto step = good<Step>("\n{\"compute\": \"1 vCPU-s\"}");
  CHECK(std::get<sample::Compute>(step.action).work == CpuWork{1'000'000'000});
  CHECK(step.place.line == 2);
}

TEST_CASE("of several tags the one described first counts") {
  CHECK(problems_as<Step>(R"({"get": "1 KB", "from": "x", "compute": "1 vCPU-s"})") ==
        Lines{R"(f.json:1: /from: "from" is not known here; use one of compute or threads)",
              R"(f.json:1: /get: "get" is not known here; use one of compute or threads)"});
}

TEST_CASE("a step without a tag is told with the nearest one") {
  CHECK(problems_as<Step>(R"({"from": "x", "gte": "1 KB"})") ==
        Lines{R"(f.json:1: /gte: "gte" is no step; did you mean "get"?)"});
  CHECK(problems_as<Step>(R"({"x": 1})") ==
        Lines{R"(f.json:1: {"x": 1} is no step; one of its keys must be compute, get or repeat)"});
  CHECK(problems_as<Step>("{}") == Lines{R"(f.json:1: {} is no step; one of its keys must be compute, get or repeat)"});
}

TEST_CASE("problems within nested steps are told with their places") {
  CHECK(
      problems_as<Step>("{\"repeat\": 2, \"steps\": [\n{\"compute\": \"0.2\"},\n{\"repeat\": -1, \"steps\": []}]}") ==
      Lines{
          R"(f.json:2: /steps/0/compute: "0.2" has no unit; write a number and a unit: vCPU-us, vCPU-ms, vCPU-s, vCPU-min or vCPU-h, as in "0.2 vCPU-s")",
          "f.json:3: /steps/1/repeat: -1 is too small; write at least 0",
          "f.json:3: /steps/1/steps: [] is empty; write at least one"});
}

struct Other {
  int x = 0;
};
Shape<Other> shape_of(Describe<Other>) { return Shape<Other>("other", "").required("x", &Other::x, ""); }
using Wrong = std::variant<Other>;

TEST_CASE("an alternative without the key that tells it is a mistake of the description") {
  CHECK_THROWS_AS(Choice<Wrong>::by_first_key("wrong").add<Other>("y", ""), std::logic_error);
  CHECK_NOTHROW(Choice<Wrong>::by_first_key("wrong").add<Other>("x", ""));
}

}  // namespace
}  // namespace twostep::scenario
