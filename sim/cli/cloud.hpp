// Cloud: the port through which the command line reaches the models. sim/ knows no cloud; main.cpp passes one in.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "sim/cost/price_list.hpp"
#include "sim/observation/run_progress.hpp"
#include "sim/observation/run_result.hpp"
#include "sim/observation/trace_options.hpp"
#include "sim/scenario/experiment.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/parameters.hpp"
#include "sim/scenario/schema.hpp"

namespace twostep::cli {

struct RunOptions {
  std::uint64_t seed = 1;
  // Where to stream a row per invocation; none when empty.
  std::filesystem::path invocations_file;
  // The step of the run's time series; without one, see observation::Timeline.
  std::optional<Duration> timeline_step{};
  // What of the run goes into a timeline of events, and where to; nothing without a file.
  observation::TraceOptions trace{};
  // Where the run says now and then how far it is; may be null.
  observation::RunProgress* progress = nullptr;
};

// A scenario that was read and found valid.
class LoadedScenario {
 public:
  virtual ~LoadedScenario() = default;
  [[nodiscard]] virtual const scenario::Experiment& experiment() const = 0;
  // The document as it is run, after overrides: for the manifest's hash and for report.json.
  [[nodiscard]] virtual nlohmann::ordered_json resolved() const = 0;
  [[nodiscard]] virtual const cost::PriceList& prices() const = 0;
  // Catalogue figures that the scenario replaced in this variant, as text: "lambda.memory: 128 MiB -> 640 MiB".
  [[nodiscard]] virtual std::vector<std::string> overridden(std::size_t variant) const = 0;
  // What a reader should know of it beside: rows of a trace that were left out.
  [[nodiscard]] virtual std::vector<std::string> notes() const { return {}; }
  // Simulates one variant in this process, which can do so once (SimGrid's clock): call it in a forked child.
  // Throws on a run that cannot end, an unpriced meter, a file that cannot be written.
  [[nodiscard]] virtual observation::RunResult run(std::size_t variant, const RunOptions& options) const = 0;
};

struct LoadOptions {
  std::vector<scenario::Override> overrides;  // --set
  bool lenient = false;                       // --lenient: wrong rows of traces are left out
  std::string catalogue;                      // --catalogue: replaces the scenario's own; empty: keep
};

struct CatalogueSummary {
  std::string name;
  std::string description;
  std::filesystem::path file;
};

class Cloud {
 public:
  virtual ~Cloud() = default;
  // Null when the scenario is invalid: `issues` then says everything that is wrong.
  [[nodiscard]] virtual std::unique_ptr<LoadedScenario> load(const std::filesystem::path& file,
                                                             const LoadOptions& options,
                                                             scenario::Issues& issues) const = 0;
  [[nodiscard]] virtual nlohmann::ordered_json scenario_schema() const = 0;
  // Tables of all that a scenario may hold.
  [[nodiscard]] virtual std::vector<scenario::ReferenceTable> scenario_reference() const = 0;
  // The catalogues found in the data folders, by name.
  [[nodiscard]] virtual std::vector<CatalogueSummary> catalogues() const = 0;
  // A catalogue's figures as rows for printing: profile, figure, value, status, source, date.
  struct FigureRow {
    std::string profile, figure, value, status, source, date;
  };
  [[nodiscard]] virtual std::vector<FigureRow> figures(const std::string& catalogue,
                                                       scenario::Issues& issues) const = 0;
};

}  // namespace twostep::cli
