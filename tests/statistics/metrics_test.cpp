#include "sim/statistics/metrics.hpp"

#include <cmath>
#include <set>
#include <string>

#include <catch2/catch.hpp>

#include "sim/statistics/metric_definitions.hpp"
#include "tests/statistics/some_run.hpp"

using namespace twostep;
using namespace twostep::statistics;
using cost::make_bill;
using scenario::Dimension;
using tests::some_prices;
using tests::some_run;

namespace {

MetricSet measured(const observation::RunResult& result) {
  return metrics_of(result, make_bill(result.usage, some_prices()), make_bill(result.usage_in_window, some_prices()));
}

}  // namespace

TEST_CASE("the metrics of a run follow from its observations") {
  const MetricSet metrics = measured(some_run());
  const auto value = [&metrics](const char* name) { return metrics.at(name).value; };
  CHECK(value("makespan") == 25);
  CHECK(value("latency.mean") == 4.5);                                       // 36 s / 8
  CHECK(value("latency.sd") == Approx(std::sqrt(42.0 / 7)).epsilon(1e-15));  // squares of -3.5 to 3.5 sum to 42
  CHECK(value("latency.min") == 1);
  CHECK(value("latency.p50") == 4);  // 0.5 * 8 = 4th
  CHECK(value("latency.p90") == 8);  // 7.2, so the 8th
  CHECK(value("latency.max") == 8);
  CHECK(value("throughput") == 0.4);  // 8 / 20 s
  CHECK(value("requests") == 10);
  CHECK(value("completed") == 8);
  CHECK(value("failed") == 1);
  CHECK(value("throttled") == 1);
  CHECK(value("throttled_share") == 0.1);
  CHECK(value("executions") == 16);
  CHECK(value("executions_per_request") == 1.6);
  CHECK(value("cold_starts") == 4);
  CHECK(value("cold_start_share") == 0.25);
  CHECK(value("bandwidth.mean") == 50e6);
  CHECK(value("bandwidth.min") == 40e6);
  CHECK(value("span.first.fetch.mean") == 0.2);
  CHECK(value("span.first.fetch.p99") == 0.3);
  CHECK(value("span.first.fetch.count") == 2);
  CHECK(value("time.queueing") == 9.0 / 8);
  CHECK(value("time.compute") == 27.0 / 8);
  CHECK(value("share.compute") == 0.75);
  CHECK(value("share.sleep") == 0);
  CHECK(value("instances") == 3);
  CHECK(value("queue.length.peak") == 7);
}

TEST_CASE("costs are of the whole run, and costs by request or hour of the window") {
  const MetricSet metrics = measured(some_run());
  const auto value = [&metrics](const char* name) { return metrics.at(name).value; };
  CHECK(value("cost") == 4.2);  // 1 + 3 + 0.2
  CHECK(value("cost.lambda") == 1);
  CHECK(value("cost.sqs") == 3);
  CHECK(value("cost.ec2") == 0.2);
  CHECK(value("cost.resource.trainer") == 0.2);
  CHECK(value("cost_per_request") == 0.25);  // $2 in the window / 8
  CHECK(value("cost_per_million_requests") == 250'000);
  CHECK(value("cost_per_hour") == 360);  // $2 / 20 s * 3600 s
  CHECK(value("cost_per_hour.lambda") == 90);
  CHECK(value("cost_per_hour.sqs") == 270);
  CHECK(value("cost_per_hour.resource.requests") == 270);
  CHECK(metrics.find("cost_per_hour.ec2") == nullptr);
  CHECK(metrics.at("cost_per_hour.sqs").dimension == Dimension::money_per_hour);
  CHECK(metrics.at("cost").unit == "USD");
}

TEST_CASE("what has no samples or no window has no metric") {
  observation::RunResult result = some_run();
  result.latency = {};
  result.completed = 0;
  result.window = Duration::zero();
  result.phases = {};
  const MetricSet metrics = measured(result);
  for (const char* name : {"latency.mean", "latency.p99", "throughput", "cost_per_request", "cost_per_hour",
                           "cost_per_hour.sqs", "time.compute", "share.compute"}) {
    INFO(name);
    CHECK(metrics.find(name) == nullptr);
  }
  CHECK(metrics.at("completed").value == 0);
  for (const Metric& metric : metrics.all()) CHECK(std::isfinite(metric.value));
}

TEST_CASE("a metric that a run does not have is an error that names those it has") {
  const MetricSet metrics = measured(some_run());
  CHECK_THROWS_AS(metrics.at("cost.dynamodb"), NoSuchMetric);
  CHECK_THROWS_WITH(metrics.at("cost.dynamodb"), Catch::Contains("no cost.dynamodb") &&
                                                     Catch::Contains("cost.lambda") && !Catch::Contains("latency"));
  CHECK_THROWS_WITH(metrics.at("span.other.mean"), Catch::Contains("span.first.fetch.mean"));
  CHECK_THROWS_WITH(metrics.at("nonsense"), Catch::Contains("makespan") && Catch::Contains("queue.length.peak"));
}

TEST_CASE("a gauge cannot hide a metric of the same name, and every name stands once") {
  observation::RunResult result = some_run();
  result.gauges.push_back({"cost", -1});
  result.gauges.push_back({"queue.length.peak", 8});
  const MetricSet metrics = measured(result);
  CHECK(metrics.at("cost").value == 4.2);
  CHECK(metrics.at("queue.length.peak").value == 7);
  std::set<std::string> names;
  for (const Metric& metric : metrics.all()) CHECK(names.insert(metric.name).second);
}

TEST_CASE("every metric of a run but its own gauges is found in the table of definitions") {
  const MetricSet metrics = measured(some_run());
  for (const Metric& metric : metrics.all()) {
    INFO(metric.name);
    const MetricDefinition* definition = find_metric_definition(metric.name);
    if (metric.name == "queue.length.peak") {
      CHECK(definition == nullptr);
      continue;
    }
    REQUIRE(definition != nullptr);
    CHECK(definition->dimension == metric.dimension);
    CHECK(definition->unit == metric.unit);
  }
}
