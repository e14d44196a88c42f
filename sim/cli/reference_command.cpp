// `twostep reference`: what a scenario may hold, as tables in Markdown.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/load.hpp"
#include "sim/scenario/reference_page.hpp"

namespace twostep::cli {

namespace {

using scenario::ReferenceTable;

struct ReferenceOptions {
  std::vector<std::string> parts;
  std::filesystem::path page;
};

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  if (!in.is_open() || in.bad()) throw std::system_error(errno, std::generic_category(), file.string());
  return text;
}

// The named tables in the order asked for; all of them where none is named.
std::vector<ReferenceTable> chosen(const std::vector<ReferenceTable>& all, const std::vector<std::string>& parts,
                                   scenario::Issues& issues) {
  if (parts.empty()) return all;
  std::vector<ReferenceTable> tables;
  for (const std::string& part : parts) {
    if (const ReferenceTable* table = scenario::find_table(all, part, {}, issues)) tables.push_back(*table);
  }
  return tables;
}

ExitCode reference(const Cloud& cloud, const ReferenceOptions& options) {
  scenario::Issues issues;
  const std::vector<ReferenceTable> all = cloud.scenario_reference();
  std::string text;
  if (!options.page.empty()) {
    text = scenario::with_references(content_of(options.page), options.page.string(), all, issues);
  } else {
    for (const ReferenceTable& table : chosen(all, options.parts, issues)) {
      text += (text.empty() ? "" : "\n") + scenario::to_markdown(table);
    }
  }
  if (!issues.empty()) {
    print_issues(issues);
    return ExitCode::invalid_input;
  }
  print_out(text);
  return ExitCode::done;
}

}  // namespace

Command add_reference(CLI::App& program, const Cloud& cloud) {
  CLI::App* app = program.add_subcommand("reference", "Print what a scenario may hold, as Markdown");
  const auto options = std::make_shared<ReferenceOptions>();
  CLI::Option* parts =
      app->add_option("PART", options->parts, "Parts of a scenario: function, fleet, step ... (all)")->type_name("");
  parts->option_text("...");
  app->add_option("--page", options->page, "Print this page with its tables filled in")
      ->type_name("")
      ->option_text("FILE")
      ->excludes(parts);
  app->footer(
      "A page's tables stand between the lines <!-- reference: PART, PART --> and\n"
      "<!-- end -->.\n\n"
      "Examples:\n"
      "  twostep reference function\n"
      "  twostep reference --page scenarios/guide/functions.md");
  return {app, [&cloud, options] { return reference(cloud, *options); }};
}

}  // namespace twostep::cli
