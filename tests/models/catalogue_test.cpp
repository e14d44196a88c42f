#include "models/catalogue.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include <catch2/catch.hpp>

#include "sim/scenario/document.hpp"
#include "tests/models/simulate.hpp"

namespace {

using twostep::models::Catalogue;
using twostep::models::catalogue_from;
using twostep::models::CatalogueShelf;
using twostep::models::Figure;
using twostep::models::read_catalogue;
using twostep::scenario::Issues;

const CatalogueShelf shelf({twostep::tests::source_folder() / "models" / "catalogue"});

// What is wrong with a catalogue of one profile and one price.
std::vector<std::string> problems_of(const std::string& profile, const std::string& prices = "") {
  Issues issues;
  const auto document = twostep::scenario::parse_document(
      R"({"name": "test", "profiles": {"x": {)" + profile + R"(}}, "prices": {)" + prices + "}}", "test.json", issues);
  REQUIRE(document);
  const auto catalogue = catalogue_from(*document, "test", issues);
  CHECK(catalogue.has_value() == issues.empty());
  std::vector<std::string> texts;
  for (const auto& issue : issues.all()) texts.push_back(to_text(issue));
  return texts;
}

const std::string whole = R"({"value": "1 s", "status": "measured", "source": "somebody", "date": "2018-12"})";

TEST_CASE("every figure of every shipped catalogue has a value, a status, a source and a date") {
  REQUIRE_FALSE(shelf.files().empty());
  for (const auto& file : shelf.files()) {
    Issues issues;
    const auto catalogue = read_catalogue(file, issues);
    REQUIRE(catalogue);
    CHECK(catalogue->name == file.stem().string());
    CHECK(catalogue->figures.size() > 50);
    const std::set<std::string> statuses{"measured", "listed", "calibrated", "derived", "assumed"};
    for (const Figure& figure : catalogue->figures) {
      INFO(figure.profile << "." << figure.name);
      CHECK_FALSE(figure.value.empty());
      CHECK(statuses.count(figure.status) == 1);
      CHECK(figure.source.size() >= 4);
      CHECK(figure.date.substr(0, 2) == "20");
    }
  }
}

TEST_CASE("a later catalogue of a region has every profile and price of the one before") {
  const auto read = [](const std::string& name) {
    Issues issues;
    auto catalogue = read_catalogue(shelf.find(name), issues);
    REQUIRE(catalogue);
    return *catalogue;
  };
  const Catalogue before = read("aws-us-east-1-2018-12");
  const Catalogue after = read("aws-us-east-1-2025");
  for (const auto& [name, profile] : before.profiles.members()) {
    INFO(name);
    const auto* later = after.profiles.find(name);
    REQUIRE(later != nullptr);
    CHECK(later->find("kind")->as_string() == profile.find("kind")->as_string());
  }
  for (const auto& [meter, price] : before.prices.prices) {
    INFO(meter);
    CHECK(after.prices.prices.count(meter) == 1);
  }
}

TEST_CASE("what was fitted or taken from nowhere says how in a note") {
  for (const auto& file : shelf.files()) {
    std::ifstream in(file);
    std::string line;
    while (std::getline(in, line)) {
      const bool needs = line.find(R"("status": "assumed")") != std::string::npos ||
                         line.find(R"("status": "derived")") != std::string::npos;
      INFO(line);
      CHECK((!needs || line.find("\"note\"") != std::string::npos));
    }
  }
}

TEST_CASE("a figure without a source is refused") {
  CHECK(problems_of(R"("kind": "object_store", "get_latency": )" + whole).empty());
  const auto bare = problems_of(R"("kind": "object_store", "get_latency": "1 s")");
  REQUIRE(bare.size() == 1);
  CHECK_THAT(bare[0], Catch::Contains("/profiles/x/get_latency") && Catch::Contains("without a source"));
  const auto nested = problems_of(R"("kind": "function", "host": {"packing": "first_fit", "memory": "1 GiB"})");
  REQUIRE(nested.size() == 1);
  CHECK_THAT(nested[0], Catch::Contains("/profiles/x/host/memory"));
}

TEST_CASE("a figure that lacks one of its parts is refused") {
  for (const std::string part : {R"("status": "measured", )", R"("source": "somebody", )"}) {
    std::string figure = whole;
    figure.erase(figure.find(part), part.size());
    const auto problems = problems_of(R"("kind": "object_store", "get_latency": )" + figure);
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Catch::Contains("/profiles/x/get_latency") && Catch::Contains(part.substr(1, 6)));
  }
  const auto undated = problems_of(
      R"("kind": "object_store", "get_latency": {"value": "1 s", "status": "measured", "source": "somebody"})");
  REQUIRE(undated.size() == 1);
  CHECK_THAT(undated[0], Catch::Contains("date"));
}

TEST_CASE("a figure's status is one of the known ones") {
  const auto problems =
      problems_of(R"("get_latency": {"value": "1 s", "status": "guessed", "source": "somebody", "date": "2018"})");
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("guessed") && Catch::Contains("calibrated"));
}

TEST_CASE("a price is a figure too") {
  const auto bare = problems_of("", R"("s3.get": "$0.40/1M requests")");
  REQUIRE_FALSE(bare.empty());
  CHECK_THAT(bare[0], Catch::Contains("/prices/s3.get"));
  const auto no_price =
      problems_of("", R"("s3.get": {"value": "cheap", "status": "listed", "source": "somebody", "date": "2018"})");
  REQUIRE(no_price.size() == 1);
  CHECK_THAT(no_price[0], Catch::Contains("cheap"));
}

TEST_CASE("catalogues are found by name, in the first folder that has them") {
  CHECK(shelf.find("aws-us-east-1-2018-12").filename() == "aws-us-east-1-2018-12.json");
  CHECK(shelf.find("nowhere").empty());
  const auto names = shelf.names();
  CHECK(std::find(names.begin(), names.end(), "aws-us-east-1-2018-12") != names.end());
}

}  // namespace
