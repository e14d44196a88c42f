#include "sim/statistics/metric_definitions.hpp"

#include <map>
#include <set>
#include <string>

#include <catch2/catch.hpp>

using namespace twostep::statistics;
using twostep::scenario::Dimension;

TEST_CASE("a metric is found by its word, or by the nearest family that it is a member of") {
  const auto pattern_of = [](const char* metric) {
    const MetricDefinition* definition = find_metric_definition(metric);
    return definition == nullptr ? std::string() : definition->pattern;
  };
  CHECK(pattern_of("latency.p99") == "latency.p99");
  CHECK(pattern_of("cost") == "cost");
  CHECK(pattern_of("cost.sqs") == "cost.<service>");
  CHECK(pattern_of("cost.resource.trainer") == "cost.resource.<name>");
  CHECK(pattern_of("cost_per_hour.resource.a.b") == "cost_per_hour.resource.<name>");
  CHECK(pattern_of("span.a.b.p50") == "span.<name>.p50");
  CHECK(pattern_of("span.a.count") == "span.<name>.count");
  CHECK(pattern_of("time.cold_start") == "time.<phase>");
  CHECK(pattern_of("instances") == "instances");
  for (const char* none : {"", "latency", "latency.p98", "cost.", "span..mean", "span.a", "Cost", "time."}) {
    INFO(none);
    CHECK(pattern_of(none).empty());
  }
}

TEST_CASE("an unknown metric is answered with the nearest one") {
  CHECK_THAT(metric_suggestion("latency.p9"), Catch::Contains("latency.p9"));
  CHECK_THAT(metric_suggestion("makspan"), Catch::Contains("\"makespan\""));
}

TEST_CASE("every metric is documented, stands once, and has the unit of its dimension") {
  const std::map<Dimension, std::string> units{{Dimension::number, "1"},          {Dimension::duration, "s"},
                                               {Dimension::bandwidth, "bytes/s"}, {Dimension::rate, "1/s"},
                                               {Dimension::money, "USD"},         {Dimension::money_per_hour, "USD/h"}};
  std::set<std::string> patterns;
  for (const MetricDefinition& definition : metric_definitions()) {
    INFO(definition.pattern);
    CHECK(patterns.insert(definition.pattern).second);
    CHECK_FALSE(definition.formula.empty());
    CHECK(units.at(definition.dimension) == definition.unit);
    CHECK(find_metric_definition(definition.metric_name("x")) == &definition);
  }
}
