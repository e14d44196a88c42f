// SharedProgress: the progress of several runs, in memory that this process shares with the ones it forks.
#pragma once

#include <cstddef>
#include <span>

#include "sim/observation/run_progress.hpp"

namespace twostep::cli {

class SharedProgress {
 public:
  // Throws std::system_error when the system has no memory for it.
  explicit SharedProgress(std::size_t runs);
  SharedProgress(const SharedProgress&) = delete;
  SharedProgress& operator=(const SharedProgress&) = delete;
  ~SharedProgress();

  [[nodiscard]] std::span<observation::RunProgress> runs() { return runs_; }

 private:
  void* memory_ = nullptr;
  std::size_t size_ = 0;
  std::span<observation::RunProgress> runs_;
};

}  // namespace twostep::cli
