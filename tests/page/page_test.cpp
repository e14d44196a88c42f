#include "sim/page/page.hpp"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

#include "tests/page/run_folder.hpp"

using namespace twostep;
using namespace twostep::page;
using Catch::Contains;

namespace {

const PageAssets assets{.style = {.content = "body{}", .source = "sha256-style"},
                        .drawing = {.content = "draw()", .source = "sha256-drawing"},
                        .library = {.content = "library()", .source = "sha256-library"}};

std::string page_of(const report::ScenarioReport& report) {
  return make_page({tests::RunFolder(report).read()}, assets);
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

}  // namespace

TEST_CASE("a page has the question, the answer, and everything that it rests on, in this order") {
  const std::string page = page_of(tests::training_report());
  std::size_t last = 0;
  for (const char* part : {"<h1><bdi>Where should a model be trained on 90 GB of reviews?</bdi></h1>", "id=\"answer\"",
                           "both the fastest", "id=\"variants\"", "id=\"time-by-phase\"", "id=\"time-shares\"",
                           "id=\"cost-by-service\"", "id=\"expectations\"", "id=\"bill\"",
                           "lambda.memory: 128 MiB -&gt; 640 MiB", "id=\"scenario\"", "id=\"manifest\""}) {
    INFO(part);
    const std::size_t at = page.find(part);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);
    last = at;
  }
}

TEST_CASE("a page of a run that served requests has its distributions") {
  const std::string page = page_of(tests::serving_report());
  for (const char* part : {"id=\"distribution-latency\"", "id=\"box-latency\"", "id=\"distribution-2\"", "id=\"box-2\"",
                           "bandwidth of a read"}) {
    CHECK_THAT(page, Contains(part));
  }
}

TEST_CASE("every chart has its data as a table and its specification") {
  const std::string page = page_of(tests::serving_report());
  const std::size_t charts = count(page, "<figure class=\"chart");
  CHECK(charts == 7);  // two distributions as curve and box, time and its shares, cost
  CHECK(count(page, "<summary>Data as a table</summary>") == charts);
  CHECK(count(page, "class=\"specification\"") == charts);
  CHECK(count(page, "<script type=\"application/json\">") == charts);
  CHECK(count(page, "role=\"img\"") == charts);
}

TEST_CASE("a page loads nothing and runs nothing but its own scripts") {
  const std::string page = page_of(tests::training_report());
  CHECK_THAT(page,
             Contains("default-src 'none'; script-src 'sha256-library' 'sha256-drawing'; style-src 'sha256-style'; "
                      "base-uri 'none'; form-action 'none'"));
  CHECK(page.find("unsafe") == std::string::npos);
  CHECK(page.find(" src=") == std::string::npos);
  CHECK(page.find("<link") == std::string::npos);
}

TEST_CASE("hostile names are text, and do not make the page heavy") {
  const std::string hostile = "</script><img src=x onerror=alert(1)>\"'&\u202e\u2028🚀" + std::string(10'000, 'x');
  report::ScenarioReport report = tests::serving_report({hostile, "=cmd()"});
  report.experiment.question = hostile;
  report.experiment.source = hostile;
  report.resolved_scenario = {{"name", hostile}};
  const std::string page = page_of(report);
  CHECK(page.find("<img") == std::string::npos);
  CHECK(page.find("\u202e") == std::string::npos);
  CHECK(page.find("\u2028") == std::string::npos);
  // The page's own: seven charts, the library and the drawing.
  CHECK(count(page, "</script>") == 9);
  CHECK_THAT(page, Contains("&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;"));
  CHECK_THAT(page, Contains("...</bdi>"));
  // In full only where names stand in full, in the scenario and in the manifest.
  CHECK(count(page, std::string(10'000, 'x')) == 3);
  CHECK(page.size() < 400'000);
}

TEST_CASE("what is wrong with the files stands in the page") {
  const tests::RunFolder run;
  run.remove("latency.csv");
  CHECK_THAT(make_page({run.read()}, assets),
             Contains("<li>latency.csv is missing. This page is made from report.json"));
}

TEST_CASE("an empty run has a page that says so") {
  report::ScenarioReport report = tests::training_report();
  report.variants.clear();
  report.expectations.clear();
  const std::string page = page_of(report);
  CHECK_THAT(page, Contains("No variant was run: there is no answer."));
  CHECK(count(page, "<figure") == 0);
}

TEST_CASE("equal runs make equal pages") {
  CHECK((page_of(tests::serving_report()) == page_of(tests::serving_report())));
}

TEST_CASE("runs with other seeds stand beside the one that is shown") {
  report::ScenarioReport other = tests::serving_report();
  other.seed = 8;
  const std::string page =
      make_page({tests::RunFolder(tests::serving_report()).read(), tests::RunFolder(other).read()}, assets);
  CHECK_THAT(page, Contains("2 runs, with seeds 7, 8"));
  CHECK_THAT(page, Contains("Means of 2 runs"));
}
