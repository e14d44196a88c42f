#include "sim/report/comparison.hpp"

#include <catch2/catch.hpp>

#include "tests/report/some_report.hpp"

using namespace twostep;
using namespace twostep::report;

TEST_CASE("jobs are compared by makespan and by the cost of their run") {
  const ScenarioReport report = tests::training_report();
  CHECK(is_one_job(report));
  const Comparison lambda = compare_with_baseline_variant(report, report.variants[1]);
  CHECK(*lambda.slower == 27'492.0 / 1'300);
  // 27,492 s * 0.625 GB = 17,182.5 GB-s at $0.0000166667, and 31 requests: $0.28638177275; the server: $0.036111111111.
  CHECK(*lambda.dearer == Approx(0.28638177275 / 0.036111111111).epsilon(1e-12));
  const Comparison baseline = compare_with_baseline_variant(report, report.variants[0]);
  CHECK(*baseline.slower == 1);
  CHECK(*baseline.dearer == 1);
}

TEST_CASE("services are compared by mean response time and by the cost of a request") {
  ScenarioReport report = tests::serving_report();
  CHECK_FALSE(is_one_job(report));
  const Comparison functions = compare_with_baseline_variant(report, report.variants[0]);
  const double mean = report.variants[0].result.latency.mean() / report.variants[1].result.latency.mean();
  CHECK(*functions.slower == Approx(mean).epsilon(1e-15));
  // Lambda costs $0.20 a million in both; SQS two requests at $0.40 a million, and one: 1.00 / 0.60.
  CHECK(*functions.dearer == Approx(1.00 / 0.60).epsilon(1e-12));
}

TEST_CASE("there is nothing to compare without a baseline, or where it lacks the metric") {
  ScenarioReport report = tests::serving_report();
  report.variants[1].metrics = {};
  CHECK_FALSE(compare_with_baseline_variant(report, report.variants[0]).slower.has_value());
  report = tests::training_report();
  report.experiment.baseline = "";
  CHECK_FALSE(compare_with_baseline_variant(report, report.variants[1]).slower.has_value());
  CHECK_FALSE(compare_with_baseline_variant(report, report.variants[1]).dearer.has_value());
}

TEST_CASE("a scenario's hash depends on all of it") {
  const nlohmann::ordered_json scenario{{"a", 1}, {"b", "x"}};
  nlohmann::ordered_json other = scenario;
  other["b"] = "y";
  CHECK(hash_of(scenario) == hash_of(scenario));
  CHECK(hash_of(scenario) != hash_of(other));
  CHECK(hash_of(nlohmann::ordered_json{{"b", "x"}, {"a", 1}}) != hash_of(scenario));
  // FNV-1a of "1": offset basis 0xcbf29ce484222325, xor 0x31, times 0x100000001b3 modulo 2^64.
  CHECK(hash_of(1) == "fnv1a-64:af63ac4c86019afc");
}
