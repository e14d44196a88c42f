// The command line of twostep: parses the arguments, carries out the subcommand, and turns what went wrong into an exit
// code.
#pragma once

#include "sim/cli/cloud.hpp"

namespace twostep::cli {

// Returns the exit code of the process: see ExitCode. Errors are printed to standard error; nothing is thrown.
int run_command_line(int argument_count, const char* const* arguments, const Cloud& cloud);

}  // namespace twostep::cli
