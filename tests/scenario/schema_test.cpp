#include "sim/scenario/schema.hpp"

#include <functional>

#include "sim/scenario/experiment.hpp"
#include "tests/json_schema.hpp"
#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

using sample::World;

class Validator {
 public:
  explicit Validator(const Json& schema) : schema_(nlohmann::json::parse(schema.dump())) {}
  [[nodiscard]] bool accepts(const std::string& text) const { return schema_.accepts(nlohmann::json::parse(text)); }

 private:
  tests::JsonSchema schema_;
};

const Validator& world_validator() {
  static const Validator validator(schema_document<World>());
  return validator;
}

// A world with one value replaced.
std::string world_with(const std::string& pointer, const std::string& value) {
  Json world = Json::parse(sample::good_world);
  world[Json::json_pointer(pointer)] = Json::parse(value);
  return world.dump();
}

bool reader_accepts(const std::string& text) {
  Issues issues;
  return read<World>(parsed(text), issues).has_value();
}

TEST_CASE("the schema and the reader both take a good document") {
  CHECK(world_validator().accepts(sample::good_world));
  CHECK(reader_accepts(sample::good_world));
}

TEST_CASE("the schema takes every value that the reader takes") {
  const std::vector<std::pair<std::string, std::string>> values{
      {"/site", R"({"kind": "server", "type": "x"})"},
      {"/site",
       R"({"// why": 1, "type": "x", "count": 1000, "kind": "server", "nic": "unlimited", "packing": "spread"})"},
      {"/site/start", "\"0.1 s\""},
      {"/site/start", R"({"constant": "0.1 s"})"},
      {"/site/start", R"({"//": 0, "uniform": {"low": "1e-3 s", "high": "2h"}})"},
      {"/site/start", R"({"empirical": [[0, "1 s"], [1, "2 s"]]})"},
      {"/site/start", R"({"weibull": {"scale": "1 s", "shape": 1.5}})"},
      {"/site/is_warm", "false"},
      {"/programs", "{}"},
      {"/programs/train", "[]"},
      {"/programs/train/0", R"({"//": "x", "compute": "1,000.5 vCPU-ms", "threads": 1})"},
      {"/programs/train/0/steps/0", R"({"repeat": 0, "steps": [{"get": "0 B", "from": ""}]})"},
      {"/load", "\"0.5/s\""},
      {"/weight", "-1e-7"}};
  for (const auto& [pointer, value] : values) {
    const std::string text = world_with(pointer, value);
    CAPTURE(pointer, value);
    CHECK(reader_accepts(text));
    CHECK(world_validator().accepts(text));
  }
}

TEST_CASE("the schema refuses what is wrong in shape") {
  const std::vector<std::pair<std::string, std::string>> values{
      {"/name", "1"},
      {"/nam", "\"x\""},
      {"/site", R"({"kind": "server"})"},
      {"/site", R"({"type": "x"})"},
      {"/site/kind", "\"sever\""},
      {"/site/memory", "640"},
      {"/site/memory", "\"640\""},
      {"/site/memory", "\"640 mib\""},
      {"/site/memory", "\"-640 MiB\""},
      {"/site/memory", "\" 640 MiB\""},
      {"/site/count", "1"},
      {"/site/start", R"({"uniform": {"low": "1 s"}})"},
      {"/site/start", R"({"unifrom": {"low": "1 s", "high": "2 s"}})"},
      {"/site/start", R"({"constant": "1 s", "gamma": {"mean": "1 s", "sd": "1 s"}})"},
      {"/site/is_warm", "\"yes\""},
      {"/programs/train", "{}"},
      {"/programs/train/0", "{}"},
      {"/programs/train/0", R"({"sleep": "1 s"})"},
      {"/programs/train/0/repeat", "-1"},
      {"/programs/train/0/repeat", "1.5"},
      {"/programs/train/0/steps", "[]"},
      {"/programs/train/0/steps/0/from", "7"},
      {"/programs/train/0/steps/1/threads", "0"},
      {"/load", "\"3500\""},
      {"/error", "0.04"},
      {"/weight", "\"2\""}};
  for (const auto& [pointer, value] : values) {
    const std::string text = world_with(pointer, value);
    CAPTURE(pointer, value);
    CHECK_FALSE(reader_accepts(text));
    CHECK_FALSE(world_validator().accepts(text));
  }
}

TEST_CASE("the schema takes the name of a parameter wherever a value stands") {
  for (const char* pointer :
       {"/name", "/site", "/site/memory", "/site/start", "/site/start/lognormal", "/site/start/lognormal/p99",
        "/site/kind", "/programs", "/programs/train", "/programs/train/0", "/programs/train/0/repeat",
        "/programs/train/0/steps", "/load", "/error", "/weight"}) {
    CAPTURE(pointer);
    CHECK(world_validator().accepts(world_with(pointer, "\"$iterations\"")));
  }
  CHECK_FALSE(world_validator().accepts(world_with("/weight", "\"$ iterations\"")));
}

TEST_CASE("the schema tells an editor titles, docs, defaults, examples, words and bounds") {
  const Json schema = schema_document<World>();
  CHECK(schema["$schema"] == "http://json-schema.org/draft-07/schema#");
  CHECK(schema["title"] == "world");
  CHECK(schema["additionalProperties"] == false);
  CHECK(schema["properties"].contains("$schema"));
  CHECK(schema["required"] == Json::array({"name", "site", "programs"}));
  CHECK(schema["properties"]["error"]["default"] == "1 %");
  CHECK(schema["properties"]["weight"]["default"] == 1.5);
  CHECK(schema["properties"]["name"]["description"] == "Its name.");
  const Json& server = schema["definitions"]["site-server"]["properties"];
  CHECK(server["kind"] == Json{{"const", "server"}});
  CHECK(server["count"]["anyOf"][0] == Json{{"type", "integer"}, {"minimum", 1}, {"maximum", 1000}});
  CHECK(server["count"]["description"] == "How many there are. (at least 1 and at most 1000)");
  CHECK(server["boot"]["default"] == "30 s");
  CHECK(server["boot"]["description"] == "From the request to the first work. (at most 10 min)");
  CHECK(server["packing"]["anyOf"][0]["enum"] == Json::array({"first_fit", "spread"}));
  CHECK(server["packing"]["anyOf"][0]["description"] ==
        "first_fit: The first host with room.\nspread: The emptiest host.");
  const Json& function = schema["definitions"]["site-function"]["properties"];
  CHECK(function["memory"]["examples"] == Json::array({"640 MiB"}));
  CHECK(function["start"]["default"] == "100 ms");
  CHECK(function["lifetime"]["description"] == "After which it is stopped. (more than 0 s)");
}

TEST_CASE("every reference of the schema leads to a definition") {
  const Json schema = schema_document<World>();
  const std::function<void(const Json&)> check = [&](const Json& part) {
    if (part.is_object() && part.contains("$ref")) {
      const auto name = part["$ref"].get<std::string>();
      CAPTURE(name);
      REQUIRE(name.starts_with("#/"));
      CHECK(schema.contains(Json::json_pointer(name.substr(1))));
    }
    for (const Json& inner : part) {
      if (inner.is_structured()) check(inner);
    }
  };
  check(schema);
}

struct Twin {
  int x = 0;
};
struct OtherTwin {
  int y = 0;
};
struct Twins {
  Twin one;
  OtherTwin other;
};
Shape<Twin> shape_of(Describe<Twin>) { return Shape<Twin>("twin", "").required("x", &Twin::x, ""); }
Shape<OtherTwin> shape_of(Describe<OtherTwin>) { return Shape<OtherTwin>("twin", "").required("y", &OtherTwin::y, ""); }
Shape<Twins> shape_of(Describe<Twins>) {
  return Shape<Twins>("twins", "").required("one", &Twins::one, "").required("other", &Twins::other, "");
}

TEST_CASE("two types of one name are a mistake of the description") {
  CHECK_THROWS_AS(schema_document<Twins>(), std::logic_error);
}

TEST_CASE("the schema of expectations takes what the reader takes and no more") {
  const Validator validator(schema_document<Experiment>());
  const std::string head = R"({"name": "n", "question": "q", "catalogue": "c", "expect": [)";
  CHECK(validator.accepts(head + R"({"metric": "makespan", "of": "a", "is": "465 min", "within": "4 %"}]})"));
  CHECK(validator.accepts(head + R"({"metric": "m", "of": "a", "over": "b", "is": 21, "quoted": "why"}]})"));
  CHECK(validator.accepts(
      head + R"({"metric": "m", "of": "a", "over": {"variant": "b", "metric": "n"}, "is": "21x", "within": "4 %"}]})"));
  CHECK(validator.accepts(head + R"({"metric": "m", "of": "a", "is": "$1,584/h", "within": "$t"}]})"));
  CHECK(validator.accepts(
      R"({"name": "n", "question": "q", "catalogue": "c", "parameters": {"a": 1, "b": {"value": [1], "note": "x"}, "c": {"uniform": {}}}})"));
  CHECK_FALSE(validator.accepts(head + R"({"metric": "m", "of": "a", "is": "465 minutes", "within": "4 %"}]})"));
  CHECK_FALSE(validator.accepts(head + R"({"metric": "m", "of": "a", "is": 1, "within": 0.04}]})"));
  CHECK_FALSE(
      validator.accepts(head + R"({"metric": "m", "of": "a", "over": {"metric": "n"}, "is": 1, "within": "4 %"}]})"));
  CHECK_FALSE(validator.accepts(
      R"({"name": "n", "question": "q", "catalogue": "c", "parameters": {"b": {"value": 1, "nota": "x"}}})"));
}

}  // namespace
}  // namespace twostep::scenario
