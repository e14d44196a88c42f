#include "models/cloud.hpp"

#include <memory>

#include "models/deployment.hpp"
#include "models/scenario_reader.hpp"
#include "sim/scenario/nearest_word.hpp"
#include "sim/scenario/schema.hpp"

namespace twostep::models {

namespace {

class LoadedScenario : public cli::LoadedScenario {
 public:
  explicit LoadedScenario(ReadScenario read) : read_(std::move(read)) {}

  [[nodiscard]] const scenario::Experiment& experiment() const override { return read_.experiment; }
  [[nodiscard]] nlohmann::ordered_json resolved() const override { return read_.document.to_json(); }
  [[nodiscard]] const cost::PriceList& prices() const override { return read_.catalogue.prices; }
  [[nodiscard]] std::vector<std::string> overridden(std::size_t variant) const override {
    return read_.variants.at(variant).overridden;
  }

  [[nodiscard]] std::vector<std::string> notes() const override { return read_.notes; }

  [[nodiscard]] observation::RunResult run(std::size_t variant, const cli::RunOptions& options) const override {
    const VariantScenario& chosen = read_.variants.at(variant);
    Deployment deployment(chosen.scenario, chosen.variant, prices(),
                          {.seed = options.seed,
                           .rows = options.invocations_file,
                           .timeline_step = options.timeline_step,
                           .trace = options.trace,
                           .progress = options.progress});
    return deployment.run();
  }

 private:
  ReadScenario read_;
};

class ModelledCloud : public cli::Cloud {
 public:
  explicit ModelledCloud(const std::filesystem::path& data_folder) : shelf_({data_folder / "catalogue"}) {}

  [[nodiscard]] std::unique_ptr<cli::LoadedScenario> load(const std::filesystem::path& file,
                                                          const cli::LoadOptions& options,
                                                          scenario::Issues& issues) const override {
    auto read = read_scenario(
        file, shelf_, {.overrides = options.overrides, .lenient = options.lenient, .catalogue = options.catalogue},
        issues);
    return read ? std::make_unique<LoadedScenario>(std::move(*read)) : nullptr;
  }

  [[nodiscard]] nlohmann::ordered_json scenario_schema() const override {
    return scenario::schema_document<Scenario>();
  }

  [[nodiscard]] std::vector<scenario::ReferenceTable> scenario_reference() const override {
    return scenario::reference_tables<Scenario>();
  }

  [[nodiscard]] std::vector<cli::CatalogueSummary> catalogues() const override {
    std::vector<cli::CatalogueSummary> all;
    for (const auto& file : shelf_.files()) {
      scenario::Issues issues;
      const auto catalogue = read_catalogue(file, issues);
      all.push_back({.name = file.stem().string(),
                     .description = catalogue ? catalogue->description : "cannot be read",
                     .file = file});
    }
    return all;
  }

  [[nodiscard]] std::vector<FigureRow> figures(const std::string& name, scenario::Issues& issues) const override {
    const auto file = shelf_.find(name);
    if (file.empty()) {
      issues.add({}, name, "is no catalogue here", "use one of: " + scenario::list_of(shelf_.names()));
      return {};
    }
    std::vector<FigureRow> rows;
    if (const auto catalogue = read_catalogue(file, issues)) {
      for (const Figure& figure : catalogue->figures) {
        rows.push_back({.profile = figure.profile,
                        .figure = figure.name,
                        .value = figure.value,
                        .status = figure.status,
                        .source = figure.source,
                        .date = figure.date});
      }
    }
    return rows;
  }

 private:
  CatalogueShelf shelf_;
};

}  // namespace

std::unique_ptr<cli::Cloud> make_cloud(const std::filesystem::path& data_folder) {
  return std::make_unique<ModelledCloud>(data_folder);
}

}  // namespace twostep::models
