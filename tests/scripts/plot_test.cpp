// scripts/plot.py, from outside: figures from the CSV files of a run, and a sentence where one cannot be drawn.
#include <filesystem>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/cli/process.hpp"
#include "tests/temporary_folder.hpp"

namespace twostep::tests {

using Catch::Contains;

namespace {

namespace fs = std::filesystem;

const std::string script = TWOSTEP_SOURCE "/scripts/plot.py";
const fs::path baselines = fs::path(TWOSTEP_SOURCE) / "results/baselines";

bool can_plot() { return run_process({"/usr/bin/python3", "-c", "import matplotlib, pandas"}).exit_code == 0; }

ProcessResult plot(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/usr/bin/python3", script});
  return run_process(arguments, {.folder = folder.path(), .environment = {}, .standard_output = {}});
}

// A copy of a baseline run, to be damaged.
fs::path copied_run(const TemporaryFolder& folder, const std::string& scenario) {
  fs::copy(baselines / scenario / "seed-1", folder.path() / scenario, fs::copy_options::recursive);
  return folder.path() / scenario;
}

}  // namespace

TEST_CASE("every figure is drawn from a run's CSV files alone, as PNG and SVG") {
  REQUIRE(can_plot());
  const TemporaryFolder folder;
  for (const std::string scenario : {"inference", "training", "bandwidth"}) {
    const fs::path run = copied_run(folder, scenario);
    for (const char* file : {"report.json", "manifest.json"}) fs::remove(run / file);
  }
  const std::vector<std::vector<std::string>> figures{
      {"latency", "inference"},   {"latency", "training", "--of", "span.fetch", "-o", "fetch"},
      {"cost", "training"},       {"ratios", "training", "inference"},
      {"bandwidth", "bandwidth"}, {"sweep", "bandwidth", "--x", "concurrency.peak", "--y", "latency.mean"}};
  for (const std::vector<std::string>& figure : figures) {
    const ProcessResult result = plot(folder, figure);
    INFO(figure.front() << result.error);
    CHECK(result.exit_code == 0);
    CHECK(result.error.empty());
    const std::string name = figure.back() == "fetch" ? "fetch" : figure.front();
    CHECK_THAT(content_of(folder.path() / (name + ".png")), Catch::StartsWith("\x89PNG"));
    CHECK_THAT(content_of(folder.path() / (name + ".svg")), Contains("</svg>"));
  }
  // The same files give the same bytes.
  const std::string first = content_of(folder.path() / "cost.svg");
  REQUIRE(plot(folder, {"cost", "training"}).exit_code == 0);
  CHECK((content_of(folder.path() / "cost.svg") == first));
}

TEST_CASE("a CSV file that is missing or damaged is told in a sentence, and nothing is drawn") {
  REQUIRE(can_plot());
  const TemporaryFolder folder;
  const fs::path run = copied_run(folder, "training");
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const ProcessResult result = plot(folder, arguments);
    INFO(result.error);
    CHECK(result.exit_code == 1);
    CHECK(result.error.find("Traceback") == std::string::npos);
    CHECK_FALSE(fs::exists(folder.path() / (arguments.front() + ".png")));
    return result.error;
  };
  CHECK_THAT(refused({"cost", "nowhere"}), Contains("nowhere/cost.csv cannot be read: there is no folder nowhere"));
  fs::resize_file(run / "latency.csv", fs::file_size(run / "latency.csv") / 2);
  CHECK_THAT(refused({"latency", "training"}), Contains("training/latency.csv is cut off in line "));
  fs::remove(run / "cost.csv");
  CHECK_THAT(refused({"cost", "training"}), Contains("training/cost.csv is missing; name the folder"));
  folder.write("training/expectations.csv", "");
  CHECK_THAT(refused({"ratios", "training"}), Contains("training/expectations.csv is empty"));
  folder.write("training/expectations.csv", "metric,of,over\nmakespan,lambda\n");
  CHECK_THAT(refused({"ratios", "training"}), Contains("has 2 fields in row 2 where the header has 3"));
  folder.write("training/metrics.csv", "variant,metric,value,unit\nlambda,makespan,7h,s\n");
  CHECK_THAT(refused({"bandwidth", "training"}), Contains("column value: could not convert string to float: '7h'"));
  folder.write("training/metrics.csv", "variant,metric,value,unit\nlambda,makespan,7,s\n");
  CHECK_THAT(refused({"bandwidth", "training"}), Contains("there is nothing to draw"));
  CHECK_THAT(refused({"sweep", "training", "--x", "makespan", "--y", "no.such"}),
             Contains("has no metric no.such; it has makespan"));
}

TEST_CASE("names are shown as they are, whatever matplotlib would make of them") {
  REQUIRE(can_plot());
  const TemporaryFolder folder;
  folder.write("run/cost.csv",
               "variant,bill,resource,service,meter,quantity,unit,unit_price_usd,amount_usd,share\n"
               "$\\frac{1}{2}$,run,r,lambda,m,1,u,1,0.5,1\n"
               "'=cmd(),run,r,</script>,m,1,u,1,0.25,1\n" +
                   std::string(10'000, 'x') + ",run,r,s3,m,1,u,1,0,1\n");
  const ProcessResult result = plot(folder, {"cost", "run"});
  INFO(result.error);
  CHECK(result.exit_code == 0);
  CHECK(fs::exists(folder.path() / "cost.svg"));
}

TEST_CASE("the script explains itself with examples, and says what to install") {
  const ProcessResult help = run_process({"/usr/bin/python3", script, "--help"});
  if (help.exit_code == 0) {
    CHECK_THAT(help.out, Contains("examples:\n  scripts/plot.py latency "));
  }
  // An interpreter that sees no package but its own.
  const ProcessResult bare = run_process({"/usr/bin/python3", "-I", "-S", script, "cost", "run"});
  CHECK(bare.exit_code == 1);
  CHECK_THAT(bare.error, Contains("apt-get install python3-matplotlib python3-pandas"));
}

}  // namespace twostep::tests
