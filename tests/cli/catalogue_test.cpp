#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/program.hpp"

namespace twostep::tests {

using Catch::Contains;

TEST_CASE("the catalogues are listed for people and for programs") {
  const ProcessResult text = twostep({"catalogue", "list"});
  CHECK(text.exit_code == 0);
  CHECK_THAT(text.out, Contains("aws-us-east-1-2018-12"));
  const nlohmann::json json = nlohmann::json::parse(twostep({"catalogue", "list", "--json"}).out);
  CHECK(json.at(0).at("name") == "aws-us-east-1-2018-12");
  CHECK(json.at(0).at("description").get<std::string>().size() > 10);
}

TEST_CASE("every figure of a catalogue is shown with its status, date and source") {
  const ProcessResult text = twostep({"catalogue", "show", "aws-us-east-1-2018-12"});
  CHECK(text.exit_code == 0);
  CHECK_THAT(text.out, Contains("m4.large"));
  const nlohmann::json rows =
      nlohmann::json::parse(twostep({"catalogue", "show", "aws-us-east-1-2018-12", "--json"}).out);
  CHECK(rows.size() > 30);
  for (const nlohmann::json& row : rows) {
    INFO(row.dump());
    for (const char* part : {"profile", "figure", "value", "status", "source", "date"}) CHECK_FALSE(row.at(part) == "");
  }
}

TEST_CASE("a catalogue that there is not is an error that names those there are") {
  const ProcessResult result = twostep({"catalogue", "show", "aws-us-east-1-2018-21"});
  CHECK(result.exit_code == 2);
  CHECK(result.out.empty());
  CHECK_THAT(result.error, Contains("aws-us-east-1-2018-12"));
}

}  // namespace twostep::tests
