// The built program, run as a user would.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/cli/process.hpp"

namespace twostep::tests {

// The command that starts the program with these arguments.
inline std::vector<std::string> twostep_command(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), TWOSTEP_PROGRAM);
  return arguments;
}

inline ProcessResult twostep(std::vector<std::string> arguments, const ProcessOptions& options = {}) {
  return run_process(twostep_command(std::move(arguments)), options);
}

}  // namespace twostep::tests
