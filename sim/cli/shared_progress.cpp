#include "sim/cli/shared_progress.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>

namespace twostep::cli {

using observation::RunProgress;

SharedProgress::SharedProgress(std::size_t runs) : size_(std::max<std::size_t>(runs, 1) * sizeof(RunProgress)) {
  memory_ = ::mmap(nullptr, size_, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory_ == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "cannot share memory");
  auto* const first = static_cast<RunProgress*>(memory_);
  std::uninitialized_default_construct_n(first, runs);
  runs_ = {first, runs};
}

SharedProgress::~SharedProgress() { ::munmap(memory_, size_); }

}  // namespace twostep::cli
