// The manual page of the program, in the troff language of man(7).
#pragma once

#include <string>

#include "sim/cli/command_help.hpp"

namespace twostep::cli {

// Without a date, so that the same program writes the same page.
[[nodiscard]] std::string man_page(const CommandHelp& program, const std::string& version);

}  // namespace twostep::cli
