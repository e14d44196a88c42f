// ComparedRuns: one side of a comparison: a run, or several of one scenario with different seeds (replications).
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/page/run_files.hpp"

namespace twostep::cli {

struct ComparedRuns {
  std::filesystem::path folder;
  std::vector<page::RunFiles> runs;  // at least one, by seed

  [[nodiscard]] const page::RunFiles& first() const { return runs.front(); }
  [[nodiscard]] std::vector<std::uint64_t> seeds() const;
};

// A folder that a run wrote, or one that holds such folders and nothing else of a run's. Throws page::PageRefused, with
// the path and a sentence, when there is none, one cannot be read, or they are no replications of each other.
[[nodiscard]] ComparedRuns read_compared_runs(const std::filesystem::path& folder);

}  // namespace twostep::cli
