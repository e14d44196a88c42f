#include "sim/cli/compared_runs.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/page/page_refused.hpp"

namespace twostep::cli {

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> run_folders_in(const fs::path& folder) {
  std::vector<fs::path> folders;
  if (fs::is_directory(folder) && !fs::exists(folder / "report.json")) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
      const bool hidden = entry.path().filename().string().starts_with('.');
      if (!hidden && fs::exists(entry.path() / "report.json")) folders.push_back(entry.path());
    }
  }
  std::ranges::sort(folders);
  return folders;
}

// Replications differ in their seed alone.
void require_replications(const ComparedRuns& side) {
  const page::RunFiles& first = side.first();
  for (const page::RunFiles& run : side.runs) {
    if (&run == &first) continue;
    const auto refuse = [&](const char* why) {
      throw page::PageRefused(fmt::format("{}: its runs {} and {} {}: name one of them", side.folder.string(),
                                          first.folder.filename().string(), run.folder.filename().string(), why));
    };
    if (run.view.scenario != first.view.scenario || run.scenario_hash != first.scenario_hash) {
      refuse("are of different scenarios");
    }
    if (run.view.catalogue != first.view.catalogue) refuse("have different catalogues");
  }
  const std::vector<std::uint64_t> seeds = side.seeds();
  if (std::ranges::adjacent_find(seeds) != seeds.end()) {
    throw page::PageRefused(
        fmt::format("{}: two of its runs have the same seed: name one of them", side.folder.string()));
  }
}

}  // namespace

std::vector<std::uint64_t> ComparedRuns::seeds() const {
  std::vector<std::uint64_t> all;
  all.reserve(runs.size());
  for (const page::RunFiles& run : runs) all.push_back(run.view.seed);
  return all;
}

ComparedRuns read_compared_runs(const fs::path& folder) {
  ComparedRuns side{.folder = folder, .runs = {}};
  const std::vector<fs::path> folders = run_folders_in(folder);
  if (folders.empty()) side.runs.push_back(page::read_run(folder));
  for (const fs::path& one : folders) side.runs.push_back(page::read_run(one));
  std::ranges::sort(side.runs, {}, [](const page::RunFiles& run) { return run.view.seed; });
  require_replications(side);
  return side;
}

}  // namespace twostep::cli
