// ScenarioReport: everything that is told about a scenario once its variants ran; every table, file and page is made
// from it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/cost/bill.hpp"
#include "sim/observation/run_result.hpp"
#include "sim/report/library_version.hpp"
#include "sim/scenario/experiment.hpp"
#include "sim/statistics/expectations.hpp"
#include "sim/statistics/metrics.hpp"

namespace twostep::report {

struct VariantReport {
  observation::RunResult result{};
  cost::Bill bill{};            // of result.usage: the whole run
  cost::Bill bill_in_window{};  // of result.usage_in_window
  statistics::MetricSet metrics{};
  std::vector<std::string> overridden{};  // catalogue figures that the scenario replaced, as text

  [[nodiscard]] const std::string& name() const { return result.variant; }
};

struct ScenarioReport {
  scenario::Experiment experiment{};
  std::string catalogue{};  // that it ran on; the experiment names the one that the scenario is written for
  std::uint64_t seed = 1;
  std::vector<VariantReport> variants{};
  std::vector<statistics::ExpectationOutcome> expectations{};
  std::string scenario_hash{};  // of resolved_scenario
  nlohmann::ordered_json resolved_scenario{};
  std::vector<LibraryVersion> libraries{};  // those that this folder does not know itself, as the engine's

  // Null when there is no such variant.
  [[nodiscard]] const VariantReport* find_variant(std::string_view name) const;
};

// A variant's bills and metrics, from what its run observed. Throws what make_bill() throws.
[[nodiscard]] VariantReport make_variant_report(observation::RunResult result, const cost::PriceList& prices,
                                                std::vector<std::string> overridden);

// Fills in what follows from the rest once all variants are there: the outcomes of the experiment's expectations, and
// the hash. Throws statistics::BadExpectation.
void conclude(ScenarioReport& report);

// "fnv1a-64:" and 16 hexadecimal digits of the document's compact JSON text: tells two scenarios apart, guards against
// nothing.
[[nodiscard]] std::string hash_of(const nlohmann::ordered_json& document);

// For files: two blanks of indentation, bytes that are no UTF-8 replaced, a line break at the end.
[[nodiscard]] std::string json_text(const nlohmann::ordered_json& document);

}  // namespace twostep::report
