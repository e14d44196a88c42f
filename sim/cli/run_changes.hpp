// RunChanges: what differs between two runs of a scenario, or between two sets of replications of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "sim/cli/compared_runs.hpp"

namespace twostep::cli {

// Something that both runs say of themselves: "catalogue", "version of simgrid", "/parameters/iterations".
struct TextChange {
  std::string what{};
  std::string before{};  // empty where only the other has it
  std::string after{};
};

// A figure of a variant; the mean where there are replications.
struct FigureChange {
  std::string variant{};
  std::string figure{};  // the metric, or "resource service.meter" of a bill's line
  std::string unit{};    // the metric's base unit; USD for a bill's line
  std::optional<double> before{};
  std::optional<double> after{};
  // Half of the 95 % confidence interval of the difference; nothing without replications.
  std::optional<double> half_width{};

  // after / before - 1; nothing where one is missing or only `before` is zero.
  [[nodiscard]] std::optional<double> relative() const;
  // Whether the interval leaves zero out; nothing without replications.
  [[nodiscard]] std::optional<bool> is_significant() const;
};

struct RunChanges {
  std::vector<TextChange> facts{};         // scenario, catalogue, seeds, versions
  std::vector<TextChange> scenario{};      // of the scenario as run, by JSON pointer
  std::vector<std::string> only_before{};  // variants
  std::vector<std::string> only_after{};
  std::vector<FigureChange> metrics{};
  std::vector<FigureChange> costs{};
  std::vector<std::string> notices{};  // files that are missing or cut off, a sentence each
  std::size_t runs_before = 0;
  std::size_t runs_after = 0;
  bool same_seeds = false;
  bool different_scenarios = false;  // by name

  // Nothing differs; notices do not count.
  [[nodiscard]] bool none() const;
};

// Figures that differ by at most a relative 1e-9 are left out unless `all`.
[[nodiscard]] RunChanges changes_between(const ComparedRuns& before, const ComparedRuns& after, bool all);

// {"before": ..., "after": ..., "facts": [...], ...}: what --json prints.
[[nodiscard]] nlohmann::ordered_json to_json(const RunChanges& changes, const ComparedRuns& before,
                                             const ComparedRuns& after);

// For a terminal, in lines of at most 80 columns, ended by one line break.
[[nodiscard]] std::string to_terminal(const RunChanges& changes, const ComparedRuns& before, const ComparedRuns& after,
                                      bool colour);

}  // namespace twostep::cli
