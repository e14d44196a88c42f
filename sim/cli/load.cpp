#include "sim/cli/load.hpp"

#include <set>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "sim/cli/console.hpp"
#include "sim/scenario/document.hpp"

namespace twostep::cli {

LoadedScenarios load_scenarios(const Cloud& cloud, std::span<const std::filesystem::path> files,
                               const LoadOptions& options, scenario::Issues& issues) {
  LoadedScenarios loaded;
  for (const std::filesystem::path& file : files) {
    if (auto scenario = cloud.load(file, options, issues)) {
      for (const std::string& note : scenario->notes()) print_error(fmt::format("note: {}: {}", file.string(), note));
      loaded.push_back(std::move(scenario));
    }
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

void note_replaced_values(std::span<const std::filesystem::path> files, const LoadOptions& options) {
  for (const std::filesystem::path& file : files) {
    // A pipe cannot be read a second time.
    if (options.overrides.empty() || !std::filesystem::is_regular_file(file)) continue;
    scenario::Issues known;  // the file was found valid before
    const std::optional<scenario::Node> document = scenario::read_document(file, known);
    const scenario::Node* variants = document ? document->find("variants") : nullptr;
    if (variants == nullptr) continue;
    for (const scenario::Override& change : options.overrides) {
      std::vector<std::string> replaced;
      for (const auto& [variant, node] : variants->members()) {
        const scenario::Node* parameters = node.find("parameters");
        if (parameters != nullptr && parameters->find(change.target) != nullptr) replaced.push_back(variant);
      }
      if (replaced.size() == 1) {
        print_error(fmt::format("note: --set {} replaces variant {}'s own value", change.target, replaced.front()));
      } else if (!replaced.empty()) {
        print_error(fmt::format("note: --set {} replaces the own values of variants {}", change.target,
                                fmt::join(replaced, ", ")));
      }
    }
  }
}

std::optional<scenario::Override> parse_override(std::string_view text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos || equals == 0) return std::nullopt;
  return scenario::Override{.target = std::string(text.substr(0, equals)),
                            .value = std::string(text.substr(equals + 1))};
}

}  // namespace twostep::cli
