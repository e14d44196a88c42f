// `twostep catalogue list|show`: the catalogues that came with the program, and the figures in them.
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/load.hpp"
#include "sim/cli/simulation_options.hpp"
#include "sim/report/text_table.hpp"

namespace twostep::cli {

namespace {

struct CatalogueOptions {
  std::string name;
  bool json = false;
};

ExitCode list(const Cloud& cloud, const CatalogueOptions& options) {
  const std::vector<CatalogueSummary> catalogues = cloud.catalogues();
  if (options.json) {
    auto rows = nlohmann::ordered_json::array();
    for (const CatalogueSummary& catalogue : catalogues) {
      rows.push_back(
          {{"name", catalogue.name}, {"description", catalogue.description}, {"file", catalogue.file.string()}});
    }
    print_out(dump_json(rows));
    return ExitCode::done;
  }
  report::TextTable table({{.heading = "catalogue"}, {.heading = "description"}});
  for (const CatalogueSummary& catalogue : catalogues) table.add_row({catalogue.name, catalogue.description});
  print_out(table.to_text(terminal_style().colour));
  return ExitCode::done;
}

ExitCode show(const Cloud& cloud, const CatalogueOptions& options) {
  scenario::Issues issues;
  const std::vector<Cloud::FigureRow> figures = cloud.figures(options.name, issues);
  if (!issues.empty()) {
    print_issues(issues);
    return ExitCode::invalid_input;
  }
  if (options.json) {
    auto rows = nlohmann::ordered_json::array();
    for (const Cloud::FigureRow& row : figures) {
      rows.push_back({{"profile", row.profile},
                      {"figure", row.figure},
                      {"value", row.value},
                      {"status", row.status},
                      {"source", row.source},
                      {"date", row.date}});
    }
    print_out(dump_json(rows));
    return ExitCode::done;
  }
  report::TextTable table({{.heading = "profile"},
                           {.heading = "figure"},
                           {.heading = "value"},
                           {.heading = "status"},
                           {.heading = "date"},
                           {.heading = "source"}});
  for (const Cloud::FigureRow& row : figures) {
    table.add_row({row.profile, row.figure, row.value, row.status, row.date, row.source});
  }
  print_out(table.to_text(terminal_style().colour));
  return ExitCode::done;
}

}  // namespace

Command add_catalogue(CLI::App& program, const Cloud& cloud) {
  CLI::App* app = program.add_subcommand("catalogue", "Show the dated figures and prices that scenarios use");
  const auto options = std::make_shared<CatalogueOptions>();
  app->require_subcommand(1);
  app->footer("Examples:\n  twostep catalogue list\n  twostep catalogue show aws-us-east-1-2018-12");
  CLI::App* list_app = app->add_subcommand("list", "List the catalogues");
  list_app->add_flag("--json", options->json, "Print as JSON");
  list_app->footer("Examples:\n  twostep catalogue list");
  CLI::App* show_app = app->add_subcommand("show", "Show a catalogue's figures, each with status, date and source");
  show_app->add_option("NAME", options->name, "The catalogue's name")->required()->type_name("");
  show_app->add_flag("--json", options->json, "Print as JSON");
  show_app->footer("Examples:\n  twostep catalogue show aws-us-east-1-2018-12 --json");
  return {app,
          [&cloud, options, list_app] { return list_app->parsed() ? list(cloud, *options) : show(cloud, *options); }};
}

}  // namespace twostep::cli
