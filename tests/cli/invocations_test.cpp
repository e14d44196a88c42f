// --invocations, from outside: what its rows say in total is what the other files say.
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

#include <catch2/catch.hpp>

#include "tests/cli/csv_rows.hpp"
#include "tests/cli/program.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

namespace {

// Written with as many digits as nanoseconds need.
std::int64_t nanoseconds(const std::string& ms) { return std::llround(std::stod(ms) * 1e6); }

}  // namespace

TEST_CASE("the rows of invocations add up to the summary, the breakdown and the bill") {
  const std::string benchmark = GENERATE("one-function", "network");
  const TemporaryFolder output;
  const std::string scenario = std::string(TWOSTEP_SOURCE) + "/scenarios/benchmarks/" + benchmark + ".json";
  const ProcessResult result =
      twostep({"run", scenario, "-o", output.path().string(), "--set", "invocations=5000", "--invocations", "--quiet"});
  REQUIRE(result.exit_code == 0);
  const std::filesystem::path results = std::filesystem::directory_iterator(output.path() / benchmark)->path();

  std::int64_t rows = 0;
  std::int64_t completed = 0;
  std::int64_t cold = 0;
  std::int64_t response_ns = 0;
  std::int64_t billed_ms = 0;
  std::map<std::string, std::int64_t> phases_ns;
  auto breakdown = read_rows(results / "breakdown.csv");
  for (auto& row : read_rows(results / "invocations.csv")) {
    ++rows;
    completed += row["outcome"] == "completed" ? 1 : 0;
    cold += std::stoll(row["cold"]);
    response_ns += nanoseconds(row["response_time_ms"]);
    billed_ms += std::stoll(row["billed_ms"]);
    for (auto& phase : breakdown) phases_ns[phase["phase"]] += nanoseconds(row.at(phase["phase"] + "_ms"));
  }

  auto summary = read_rows(results / "summary.csv").at(0);
  CHECK(rows == 5000);
  CHECK(rows == std::stoll(summary["requests"]));
  CHECK(completed == std::stoll(summary["completed"]));
  CHECK(cold == std::stoll(summary["cold_starts"]));
  CHECK(cold > 0);
  CHECK(static_cast<double>(response_ns) / 1e6 / 5000 == Approx(std::stod(summary["latency_mean_ms"])).epsilon(1e-12));
  std::int64_t all_phases_ns = 0;
  for (auto& phase : breakdown) {
    INFO(phase["phase"]);
    CHECK(static_cast<double>(phases_ns[phase["phase"]]) / 1e9 == Approx(std::stod(phase["total_s"])).epsilon(1e-12));
    all_phases_ns += phases_ns[phase["phase"]];
  }
  CHECK(all_phases_ns == response_ns);
  // GB-s: seconds times memory in GiB; one line.
  const double gib = std::stod(read_rows(results / "functions.csv").at(0)["memory_mib"]) / 1024;
  int lines = 0;
  for (auto& line : read_rows(results / "cost.csv")) {
    if (line["bill"] != "run" || line["meter"] != "gb_s") continue;
    CHECK(static_cast<double>(billed_ms) / 1e3 * gib == Approx(std::stod(line["quantity"])).epsilon(1e-12));
    ++lines;
  }
  CHECK(lines == 1);
}

}  // namespace twostep::tests
