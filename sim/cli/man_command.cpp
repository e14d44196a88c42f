// `twostep man`: the manual page.
#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/man_page.hpp"

namespace twostep::cli {

Command add_man(CLI::App& program) {
  CLI::App* app = program.add_subcommand("man", "Print the manual page, for man(1)");
  app->footer("Examples:\n  twostep man > twostep.1\n  man -l twostep.1");
  return {app, [&program] {
            print_out(man_page(help_of(program), TWOSTEP_VERSION));
            return ExitCode::done;
          }};
}

}  // namespace twostep::cli
