#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "sim/report/result_table.hpp"
#include "tests/report/csv_reader.hpp"
#include "tests/report/some_report.hpp"

using namespace twostep;
using namespace twostep::report;
using tests::csv_column;
using tests::CsvRows;
using Fields = std::vector<std::string>;

namespace {

CsvRows rows_of(const ResultTable& table, const ScenarioReport& report) {
  return tests::read_csv(to_csv(table.fill(report)));
}

// Decimal digits as an integer count of 10^-places: exact where a double would not be.
std::int64_t exact(std::string decimal, std::size_t places) {
  const std::size_t point = decimal.find('.');
  const std::size_t decimals = point == std::string::npos ? 0 : decimal.size() - point - 1;
  if (point != std::string::npos) decimal.erase(point, 1);
  REQUIRE(decimals <= places);
  return std::stoll(decimal.append(places - decimals, '0'));
}

}  // namespace

TEST_CASE("summary.csv shows the variants side by side") {
  const CsvRows rows = rows_of(summary_table(), tests::training_report());
  REQUIRE(rows.size() == 3);
  CHECK(csv_column(rows, "variant") == Fields{"ec2", "lambda"});
  CHECK(csv_column(rows, "makespan_s") == Fields{"1300", "27492"});
  CHECK(csv_column(rows, "requests") == Fields{"1", "1"});
  CHECK(csv_column(rows, "executions") == Fields{"1", "31"});
  CHECK(csv_column(rows, "cold_start_share") == Fields{"0", "1"});
  CHECK(csv_column(rows, "latency_mean_ms") == Fields{"1300000", "27492000"});
  CHECK(csv_column(rows, "cost_usd") == Fields{"0.036111111111", "0.28638177275"});
  CHECK(csv_column(rows, "bandwidth_mean_bytes_per_s") == Fields{"", ""});
  CHECK(csv_column(rows, "slower") == Fields{"1", "21.147692307692306"});  // 27492 / 1300
}

TEST_CASE("latency.csv holds the quantiles of response times and of spans") {
  const CsvRows rows = rows_of(latency_table(), tests::serving_report());
  // 2 variants, each with response times and a span, 20 quantiles each.
  REQUIRE(rows.size() == 1 + 2 * 2 * 20);
  CHECK(rows[1] == Fields{"functions", "latency", "0", rows[1][3], "1000"});
  CHECK(std::stod(rows[1][3]) == Approx(20.3).epsilon(1e-15));  // 0 ms waiting, 20 ms computing, 0.3 ms for a message
  CHECK(rows[20][2] == "1");
  CHECK(rows[21][1] == "span.classify");
  CHECK(csv_column(rows_of(latency_table(), tests::training_report()), "of").size() == 2 * 20);
}

TEST_CASE("the lines of a bill in cost.csv sum to its total exactly") {
  const ScenarioReport report = tests::serving_report();
  const CsvRows rows = rows_of(cost_table(), report);
  std::int64_t run_total = 0;
  double shares = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i][0] != "functions" || rows[i][1] != "run") continue;
    run_total += exact(rows[i][8], 12);
    shares += std::stod(rows[i][9]);
  }
  CHECK(Usd{run_total} == report.variants[0].bill.total);
  CHECK(run_total == 1'000'000'000);  // 1,000 requests at $0.20 a million and 2,000 at $0.40 a million: $0.001
  CHECK(shares == Approx(1).epsilon(1e-15));
  CHECK(rows[1] ==
        Fields{"functions", "run", "classify", "lambda", "request", "1000", "request", "2e-07", "0.0002", "0.2"});
}

TEST_CASE("the phases in breakdown.csv sum to the response times exactly") {
  const ScenarioReport report = tests::serving_report();
  const CsvRows rows = rows_of(breakdown_table(), report);
  REQUIRE(rows.size() == 1 + 2 * 4);
  std::int64_t total_ns = 0;
  for (std::size_t i = 1; i <= 4; ++i) total_ns += exact(rows[i][2], 9);
  CHECK(total_ns == observation::total(report.variants[0].result.phases).ns);
  // 1,000 requests that wait i * 7919 % 1,000,000 ns for i from 0 to 999, compute 20 ms and take 0.3 ms for a message.
  std::int64_t expected_ns = 1'000LL * 20'300'000;
  for (std::int64_t i = 0; i < 1'000; ++i) expected_ns += i * 7'919 % 1'000'000;
  CHECK(total_ns == expected_ns);
  CHECK(rows[2] == Fields{"functions", "compute", "20", "20", rows[2][4]});
  CHECK(std::stod(rows[2][4]) == Approx(20e9 / static_cast<double>(expected_ns)).epsilon(1e-15));
  CHECK(rows[4] == Fields{"functions", "sleep", "0", "0", "0"});
}

TEST_CASE("a variant without a completed request has no breakdown and no quantiles, but a row in the summary") {
  ScenarioReport report = tests::serving_report({"a", "b"}, 0);
  CHECK(rows_of(breakdown_table(), report).size() == 1);
  CHECK(rows_of(latency_table(), report).size() == 1);
  const CsvRows summary = rows_of(summary_table(), report);
  CHECK(csv_column(summary, "latency_p99_ms") == Fields{"", ""});
  CHECK(csv_column(summary, "completed") == Fields{"0", "0"});
}

TEST_CASE("metrics.csv holds every metric of every variant with its unit") {
  const ScenarioReport report = tests::training_report();
  const CsvRows rows = rows_of(metrics_table(), report);
  CHECK(rows.size() == 1 + report.variants[0].metrics.all().size() + report.variants[1].metrics.all().size());
  CHECK(rows[1] == Fields{"ec2", "makespan", "1300", "s"});
  CHECK(std::ranges::find(rows, Fields{"ec2", "instances", "1", "1"}) != rows.end());
}

TEST_CASE("expectations.csv holds published and simulated figures with their verdicts") {
  const CsvRows rows = rows_of(expectations_table(), tests::training_report());
  REQUIRE(rows.size() == 5);
  CHECK(csv_column(rows, "metric") == Fields{"makespan", "makespan", "makespan", "cost"});
  CHECK(csv_column(rows, "of") == Fields{"lambda", "lambda", "ec2", "lambda"});
  CHECK(csv_column(rows, "over") == Fields{"", "ec2", "", "ec2"});
  CHECK(csv_column(rows, "over_metric") == Fields{"", "makespan", "", "cost"});
  CHECK(csv_column(rows, "published") == Fields{"27900", "21", "1260", "7.3"});
  CHECK(csv_column(rows, "published_text") == Fields{"465 min", "21", "1260 s", "7.3"});
  CHECK(csv_column(rows, "simulated")[0] == "27492");
  CHECK(csv_column(rows, "unit") == Fields{"s", "1", "s", "1"});
  CHECK(csv_column(rows, "tolerance") == Fields{"0.04", "0.04", "0.01", ""});
  CHECK(csv_column(rows, "role") == Fields{"validation", "validation", "calibration", "quoted"});
  CHECK(csv_column(rows, "verdict") == Fields{"holds", "holds", "off", "quoted"});
  CHECK(csv_column(rows, "quoted")[3] == "both costs were rounded to cents first");
  CHECK(csv_column(rows, "calibrates")[2] == "the step");
}
