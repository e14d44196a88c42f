#include "sim/statistics/expectations.hpp"

#include <cmath>
#include <memory>
#include <string>

#include <catch2/catch.hpp>

using namespace twostep;
using namespace twostep::statistics;
using scenario::Dimension;
using scenario::Expectation;
using scenario::Percent;
using scenario::Ratio;

namespace {

MetricsByVariant training_metrics() {
  MetricsByVariant metrics;
  metrics["lambda"].add({"makespan", 27'492, Dimension::duration, "s"});
  metrics["lambda"].add({"cost", 0.287, Dimension::money, "USD"});
  metrics["lambda"].add({"failed", 0, Dimension::number, "1"});
  metrics["ec2"].add({"makespan", 1'300, Dimension::duration, "s"});
  metrics["ec2"].add({"cost", 0.0361, Dimension::money, "USD"});
  metrics["ec2"].add({"failed", 0, Dimension::number, "1"});
  return metrics;
}

// Published: 465 min = 27,900 s.
Expectation expected_makespan(double within) {
  return {.metric = "makespan",
          .of = "lambda",
          .over = {},
          .is = {27'900, Dimension::duration, "465 min"},
          .within = Percent{within},
          .source = "",
          .quoted = "",
          .calibrates = "",
          .note = "",
          .place = {}};
}

}  // namespace

TEST_CASE("a figure holds within its tolerance and is off beyond it") {
  // 27492 / 27900 - 1 = -1.4624 %
  const ExpectationOutcome outcome = evaluate(expected_makespan(0.04), training_metrics());
  CHECK(outcome.published == 27'900);
  CHECK(outcome.simulated == 27'492);
  CHECK(outcome.deviation == Approx(-0.0146237).epsilon(1e-5));
  CHECK(outcome.unit == "s");
  CHECK(outcome.verdict == Verdict::holds);
  CHECK(outcome.role == Role::validation);
  CHECK(evaluate(expected_makespan(0.0147), training_metrics()).verdict == Verdict::holds);
  CHECK(evaluate(expected_makespan(0.0146), training_metrics()).verdict == Verdict::off);
}

TEST_CASE("a deviation of exactly the tolerance holds") {
  // 1.04 * 27900 = 29016: 29016 / 27900 - 1 is 0.040000000000000036 in doubles.
  MetricsByVariant metrics;
  metrics["lambda"].add({"makespan", 29'016, Dimension::duration, "s"});
  CHECK(evaluate(expected_makespan(0.04), metrics).verdict == Verdict::holds);
}

TEST_CASE("a ratio divides by the metric of another variant") {
  Expectation slower = expected_makespan(0.04);
  slower.over = Ratio{"ec2", "makespan"};
  slower.is = {21, Dimension::number, "21x"};
  const ExpectationOutcome outcome = evaluate(slower, training_metrics());
  CHECK(outcome.simulated == Approx(27'492.0 / 1'300).epsilon(1e-15));
  CHECK(outcome.dimension == Dimension::number);
  CHECK(outcome.unit == "1");
  CHECK(outcome.verdict == Verdict::holds);
  slower.over = Ratio{"ec2", ""};  // the same metric
  CHECK(evaluate(slower, training_metrics()).simulated == outcome.simulated);
}

TEST_CASE("a quoted figure is reported, whatever its deviation") {
  Expectation dearer = expected_makespan(0);
  dearer.metric = "cost";
  dearer.over = Ratio{"ec2", "cost"};
  dearer.is = {7.3, Dimension::number, "7.3"};
  dearer.within = std::nullopt;
  dearer.quoted = "both costs were rounded to cents first";
  const ExpectationOutcome outcome = evaluate(dearer, training_metrics());
  CHECK(outcome.verdict == Verdict::quoted);
  CHECK(outcome.role == Role::quoted);
  CHECK(outcome.deviation == Approx(0.287 / 0.0361 / 7.3 - 1).epsilon(1e-12));
}

TEST_CASE("a figure that something was calibrated on must hold but is no validation") {
  Expectation expectation = expected_makespan(0.01);
  expectation.calibrates = "the step";
  const ExpectationOutcome outcome = evaluate(expectation, training_metrics());
  CHECK(outcome.role == Role::calibration);
  CHECK(outcome.verdict == Verdict::off);
}

TEST_CASE(
    "on another catalogue than the scenario's, an asserted figure neither holds nor is off, and a ratio may turn") {
  const auto on_another = [](const Expectation& expectation) {
    return evaluate(expectation, training_metrics(), RunOn::other_catalogue);
  };
  // 1 % off by more than nothing: off at home, aged elsewhere; within 4 %: holds at home.
  CHECK(on_another(expected_makespan(0.0)).verdict == Verdict::aged);
  CHECK(on_another(expected_makespan(0.04)).verdict == Verdict::aged);
  CHECK(on_another(expected_makespan(0.04)).deviation == Approx(-0.0146237).epsilon(1e-5));
  CHECK_FALSE(has_turned(on_another(expected_makespan(0.04))));  // not a ratio
  Expectation slower = expected_makespan(0.04);
  slower.over = Ratio{"ec2", "makespan"};
  slower.is = {0.5, Dimension::number, "0.5x"};  // 27492 / 1300 = 21.1 now
  CHECK(has_turned(on_another(slower)));
  slower.is = {21, Dimension::number, "21x"};
  CHECK_FALSE(has_turned(on_another(slower)));
  slower.quoted = "printed so";
  slower.within = std::nullopt;
  CHECK(on_another(slower).verdict == Verdict::quoted);
}

TEST_CASE("a published zero is met only by zero") {
  Expectation none = expected_makespan(0.5);
  none.metric = "failed";
  none.is = {0, Dimension::number, "0"};
  CHECK(evaluate(none, training_metrics()).verdict == Verdict::holds);
  MetricsByVariant metrics;
  metrics["lambda"].add({"failed", 1, Dimension::number, "1"});
  const ExpectationOutcome outcome = evaluate(none, metrics);
  CHECK(outcome.verdict == Verdict::off);
  CHECK(std::isinf(outcome.deviation));
}

TEST_CASE("a figure of another dimension than its metric is refused, with its place") {
  Expectation expectation = expected_makespan(0.04);
  expectation.is = {0.29, Dimension::money, "$0.29"};
  expectation.place = {std::make_shared<const std::string>("training.json"), 31, "/expect/0"};
  CHECK_THROWS_WITH(evaluate(expectation, training_metrics()), Catch::StartsWith("training.json:31: /expect/0: ") &&
                                                                   Catch::Contains("$0.29") &&
                                                                   Catch::Contains("makespan"));
  expectation.over = Ratio{"ec2", "makespan"};
  CHECK_THROWS_WITH(evaluate(expectation, training_metrics()), Catch::Contains("a ratio"));
  expectation.over = Ratio{"ec2", "cost"};
  CHECK_THROWS_WITH(evaluate(expectation, training_metrics()), Catch::Contains("no meaning"));
}

TEST_CASE("a missing variant, a missing metric and a division by zero are refused") {
  Expectation expectation = expected_makespan(0.04);
  expectation.of = "azure";
  CHECK_THROWS_WITH(evaluate(expectation, training_metrics()), Catch::Contains("\"azure\""));
  expectation.of = "lambda";
  expectation.metric = "latency.p99";
  CHECK_THROWS_WITH(evaluate(expectation, training_metrics()),
                    Catch::Contains("latency.p99") && Catch::Contains("makespan"));
  expectation.metric = "failed";
  expectation.over = Ratio{"ec2", "failed"};
  expectation.is = {1, Dimension::number, "1"};
  CHECK_THROWS_WITH(evaluate(expectation, training_metrics()), Catch::Contains("zero"));
}

TEST_CASE("what is wrong with an expectation is known before anything runs") {
  Expectation expectation = expected_makespan(0.04);
  CHECK_FALSE(problem_with(expectation).has_value());
  expectation.metric = "cost_per_hour.sqs";
  REQUIRE(problem_with(expectation).has_value());
  CHECK_THAT(*problem_with(expectation), Catch::Contains("465 min") && Catch::Contains("cost_per_hour.sqs"));
  expectation.is = {1'584, Dimension::money_per_hour, "$1,584/h"};
  CHECK_FALSE(problem_with(expectation).has_value());
  expectation.over = Ratio{"ec2", ""};
  CHECK(problem_with(expectation).has_value());
  expectation.is = {57, Dimension::number, "57"};
  CHECK_FALSE(problem_with(expectation).has_value());
  expectation.over = Ratio{"ec2", "cost"};
  CHECK(problem_with(expectation).has_value());
  expectation = expected_makespan(0.04);
  expectation.metric = "queue.length.peak";  // may be a gauge: a number
  CHECK(problem_with(expectation).has_value());
  expectation.is = {7, Dimension::number, "7"};
  CHECK_FALSE(problem_with(expectation).has_value());
}
