// `twostep columns`: the columns of every result file, as results/README.md has them.
#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/report/results_page.hpp"

namespace twostep::cli {

Command add_columns(CLI::App& program) {
  CLI::App* app = program.add_subcommand("columns", "Print what every column of the result files means, as Markdown");
  app->footer("Examples:\n  twostep columns");
  return {app, [] {
            print_out(report::results_page());
            return ExitCode::done;
          }};
}

}  // namespace twostep::cli
