// ProgressLine: one line on the terminal that says how far a long run is, and is gone when it ends.
#pragma once

#include <chrono>
#include <cstddef>

namespace twostep::cli {

// Shown on standard error, only when that is a terminal, and only once a second has passed.
class ProgressLine {
 public:
  ProgressLine(std::size_t total, bool wanted);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  void show(std::size_t ended);

 private:
  std::size_t total_;
  bool enabled_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

}  // namespace twostep::cli
