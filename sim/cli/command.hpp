// Command: one subcommand of the program, its options declared and ready to be carried out.
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "sim/cli/cloud.hpp"
#include "sim/cli/exit_code.hpp"

namespace twostep::cli {

struct Command {
  CLI::App* app;  // owned by the program's CLI::App
  // Carries the command out with the options that were parsed. Throws what cannot be helped (a full disk, Interrupted).
  std::function<ExitCode()> carry_out;
};

// Each adds its subcommand to the program; `cloud` outlives the command.
Command add_run(CLI::App& program, const Cloud& cloud);
Command add_check(CLI::App& program, const Cloud& cloud);
Command add_validate(CLI::App& program, const Cloud& cloud);
Command add_schema(CLI::App& program, const Cloud& cloud);
Command add_catalogue(CLI::App& program, const Cloud& cloud);
Command add_columns(CLI::App& program);
Command add_compare(CLI::App& program);
Command add_completion(CLI::App& program);
Command add_diff(CLI::App& program);
Command add_man(CLI::App& program);
Command add_reference(CLI::App& program, const Cloud& cloud);
Command add_report(CLI::App& program);
Command add_version(CLI::App& program);

}  // namespace twostep::cli
