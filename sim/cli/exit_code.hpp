// ExitCode: what the program tells its caller when it ends.
#pragma once

namespace twostep::cli {

enum class ExitCode : int {
  done = 0,
  expectation_failed = 1,  // `check`: an asserted expectation is off; `diff`: the folders differ
  invalid_input = 2,       // a scenario or the arguments; nothing was run or written
  run_failed = 3,          // the run itself: it cannot end, a file cannot be written
};

// After a signal the code is 128 + its number, as shells have it: 130 for Ctrl-C.
inline constexpr int interrupted_base = 128;

}  // namespace twostep::cli
