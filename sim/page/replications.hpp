// Replications: runs of one scenario with different seeds, and where the means of their figures lie.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/page/data_table.hpp"
#include "sim/page/run_view.hpp"
#include "sim/statistics/confidence.hpp"

namespace twostep::page {

// A figure of a variant over all runs; nothing where a run does not have it, or there is only one run.
struct ReplicatedVariant {
  std::string label{};
  std::string name{};
  std::optional<statistics::ConfidenceInterval> time{};
  std::optional<statistics::ConfidenceInterval> cost{};
  std::optional<statistics::ConfidenceInterval> slower{};
  std::optional<statistics::ConfidenceInterval> dearer{};
};

struct Replications {
  std::vector<std::uint64_t> seeds{};         // of all runs, the shown one first
  std::vector<ReplicatedVariant> variants{};  // empty for a single run
};

// `runs` are of the same scenario with a seed each; the first is the one that the page shows.
[[nodiscard]] Replications replications_of(const std::vector<const RunView*>& runs);

// A row a variant: means with the half width of their 95 % confidence intervals.
[[nodiscard]] DataTable table_of(const Replications& replications, const RunView& run);

}  // namespace twostep::page
