#include "sim/cli/junit.hpp"

#include <vector>

#include <catch2/catch.hpp>

namespace twostep::cli {

namespace {

statistics::ExpectationOutcome outcome(std::string metric, statistics::Verdict verdict) {
  statistics::ExpectationOutcome outcome;
  outcome.expectation.metric = std::move(metric);
  outcome.expectation.of = "lambda";
  outcome.published = 27900;
  outcome.simulated = 27480;
  outcome.unit = "s";
  outcome.deviation = 27480.0 / 27900.0 - 1;  // -1.5 %
  outcome.verdict = verdict;
  return outcome;
}

}  // namespace

TEST_CASE("JUnit counts what holds, what is off and what is only quoted") {
  std::vector<statistics::ExpectationOutcome> outcomes{outcome("makespan", statistics::Verdict::holds),
                                                       outcome("cost", statistics::Verdict::off),
                                                       outcome("latency.mean", statistics::Verdict::quoted)};
  outcomes[1].expectation.over = scenario::Ratio{.variant = "ec2", .metric = ""};
  outcomes[2].expectation.quoted = "rounded to cents & printed";
  const std::vector<TestSuite> suites{{.scenario = "training", .expectations = outcomes, .errors = {}}};
  CHECK(to_junit(suites) == R"(<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="twostep">
  <testsuite name="training" tests="3" failures="1" errors="0" skipped="1">
    <testcase classname="training" name="makespan of lambda">
      <system-out>published 27900 s, simulated 27480 s, deviation -1.51 %; validation</system-out>
    </testcase>
    <testcase classname="training" name="cost of lambda over ec2">
      <failure message="published 27900 s, simulated 27480 s, deviation -1.51 %"/>
      <system-out>published 27900 s, simulated 27480 s, deviation -1.51 %; validation</system-out>
    </testcase>
    <testcase classname="training" name="latency.mean of lambda">
      <skipped message="quoted: rounded to cents &amp; printed"/>
      <system-out>published 27900 s, simulated 27480 s, deviation -1.51 %; validation</system-out>
    </testcase>
  </testsuite>
</testsuites>
)");
}

TEST_CASE("JUnit skips a figure of another catalogue than the run's") {
  const std::vector<TestSuite> suites{
      {.scenario = "training", .expectations = {outcome("makespan", statistics::Verdict::aged)}, .errors = {}}};
  const std::string text = to_junit(suites);
  CHECK_THAT(text, Catch::Contains(R"(tests="1" failures="0" errors="0" skipped="1">)"));
  CHECK_THAT(text, Catch::Contains("<skipped message=\"of another catalogue: published 27900 s, simulated 27480 s"));
}

TEST_CASE("JUnit shows a run that failed as an error") {
  const std::vector<TestSuite> suites{
      {.scenario = "training", .expectations = {}, .errors = {"lambda: was \"killed\""}}};
  const std::string text = to_junit(suites);
  CHECK_THAT(text, Catch::Contains(R"(<testsuite name="training" tests="1" failures="0" errors="1" skipped="0">)"));
  CHECK_THAT(text, Catch::Contains(R"(<error message="lambda: was &quot;killed&quot;"/>)"));
}

TEST_CASE("text becomes harmless in XML") {
  CHECK(xml_escaped("a<b> & \"c\"\n\x01 \xc3\xa9") == "a&lt;b&gt; &amp; &quot;c&quot;&#10;? \xc3\xa9");
}

}  // namespace twostep::cli
