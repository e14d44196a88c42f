// Loading scenarios: all of them are read and checked, and everything that is wrong is told, before anything is run.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/cloud.hpp"
#include "sim/cli/exit_code.hpp"
#include "sim/scenario/issues.hpp"

namespace twostep::cli {

using LoadedScenarios = std::vector<std::unique_ptr<LoadedScenario>>;

// One scenario a file, in order; where `issues` is not empty afterwards, some may be missing.
[[nodiscard]] LoadedScenarios load_scenarios(const Cloud& cloud, std::span<const std::filesystem::path> files,
                                             const LoadOptions& options, scenario::Issues& issues);

// Prints every issue to standard error, a line each.
void print_issues(const scenario::Issues& issues);
// "3 problems in 2 files"
[[nodiscard]] std::string count_issues(const scenario::Issues& issues);
// Prints the issues and that nothing was run: the exit code is invalid_input.
[[nodiscard]] ExitCode refuse(const scenario::Issues& issues);

// Says on standard error which --set replaced a value that a variant of a file has of its own: the variants may differ
// in just that.
void note_replaced_values(std::span<const std::filesystem::path> files, const LoadOptions& options);

// Reads "NAME=VALUE" or "/pointer=VALUE" as given to --set; nullopt when it has no name or no "=".
[[nodiscard]] std::optional<scenario::Override> parse_override(std::string_view text);

}  // namespace twostep::cli
