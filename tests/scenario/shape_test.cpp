#include "sim/scenario/shape.hpp"

#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

using sample::Function;
using sample::Packing;
using sample::Server;
using sample::World;

TEST_CASE("an object is read into its struct, absent keys keep their defaults") {
  const auto server = good<Server>(R"({"type": "m4.large", "nic": "450 Mbit/s", "packing": "spread"})");
  CHECK(server.type == "m4.large");
  CHECK(server.count == 1);
  CHECK(server.boot == Duration::seconds(30));
  CHECK(server.nic == Bandwidth::mbit_per_second(450));
  CHECK(server.packing == Packing::spread);
}

TEST_CASE("a member place is where the object was written") {
  CHECK(good<Server>("\n\n{\"type\": \"x\"}").place.line == 3);
}

TEST_CASE("every problem of an object is told at once") {
  CHECK(
      problems_as<Server>("{\n\"count\": 0,\n\"boot\": 30,\n\"nick\": \"1 Mbit/s\",\n\"packing\": \"sprad\"}") ==
      Lines{R"(f.json:1: the key "type" is missing; add "type": Entry of the catalogue.)",
            R"(f.json:2: /count: 0 is too small; write at least 1 and at most 1000)",
            R"(f.json:3: /boot: 30 has no unit; write a number and a unit: ns, us, ms, s, min, h or d, as in "2.49 s")",
            R"(f.json:4: /nick: "nick" is not known here; did you mean "nic"?)",
            R"(f.json:5: /packing: "sprad" is not known here; did you mean "spread"?)"});
}

TEST_CASE("an unknown key that is near to none is told with all that fit") {
  CHECK(problems_as<Server>(R"({"type": "x", "colour": "red"})") ==
        Lines{R"(f.json:1: /colour: "colour" is not known here; use one of type, count, boot, nic or packing)"});
}

TEST_CASE("an unknown key is told with the nearest key that is not there yet") {
  CHECK(problems_as<Server>(R"({"type": "x", "types": "y"})") ==
        Lines{R"(f.json:1: /types: "types" is not known here; did you mean "type"?)"});
  CHECK(problems_as<Server>(R"({"nic": "1 B/s", "typ": "y"})") ==
        Lines{R"(f.json:1: the key "type" is missing; add "type": Entry of the catalogue.)",
              R"(f.json:1: /typ: "typ" is not known here; did you mean "type"?)"});
}

TEST_CASE("comments are allowed everywhere and $schema at the root only") {
  static_cast<void>(good<Server>(R"({"$schema": "s.json", "//": 1, "// why": [], "type": "x"})"));
  CHECK(problems_as<World>(R"({"name": "n", "programs": {}, "site": {"kind": "server", "$schema": "s", "type": "x"}})")
            .size() == 1);
}

TEST_CASE("bounds hold at their ends") {
  CHECK(good<Server>(R"({"type": "x", "count": 1})").count == 1);
  CHECK(good<Server>(R"({"type": "x", "count": 1000})").count == 1000);
  CHECK(problems_as<Server>(R"({"type": "x", "count": 1001})") ==
        Lines{"f.json:1: /count: 1001 is too large; write at least 1 and at most 1000"});
  CHECK(good<Server>(R"({"type": "x", "boot": "10 min"})").boot == Duration::seconds(600));
  CHECK(problems_as<Server>(R"({"type": "x", "boot": "600.000000001 s"})") ==
        Lines{R"(f.json:1: /boot: "600.000000001 s" is too large; write at most 10 min)"});
  CHECK(good<Function>(R"({"memory": "128 MiB"})").memory == Bytes{134'217'728});
  CHECK(problems_as<Function>(R"({"memory": "128 MB"})") ==
        Lines{R"(f.json:1: /memory: "128 MB" is too small; write at least 128 MiB)"});
  CHECK(problems_as<Function>(R"({"memory": "1 GB", "lifetime": "0 s"})") ==
        Lines{R"(f.json:1: /lifetime: "0 s" is too small; write more than 0 s)"});
}

TEST_CASE("what may not be empty is told so") {
  CHECK(problems_as<Server>(R"({"type": ""})") == Lines{R"(f.json:1: /type: "" is empty; write at least one)"});
}

TEST_CASE("null is no absent key") {
  CHECK(problems_as<Server>(R"({"type": "x", "nic": null})")
            .at(0)
            .starts_with("f.json:1: /nic: null is null, not a bandwidth"));
}

TEST_CASE("what is no object is told so") {
  CHECK(problems_as<Server>("[1]") == Lines{"f.json:1: [1] is a list, not an object; write {...}"});
  CHECK(problems_as<Server>("\"x\"") == Lines{"f.json:1: \"x\" is a string, not an object; write {...}"});
}

TEST_CASE("checks across fields run when each field is good") {
  CHECK(problems_as<Function>(R"({"memory": "1 GB", "is_warm": true, "start": "1 s"})") ==
        Lines{R"(f.json:1: /start: "1 s" is of no use to a warm function; leave it out)"});
  CHECK(problems_as<Function>(R"({"memory": 1, "is_warm": true, "start": "1 s"})").size() == 1);
}

struct Base {
  std::string name;
  Place place;
  int length = 0;
};
struct Whole {
  Base base;
  std::int64_t count = 5;
};
Shape<Base> shape_of(Describe<Base>) {
  return Shape<Base>("base", "A part.")
      .required("name", &Base::name, "A name.")
      .derive([](Base& base, const Node&) { base.length = static_cast<int>(base.name.size()); })
      .check([](const Base& base, const Node& node, Issues& issues) {
        if (base.name == "bad") issues.add(*node.find("name"), "is bad", "be good");
      });
}
Shape<Whole> shape_of(Describe<Whole>) {
  return Shape<Whole>("whole", "With a part.")
      .part(&Whole::base)
      .optional("count", &Whole::count, "A count.")
      .at_least(0);
}

TEST_CASE("a part's keys stand in the same object, with its checks and derivations") {
  const auto whole = good<Whole>("\n{\"name\": \"four\", \"count\": 7}");
  CHECK(whole.base.name == "four");
  CHECK(whole.base.length == 4);
  CHECK(whole.base.place.line == 2);
  CHECK(whole.count == 7);
  CHECK(problems_as<Whole>(R"({"name": "bad"})") == Lines{R"(f.json:1: /name: "bad" is bad; be good)"});
  CHECK(problems_as<Whole>(R"({"count": -1, "cnt": 2})").size() == 3);
}

struct Figure {
  Duration value;
  std::string source;
};
Shape<Figure> shape_of(Describe<Figure>) {
  return Shape<Figure>("figure", "A measured value.")
      .required("value", &Figure::value, "It.")
      .at_most(Duration::seconds(5))
      .optional("source", &Figure::source, "From where.")
      .short_form("value");
}

TEST_CASE("a short form is read as the one field it stands for") {
  CHECK(good<Figure>(R"("3 s")").value == Duration::seconds(3));
  CHECK(good<Figure>(R"({"value": "3 s", "source": "x"})").source == "x");
  CHECK(problems_as<Figure>("3").at(0).starts_with("f.json:1: 3 has no unit"));
  CHECK(problems_as<Figure>(R"("6 s")") == Lines{R"(f.json:1: "6 s" is too large; write at most 5 s)"});
}

struct Wrong {
  Duration length;
  bool flag = false;
};

TEST_CASE("a bound of another type than its field is a mistake of the description") {
  Shape<Wrong> shape("wrong", "");
  CHECK_THROWS_AS(shape.at_least(1), std::logic_error);
  shape.required("length", &Wrong::length, "");
  CHECK_THROWS_AS(shape.at_least(1), std::logic_error);
  CHECK_THROWS_AS(shape.at_least(Bytes{1}), std::logic_error);
  CHECK_NOTHROW(shape.at_least(Duration::seconds(1)));
  shape.required("flag", &Wrong::flag, "");
  CHECK_THROWS_AS(shape.at_least(1), std::logic_error);
}

TEST_CASE("a whole world is read") {
  const auto world = good<World>(sample::good_world);
  CHECK(std::get<Function>(world.site).memory == Bytes{671'088'640});
  REQUIRE(world.programs.size() == 1);
  CHECK(world.programs[0].first == "train");
  const auto& repeat = std::get<sample::Repeat>(world.programs[0].second.at(0).action);
  CHECK(repeat.times == 2);
  CHECK(std::get<sample::Compute>(repeat.steps.at(1).action).threads == 2);
  CHECK(repeat.steps.at(1).place.line == 11);
  CHECK(world.load == Rate{3500});
  CHECK(world.error == Percent{0.04});
  CHECK(world.weight == 2.0);
}

}  // namespace
}  // namespace twostep::scenario
