#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "sim/page/cost_chart.hpp"
#include "sim/page/distribution_charts.hpp"
#include "sim/page/expectations_chart.hpp"
#include "sim/page/time_charts.hpp"
#include "sim/page/timeline_charts.hpp"
#include "tests/page/run_folder.hpp"

using namespace twostep;
using namespace twostep::page;
using nlohmann::ordered_json;

namespace {

RunView training() { return tests::view_of(tests::training_report()); }
RunView serving() { return tests::view_of(tests::serving_report()); }

const ordered_json& rows_of(const Chart& chart) { return chart.specification.at("data").at("values"); }

}  // namespace

TEST_CASE("a specification can be taken elsewhere: schema, title, description, size and data are in it") {
  const ordered_json whole = whole_specification(time_charts(training()).at(0));
  CHECK(whole.at("$schema") == "https://vega.github.io/schema/vega-lite/v6.json");
  for (const char* key : {"title", "description", "width", "height", "data"}) CHECK(whole.contains(key));
}

TEST_CASE("time is drawn by phase: a bar part for each that took any") {
  const std::vector<Chart> charts = time_charts(training());
  REQUIRE(charts.size() == 2);
  // ec2: boot, fetch, compute; lambda: fetch, compute
  REQUIRE(rows_of(charts[0]).size() == 5);
  CHECK(rows_of(charts[0])[1].at("part") == "fetch");
  CHECK(rows_of(charts[0])[1].at("value") == 0.1);  // 360 s in hours, for the longest takes 7.6 h
  CHECK(rows_of(charts[1])[4].at("value") == Approx(5'310.0 / 27'492).epsilon(1e-5));
  CHECK(rows_of(charts[1])[4].at("inside") == "19\u00a0%");
  CHECK(charts[0].table.rows.size() == 5);
  CHECK_THAT(charts[0].title, Catch::Contains("7h\u00a038m"));
}

TEST_CASE("costs are drawn by service: of the run of a job, else of a million requests") {
  const Chart job = *cost_chart(training());
  REQUIRE(rows_of(job).size() == 2);
  CHECK(rows_of(job)[1].at("value") == Approx(0.286382).epsilon(1e-5));
  // 1,000 requests at 2e-7 USD, and 1,000 messages of 4e-7 USD: 0.20 and 0.40 USD for a million
  const Chart served = *cost_chart(serving());
  REQUIRE(rows_of(served).size() == 4);
  CHECK(rows_of(served)[2].at("value") == Approx(0.4));
  CHECK(rows_of(served)[3].at("value") == Approx(0.2));
  CHECK_THAT(served.title, Catch::Contains("per million requests"));
}

TEST_CASE("nothing paid for and nothing completed make no charts") {
  RunView run = training();
  for (VariantView& variant : run.variants) {
    variant.bill.clear();
    variant.bill_in_window.clear();
    variant.metrics["completed"].value = 0;
  }
  CHECK_FALSE(cost_chart(run));
  CHECK(time_charts(run).empty());
}

TEST_CASE("only what varies is drawn as a distribution") {
  CHECK(varying_distributions(training()).empty());  // one request a variant
  // The bandwidth is the same in every read.
  CHECK(varying_distributions(serving()) == std::vector<std::string>{"latency", "span.classify"});
}

TEST_CASE("a cumulative curve begins at the least sample and ends at the greatest") {
  const Chart chart = cumulative_chart(serving(), "latency");
  // A point at share 0 and 200 steps, for each of two variants.
  REQUIRE(rows_of(chart).size() == 402);
  CHECK(rows_of(chart)[0].at("share") == 0);
  CHECK(rows_of(chart)[200].at("share") == 1);
  for (std::size_t i = 1; i < 201; ++i) CHECK(rows_of(chart)[i].at("value") >= rows_of(chart)[i - 1].at("value"));
  CHECK(chart.table.rows.size() == 402);
  CHECK(chart.specification.at("encoding").at("x").at("title") == "response time (ms)");
}

TEST_CASE("a box has the quartiles") {
  const Chart chart = box_chart(serving(), "latency");
  REQUIRE(rows_of(chart).size() == 2);
  const ordered_json& box = rows_of(chart)[0];
  CHECK(box.at("least") <= box.at("lower"));
  CHECK(box.at("lower") < box.at("median"));
  CHECK(box.at("median") < box.at("upper"));
  CHECK(box.at("upper") <= box.at("greatest"));
}

TEST_CASE("many variants share the points that a page can carry") {
  std::vector<std::string> names;
  for (int i = 0; i < 40; ++i) names.push_back("v" + std::to_string(i));
  const Chart chart = cumulative_chart(tests::view_of(tests::serving_report(names)), "latency");
  CHECK(rows_of(chart).size() <= 40 * 31);  // 1,200 / 40 = 30 and the first
}

TEST_CASE("published figures are drawn with their tolerance, quoted ones without, far ones at the edge") {
  const Chart chart = *expectations_chart(training());
  REQUIRE(rows_of(chart).size() == 4);
  // 27,492 / 27,900 - 1 = -1.46 %
  CHECK(rows_of(chart)[0].at("deviation") == Approx(-0.0146237));
  CHECK(rows_of(chart)[0].at("low") == -0.04);
  CHECK(rows_of(chart)[0].at("mark") == "within the axis");
  CHECK(rows_of(chart)[2].at("verdict") == "off");
  CHECK_FALSE(rows_of(chart)[3].contains("low"));
  // 7.93 / 7.3 - 1 = +8.6 %, beyond 1.15 * 5 %
  CHECK(rows_of(chart)[3].at("mark") == "further right");
  CHECK(rows_of(chart)[3].at("drawn_at") == Approx(0.0575));
  CHECK_FALSE(expectations_chart(serving()));
}

TEST_CASE("an infinite deviation stands at the edge and says why") {
  RunView run = training();
  run.expectations[0].deviation = std::nullopt;
  const Chart chart = *expectations_chart(run);
  CHECK(rows_of(chart)[0].at("deviation").is_null());
  CHECK(rows_of(chart)[0].at("mark") == "further right");
  CHECK(chart.table.rows[0][3] == "no published value to divide by");
}

TEST_CASE("series are drawn in groups of the same beginning and unit; those at zero are only named") {
  TimelineView timeline;
  const auto add = [&timeline](const std::string& name, const std::string& unit, double value) {
    SeriesView series{.name = name, .unit = unit};
    for (int i = 0; i < 3; ++i) series.curves[0].add({.time = i * 60.0, .value = i * value});
    timeline.series.push_back(series);
  };
  add("environments.busy", "1", 10);
  add("environments.idle", "1", 1);
  add("spent", "USD", 0.5);
  add("throttled", "1", 0);
  const TimelineCharts all = timeline_charts(training(), timeline);
  REQUIRE(all.charts.size() == 2);
  CHECK(rows_of(all.charts[0]).size() == 6);
  CHECK_THAT(all.charts[0].title, Catch::Contains("environments.busy") && Catch::Contains("reaches 20"));
  CHECK(all.charts[1].specification.at("spec").at("encoding").at("y").at("title") == "spent (USD)");
  CHECK(all.always_zero == std::vector<std::string>{"throttled"});
}

TEST_CASE("colours and dashes go on after the last") {
  const std::vector<std::string> names{"a", "b", "c", "d", "e", "f", "g", "h", "i"};
  CHECK(colour_scale(names).at("range").at(8) == colour_scale(names).at("range").at(0));
  std::set<std::string> together;
  for (std::size_t i = 0; i < names.size(); ++i) {
    together.insert(colour_scale(names).at("range").at(i).dump() + dash_scale(names).at("range").at(i).dump());
  }
  CHECK(together.size() == names.size());
}
