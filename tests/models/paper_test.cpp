// The paper's cases: what is asserted of them holds, and each calibrated figure is what makes it hold.
#include <unistd.h>

#include <fstream>
#include <map>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "sim/scenario/quantity.hpp"
#include "sim/statistics/expectations.hpp"
#include "tests/models/simulate.hpp"

namespace {

using nlohmann::ordered_json;
using twostep::scenario::Expectation;
using twostep::statistics::ExpectationOutcome;
using twostep::statistics::Verdict;
using twostep::tests::Sample;
using twostep::tests::source_folder;

// The quick ones first.
const std::vector<std::string> scenarios{"bandwidth",    "training",           "inference",
                                         "exchange-1kb", "inference-at-scale", "leader-election"};

std::filesystem::path file_of(const std::string& scenario) {
  return source_folder() / "scenarios" / "paper" / (scenario + ".json");
}

// The asserted expectations of a scenario, evaluated; only the variants that they are about are run.
std::vector<ExpectationOutcome> outcomes_of(const std::string& scenario, const std::filesystem::path& catalogue = {}) {
  const Sample sample = Sample::of_file(file_of(scenario), catalogue);
  twostep::statistics::MetricsByVariant metrics;
  const auto run_once = [&](const std::string& variant) {
    if (!metrics.contains(variant)) metrics.emplace(variant, sample.run(variant).metrics);
  };
  std::vector<ExpectationOutcome> outcomes;
  for (const Expectation& expectation : sample.experiment().expect) {
    if (!expectation.is_asserted()) continue;
    run_once(expectation.of);
    if (expectation.over) run_once(expectation.over->variant);
    outcomes.push_back(evaluate(expectation, metrics));
  }
  return outcomes;
}

std::string text_of(const ExpectationOutcome& outcome) {
  return outcome.expectation.metric + " of " + outcome.expectation.of + ": published " +
         std::to_string(outcome.published) + ", simulated " + std::to_string(outcome.simulated);
}

TEST_CASE("everything that the paper's scenarios assert holds") {
  const std::string scenario = GENERATE(from_range(scenarios));
  const auto outcomes = outcomes_of(scenario);
  CHECK_FALSE(outcomes.empty());
  for (const ExpectationOutcome& outcome : outcomes) {
    INFO(scenario << ": " << text_of(outcome));
    CHECK(outcome.verdict == Verdict::holds);
  }
}

TEST_CASE("the paper's scenarios are all tested") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios" / "paper")) {
    if (entry.path().extension() == ".json") ++files;
  }
  CHECK(files == scenarios.size());
}

// The catalogue's calibrated figures, as JSON pointers to their values.
void find_calibrated(const ordered_json& node, const std::string& path, std::vector<std::string>& found) {
  if (!node.is_object()) return;
  if (node.contains("value") && node.contains("status")) {
    if (node["status"] == "calibrated") found.push_back(path + "/value");
    return;
  }
  for (const auto& [key, member] : node.items()) find_calibrated(member, path + "/" + key, found);
}

ordered_json shipped_catalogue() {
  return ordered_json::parse(std::ifstream(source_folder() / "models" / "catalogue" / "aws-us-east-1-2018-12.json"));
}

std::vector<std::string> calibrated() {
  std::vector<std::string> found;
  find_calibrated(shipped_catalogue()["profiles"], "/profiles", found);
  return found;
}

// Every quantity in a value scaled: "303 ms" by 1.2 is "363.6 ms"; in a distribution, all of them.
void scale(ordered_json& value, double by) {
  if (value.is_object()) {
    for (auto& [key, member] : value.items()) scale(member, by);
    return;
  }
  const auto text = value.get<std::string>();
  const std::size_t blank = text.find(' ');
  value = std::to_string(std::stod(text.substr(0, blank)) * by) + text.substr(blank);
}

// A changed copy of the catalogue, while it is in scope.
class ChangedCatalogue {
 public:
  ChangedCatalogue(const std::string& figure, double by) {
    ordered_json catalogue = shipped_catalogue();
    scale(catalogue[ordered_json::json_pointer(figure)], by);
    std::filesystem::create_directories(folder_);
    std::ofstream(file()) << catalogue;
  }
  ~ChangedCatalogue() { std::filesystem::remove_all(folder_); }
  ChangedCatalogue(const ChangedCatalogue&) = delete;
  ChangedCatalogue& operator=(const ChangedCatalogue&) = delete;

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "aws-us-east-1-2018-12.json"; }

 private:
  std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / ("twostep-changed-" + std::to_string(::getpid()));
};

// The first assertion of any scenario that no longer holds; empty when all do.
std::string first_off(const std::filesystem::path& catalogue) {
  for (const std::string& scenario : scenarios) {
    for (const ExpectationOutcome& outcome : outcomes_of(scenario, catalogue)) {
      if (outcome.verdict == Verdict::off) return scenario + ": " + text_of(outcome);
    }
  }
  return "";
}

TEST_CASE("each calibrated figure carries an assertion: a fifth more or less of it is noticed") {
  const std::string figure = GENERATE(from_range(calibrated()));
  const double by = GENERATE(0.8, 1.2);
  const ChangedCatalogue changed(figure, by);
  INFO(figure << " * " << by);
  CHECK_FALSE(first_off(changed.file()).empty());
}

}  // namespace
