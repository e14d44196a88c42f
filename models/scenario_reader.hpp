// ScenarioReader: from a scenario file to one checked Scenario per variant, every problem reported at once.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/catalogue.hpp"
#include "models/scenario.hpp"
#include "sim/scenario/parameters.hpp"

namespace twostep::models {

// The scenario as one variant sees it: parameters substituted, profiles of the catalogue filled in.
struct VariantScenario {
  std::string variant;
  Scenario scenario;
  std::vector<std::string> overridden;  // catalogue figures that the scenario replaced: "lambda.memory = 640 MiB"
};

struct ReadScenario {
  scenario::Node document;  // after --set
  scenario::Experiment experiment;
  Catalogue catalogue;
  std::vector<VariantScenario> variants;
  std::vector<std::string> notes;  // what a reader should know: rows that were left out
};

struct ReadOptions {
  std::span<const scenario::Override> overrides;
  bool lenient = false;   // rows of traces that are wrong are left out
  std::string catalogue;  // replaces the scenario's own; empty: keep. A name on the shelf, or a path to a .json file
};

std::optional<ReadScenario> read_scenario(const std::filesystem::path& file, const CatalogueShelf& shelf,
                                          const ReadOptions& options, scenario::Issues& issues);

}  // namespace twostep::models
