// The example scenarios and the use cases: what each says to expect of it holds.
#include <algorithm>
#include <filesystem>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/statistics/expectations.hpp"
#include "tests/models/simulate.hpp"

namespace {

using twostep::scenario::Expectation;
using twostep::statistics::ExpectationOutcome;
using twostep::statistics::Verdict;
using twostep::tests::Sample;
using twostep::tests::source_folder;

std::vector<std::filesystem::path> examples() {
  std::vector<std::filesystem::path> files;
  for (const char* folder : {"examples", "usecases"}) {
    for (const auto& entry : std::filesystem::directory_iterator(source_folder() / "scenarios" / folder)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

TEST_CASE("everything that an example asserts holds") {
  const std::filesystem::path file = GENERATE(from_range(examples()));
  const Sample sample = Sample::of_file(file);
  twostep::statistics::MetricsByVariant metrics;
  const auto run_once = [&](const std::string& variant) {
    if (!metrics.contains(variant)) metrics.emplace(variant, sample.run(variant).metrics);
  };
  for (const Expectation& expectation : sample.experiment().expect) {
    if (!expectation.is_asserted()) continue;
    run_once(expectation.of);
    if (expectation.over) run_once(expectation.over->variant);
    const ExpectationOutcome outcome = evaluate(expectation, metrics);
    INFO(file.filename().string() << ": " << expectation.metric << " of " << expectation.of << ": expected "
                                  << outcome.published << ", simulated " << outcome.simulated);
    CHECK(outcome.verdict == Verdict::holds);
  }
}

}  // namespace
