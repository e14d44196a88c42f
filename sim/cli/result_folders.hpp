// ResultFolders: where the results of each scenario go: DIR/<scenario>/<run>, all of them written before any becomes
// visible.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/cli/load.hpp"
#include "sim/report/output_folder.hpp"

namespace twostep::cli {

// What a run's folder is called: "seed-7", and with --set or --catalogue a word made from those: "seed-7-3f2a91c0".
[[nodiscard]] std::string run_name(std::uint64_t seed, const LoadOptions& options);

class ResultFolders {
 public:
  // Makes a temporary folder for each scenario at once, so that a place that cannot be written is found before the runs
  // are. Throws SameFolderTwice, and what OutputFolder throws.
  ResultFolders(const std::filesystem::path& parent, const LoadedScenarios& scenarios, const std::string& run);
  ResultFolders(const ResultFolders&) = delete;
  ResultFolders& operator=(const ResultFolders&) = delete;
  // What was not committed is removed, with the folders that were made for it.
  ~ResultFolders();

  [[nodiscard]] report::OutputFolder& folder(std::size_t scenario) { return *folders_.at(scenario); }
  // One a scenario: where its files become visible, and where they are until then.
  [[nodiscard]] const std::vector<std::filesystem::path>& final_paths() const { return paths_; }
  [[nodiscard]] std::vector<std::filesystem::path> temporary_paths() const;

 private:
  void note_missing_parents(const std::filesystem::path& path);
  void remove_empty_parents() const;

  std::vector<std::filesystem::path> paths_;
  std::vector<std::unique_ptr<report::OutputFolder>> folders_;
  std::vector<std::filesystem::path> made_;  // parents that did not exist before, outermost first
};

}  // namespace twostep::cli
