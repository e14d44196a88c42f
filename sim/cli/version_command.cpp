// `twostep version`.
#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"
#include "sim/cli/version.hpp"

namespace twostep::cli {

Command add_version(CLI::App& program) {
  CLI::App* app = program.add_subcommand("version", "Print the version, and the libraries' versions");
  app->footer("Examples:\n  twostep version");
  return {app, [] {
            print_out(version_text());
            return ExitCode::done;
          }};
}

}  // namespace twostep::cli
