#include "sim/cli/load.hpp"

#include <set>
#include <string>

#include <fmt/format.h>

#include "sim/cli/console.hpp"

namespace twostep::cli {

LoadedScenarios load_scenarios(const Cloud& cloud, std::span<const std::filesystem::path> files,
                               const LoadOptions& options, scenario::Issues& issues) {
  LoadedScenarios loaded;
  for (const std::filesystem::path& file : files) {
    if (auto scenario = cloud.load(file, options, issues)) loaded.push_back(std::move(scenario));
  }
  return loaded;
}

void print_issues(const scenario::Issues& issues) {
  for (const scenario::ValidationIssue& issue : issues.all()) print_error(to_text(issue));
}

std::string count_issues(const scenario::Issues& issues) {
  const std::vector<scenario::ValidationIssue> all = issues.all();
  std::set<std::string> files;
  for (const scenario::ValidationIssue& issue : all) files.insert(issue.place.file ? *issue.place.file : "");
  const auto count = [](std::size_t n, const char* what) { return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s"); };
  return count(all.size(), "problem") + " in " + count(files.size(), "file");
}

ExitCode refuse(const scenario::Issues& issues) {
  print_issues(issues);
  print_error(count_issues(issues) + "; nothing was run");
  return ExitCode::invalid_input;
}

std::optional<scenario::Override> parse_override(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  return scenario::Override{.target = std::string(text.substr(0, equals)),
                            .value = std::string(text.substr(equals + 1))};
}

}  // namespace twostep::cli
