// ProgressLine: one line on the terminal that says how far a long run is, and is gone when it ends.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <string>

#include "sim/observation/run_progress.hpp"

namespace twostep::cli {

// "2 of 6 runs done, 3h 20m simulated, 812,000 invocations/s, about 40.0 s left": of what is known after `elapsed`.
// Time is that of all runs together; what is left is told where the end of every run that has begun is known, as if
// those that have not took as long as the others.
[[nodiscard]] std::string progress_text(std::size_t ended, std::span<const observation::RunProgress> runs,
                                        std::chrono::nanoseconds elapsed);

// Shown on standard error, only when that is a terminal, and only once a second has passed.
class ProgressLine {
 public:
  // `runs` outlive the line.
  ProgressLine(std::span<const observation::RunProgress> runs, bool wanted);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void show(std::size_t ended);

 private:
  std::span<const observation::RunProgress> runs_;
  bool enabled_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace twostep::cli
