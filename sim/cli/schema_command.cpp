// `twostep schema`.
#include "sim/cli/command.hpp"
#include "sim/cli/console.hpp"

namespace twostep::cli {

Command add_schema(CLI::App& program, const Cloud& cloud) {
  CLI::App* app = program.add_subcommand("schema", "Print the JSON Schema of scenario files");
  app->footer("Examples:\n  twostep schema > scenario.schema.json");
  return {app, [&cloud] {
            print_out(cloud.scenario_schema().dump(2) + "\n");
            return ExitCode::done;
          }};
}

}  // namespace twostep::cli
