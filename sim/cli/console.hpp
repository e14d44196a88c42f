// Console: standard output and standard error as the commands use them.
#pragma once

#include <string_view>

#include "sim/report/terminal_style.hpp"

namespace twostep::cli {

// What standard output can show: colours where it is a terminal that can and NO_COLOR is not set, block characters
// where the locale (LC_ALL, LC_CTYPE or LANG) is one of UTF-8.
[[nodiscard]] report::TerminalStyle terminal_style();

// Writes to standard output. Throws std::system_error when it cannot be written (a full disk); a reader that has gone
// away
// (`| head`) is no error: what follows is dropped.
void print_out(std::string_view text);

// Writes to standard error, and adds a line end. Characters that would move the cursor or change a colour are escaped.
void print_error(std::string_view text);

}  // namespace twostep::cli
