// Completion: scripts by which shells complete the program's commands, options and files.
#pragma once

#include <string>

#include "sim/cli/command_help.hpp"

namespace twostep::cli {

[[nodiscard]] std::string bash_completion(const CommandHelp& program);
[[nodiscard]] std::string zsh_completion(const CommandHelp& program);
[[nodiscard]] std::string fish_completion(const CommandHelp& program);

}  // namespace twostep::cli
