#include <algorithm>

#include "sim/scenario/schema.hpp"
#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

const ReferenceTable& table(const std::vector<ReferenceTable>& tables, const std::string& name) {
  const auto found = std::ranges::find(tables, name, &ReferenceTable::name);
  REQUIRE(found != tables.end());
  return *found;
}

TEST_CASE("the reference table of an object has a row for each key") {
  const auto tables = reference_tables<sample::Server>();
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].name == "server");
  CHECK(tables[0].summary == "Servers of one type.");
  REQUIRE(tables[0].rows.size() == 5);
  const ReferenceRow& type = tables[0].rows[0];
  CHECK(type.key == "type");
  CHECK(type.type == "text");
  CHECK(type.required);
  CHECK(type.default_value.empty());
  const ReferenceRow& boot = tables[0].rows[2];
  CHECK(boot.key == "boot");
  CHECK(boot.type == "duration");
  CHECK(boot.unit == "ns, us, ms, s, min, h or d");
  CHECK(boot.default_value == "\"30 s\"");
  CHECK_FALSE(boot.required);
  CHECK(boot.doc == "From the request to the first work. (at most 10 min)");
  CHECK(tables[0].rows[4].type == "one of first_fit, spread");
}

TEST_CASE("reference tables are made for every described type, each once") {
  const auto tables = reference_tables<sample::World>();
  std::vector<std::string> names;
  for (const ReferenceTable& each : tables) names.push_back(each.name);
  for (const char* name :
       {"world", "site", "server", "function", "step", "compute", "get", "repeat", "lognormal-of-duration"}) {
    CAPTURE(name);
    CHECK(std::ranges::count(names, name) == 1);
  }
  CHECK(table(tables, "server").rows.at(0).key == "kind");
  CHECK(table(tables, "world").rows.at(2).type == "list of step by name");
  CHECK(table(tables, "repeat").rows.at(1).type == "list of step");
  CHECK(table(tables, "function").rows.at(3).type == "duration or distribution");
  const ReferenceTable& site = table(tables, "site");
  CHECK(site.rows.at(1).key == "function");
  CHECK(site.rows.at(1).type == "function");
  CHECK(site.rows.at(1).doc == "A function platform.");
}

}  // namespace
}  // namespace twostep::scenario
