// RunFiles: everything that a page is made from: the files that a run wrote into its folder, and what is wrong with
// them.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/page/run_view.hpp"
#include "sim/page/timeline_view.hpp"

namespace twostep::page {

struct RunFiles {
  std::filesystem::path folder{};
  RunView view{};
  std::string scenario_hash{};         // empty when there is no manifest
  std::string manifest{};              // indented JSON; empty when there is none
  TimelineView timeline{};             // empty when the run wrote none
  std::vector<std::string> notices{};  // files that are missing or cut off, a sentence each
};

// Throws PageRefused, with the path and one sentence, when there is nothing to make a page from: no folder, a run that
// did not end, a report.json that is cut off or that another version wrote; std::system_error when a file cannot be
// read.
[[nodiscard]] RunFiles read_run(const std::filesystem::path& folder);

}  // namespace twostep::page
