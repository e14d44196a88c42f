#include "sim/report/terminal.hpp"

#include <sstream>
#include <string>

#include <catch2/catch.hpp>

#include "sim/report/display_text.hpp"
#include "tests/report/some_report.hpp"

using namespace twostep;
using namespace twostep::report;

namespace {

std::size_t longest_line(const std::string& text) {
  std::istringstream lines(text);
  std::size_t longest = 0;
  for (std::string line; std::getline(lines, line);) longest = std::max(longest, display_width(line));
  return longest;
}

}  // namespace

TEST_CASE("the answer to a job shows the variants, where the time went, and the published figures") {
  CHECK(to_terminal(tests::training_report(), {}) ==
        R"(training: Where should a model be trained on 90 GB of reviews?
aws-us-east-1-2018-12, seed 1, 2 variants

variant  makespan  slower
ec2       21m 40s   1.00x
lambda     7h 38m   21.1x

cost        run  dearer      ec2  lambda
ec2     $0.0361   1.00x  $0.0361
lambda  $0.2864   7.93x           $0.286

time spent in                 share  # boot  - fetch  = compute
ec2            #-----==============     3 %     28 %       69 %
lambda         ----------------====             81 %       19 %

count   requests  executions  cold starts  instances
ec2            1           1                       1
lambda         1          31   31 (100 %)

catalogue figure changed           in
lambda.memory: 128 MiB -> 640 MiB  lambda

figure                 published  simulated  deviation  verdict
lambda makespan          465 min    458 min     -1.5 %  holds
lambda / ec2 makespan        21x      21.1x     +0.7 %  holds
ec2 makespan              1260 s     1300 s     +3.2 %  off *
  off by more than 1 %
lambda / ec2 cost           7.3x      7.93x     +8.6 %  quoted
  both costs were rounded to cents first
2 of 3 asserted figures hold; 1 of the 3 served for calibration (*); 1 only
quoted
)");
}

TEST_CASE(
    "the answer to a service shows its response times, throughput, costs per request and hour, spans and bandwidth") {
  const std::string text = to_terminal(tests::serving_report(), {});
  CHECK_THAT(text, Catch::Contains(R"(
variant       mean      p50      p95      p99  throughput  slower
functions  20.8 ms  20.8 ms  21.2 ms  21.3 ms     10.0 /s   1.93x
servers    10.8 ms  10.8 ms  11.2 ms  11.3 ms     10.0 /s   1.00x
)"));
  CHECK_THAT(text, Catch::Contains(R"(
cost           run  dearer   lambda      sqs  per 1M requests   per hour
functions  $0.0010   1.67x  $0.0002  $0.0008            $1.00  $0.0360/h
)"));
  CHECK_THAT(text, Catch::Contains("bandwidth  functions  538 Mbit/s  538 Mbit/s  538 Mbit/s  1,000\n"));
  CHECK_THAT(text, Catch::Contains("classify   functions     20.8 ms     20.8 ms     21.3 ms  1,000\n"));
  CHECK(longest_line(text) <= 80);
}

TEST_CASE("no colours are used unless they are wanted, and an expectation that is off is red") {
  const ScenarioReport report = tests::training_report();
  CHECK(to_terminal(report, {}).find('\x1b') == std::string::npos);
  const std::string coloured = to_terminal(report, {.colour = true});
  CHECK_THAT(coloured, Catch::Contains("\x1b[31mec2 makespan"));
  CHECK_THAT(coloured, Catch::Contains("\x1b[2mlambda / ec2 cost"));
  CHECK_THAT(coloured, Catch::Contains("\nlambda makespan "));
}

TEST_CASE("hostile names neither steer the terminal nor push the figures off it") {
  const std::string text = to_terminal(tests::serving_report({"\x1b[2J\x1b]0;owned\x07", "\u202egnp", "模型模型🚀",
                                                              std::string(10'000, 'x'), "\xff\n\r"}),
                                       {});
  for (const char c : text) REQUIRE((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  CHECK(text.find("\u202e") == std::string::npos);
  CHECK_THAT(text, Catch::Contains("\\x1b[2J\\x1b]0;owned\\x07"));
  CHECK_THAT(text, Catch::Contains("模型模型🚀"));
  CHECK_THAT(text, Catch::Contains(std::string(29, 'x') + "...  "));
  // Five variants with names of 32 columns: tables are split, and names in that of spans, which has two, are wrapped.
  CHECK(longest_line(text) <= 80);
}

TEST_CASE("a report without expectations, overrides, spans or a baseline leaves their parts out") {
  ScenarioReport report = tests::training_report();
  report.expectations.clear();
  report.experiment.baseline = "";
  report.variants[1].overridden.clear();
  const std::string text = to_terminal(report, {});
  for (const char* part : {"figure", "slower", "dearer", "catalogue figure", "measured"}) {
    CHECK(text.find(part) == std::string::npos);
  }
  CHECK(expectations_to_terminal(report, {}).empty());
}

TEST_CASE("a figure that every variant changes is shown once") {
  ScenarioReport report = tests::serving_report({"a", "b", "c"});
  for (VariantReport& variant : report.variants) variant.overridden = {"bucket.get_latency = \"45 ms\""};
  report.variants[1].overridden.emplace_back("a.memory = \"1 GiB\"");
  report.variants[2].overridden.emplace_back("a.memory = \"1 GiB\"");
  CHECK_THAT(to_terminal(report, {}), Catch::Contains(R"(
catalogue figure changed      in
bucket.get_latency = "45 ms"  every variant
a.memory = "1 GiB"            b, c
)"));
}

TEST_CASE("bars are drawn with block characters where the terminal has them") {
  // ec2: 40 s, 360 s and 900 s of 1,300 s are 0.6, 5.5 and 13.8 of 20 columns: 1, 5 and 14 by largest remainder.
  CHECK_THAT(to_terminal(tests::training_report(), {.unicode = true}),
             Catch::Contains("time spent in                 share  █ boot  ▒ fetch  ▓ compute\n"
                             "ec2            █▒▒▒▒▒▓▓▓▓▓▓▓▓▓▓▓▓▓▓     3 %     28 %       69 %\n"));
}

TEST_CASE("figures that somebody published and those that the scenario derives stand in tables of their own") {
  ScenarioReport report = tests::training_report();
  report.expectations[1].expectation.source = "";
  report.expectations[3].expectation.source = "";
  const std::string text = expectations_to_terminal(report, {});
  CHECK(text ==
        R"(figure           published  simulated  deviation  verdict
lambda makespan    465 min    458 min     -1.5 %  holds
ec2 makespan        1260 s     1300 s     +3.2 %  off *
  off by more than 1 %

figure                 expected  simulated  deviation  verdict
lambda / ec2 makespan       21x      21.1x     +0.7 %  holds
lambda / ec2 cost          7.3x      7.93x     +8.6 %  quoted
  both costs were rounded to cents first
2 of 3 asserted figures hold; 1 of the 3 served for calibration (*); 1 only
quoted
)");
  // What the whole scenario was published in holds for all of its figures.
  report.experiment.source = "CIDR 2019";
  CHECK(expectations_to_terminal(report, {}).find("expected") == std::string::npos);
}

TEST_CASE("on another catalogue, published figures are shown as then and now, and none holds or is off") {
  ScenarioReport report = tests::training_report();
  report.catalogue = "aws-us-east-1-2025";
  report.experiment.expect[1].is = {0.5, scenario::Dimension::number, "0.5x"};  // 27,492 s / 1,300 s = 21.1
  conclude(report);
  CHECK(expectations_to_terminal(report, {}) ==
        R"(figure                    then      now    change  verdict
lambda makespan        465 min  458 min    -1.5 %  aged
lambda / ec2 makespan     0.5x    21.1x  +4,130 %  turned
ec2 makespan            1260 s   1300 s    +3.2 %  aged
lambda / ec2 cost         7.3x    7.93x    +8.6 %  quoted
  both costs were rounded to cents first
3 figures of aws-us-east-1-2018-12 then, on aws-us-east-1-2025 now; 1 turned
from above one to below it, or back
)");
}

TEST_CASE("ratios have three significant digits, whatever was published") {
  ScenarioReport report = tests::training_report();
  report.expectations[1].expectation.is.text = "159.6x";
  report.expectations[1].simulated = 158.84;
  CHECK_THAT(expectations_to_terminal(report, {}), Catch::Contains("    159.6x       159x "));
}

TEST_CASE("a long name of a figure is wrapped, and the table fits the terminal") {
  ScenarioReport report = tests::training_report();
  report.expectations[0].expectation.metric = "cost_per_hour.resource.inbox";
  report.expectations[0].expectation.of = "a-variant-with-a-long-name";
  report.expectations[0].expectation.over = scenario::Ratio{"another-variant", "cost_per_hour"};
  const std::string text = expectations_to_terminal(report, {});
  CHECK(longest_line(text) <= 80);
  CHECK_THAT(text, Catch::Contains("\n  cost_per_hour.resource.inbox /\n  another-variant cost_per_hour\n"));
}

TEST_CASE("a variant of which no request completed is said to, with the reason") {
  ScenarioReport report = tests::serving_report({"a", "b"});
  observation::RunResult& result = report.variants[1].result;
  result.completed = 0;
  result.failed = 600;
  result.throttled = 399;
  result.in_flight = 1;
  const std::string text = to_terminal(report, {});
  CHECK_THAT(text, Catch::Contains("\nb: none of 1,000 requests completed: 600 failed, 399 were throttled, 1 had no\n"
                                   "response when the run ended\n\nvariant "));
  CHECK(text.find("a: none") == std::string::npos);
  CHECK_THAT(to_terminal(tests::serving_report({"a"}, 0), {}),
             Catch::Contains("\na: no request arrived in the measured window\n\n"));
}

TEST_CASE("an answer ends with one line break, with expectations and without") {
  for (const ScenarioReport& report : {tests::training_report(), tests::serving_report()}) {
    const std::string text = to_terminal(report, {});
    CHECK(text.ends_with('\n'));
    CHECK_FALSE(text.ends_with("\n\n"));
  }
}

TEST_CASE("a run in which nothing completed still has an answer") {
  const std::string text = to_terminal(tests::serving_report({"a", "b"}, 0), {});
  CHECK_THAT(text, Catch::Contains("inference: How long"));
  CHECK_THAT(text, Catch::Contains("instances"));
}
