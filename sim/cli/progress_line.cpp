#include "sim/cli/progress_line.hpp"

#include <unistd.h>

#include <cstdio>

#include <fmt/format.h>

namespace twostep::cli {

namespace {

constexpr auto patience = std::chrono::seconds(1);
constexpr const char* clear_line = "\r\033[K";

}  // namespace

ProgressLine::ProgressLine(std::size_t total, bool wanted)
    : total_(total), enabled_(wanted && isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (shown_) fmt::print(stderr, "{}", clear_line);
}

void ProgressLine::show(std::size_t ended) {
  if (!enabled_) return;
  const auto elapsed = std::chrono::steady_clock::now() - begin_;
  if (elapsed < patience) return;
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(elapsed).count();
  fmt::print(stderr, "{}{} of {} runs done, {} s", clear_line, ended, total_, seconds);
  shown_ = true;
}

}  // namespace twostep::cli
