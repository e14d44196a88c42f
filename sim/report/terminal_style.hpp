// TerminalStyle: what the terminal that a report is printed on can show.
#pragma once

namespace twostep::report {

struct TerminalStyle {
  bool colour = false;
  bool unicode = false;  // block characters in bars; ASCII where it is not wanted
};

}  // namespace twostep::report
