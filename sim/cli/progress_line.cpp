#include "sim/cli/progress_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>

#include <fmt/format.h>

#include "sim/report/value_text.hpp"
#include "sim/units.hpp"

namespace twostep::cli {

namespace {

using observation::RunProgress;

constexpr auto patience = std::chrono::seconds(1);
constexpr const char* clear_line = "\r\033[K";
// Below this part of the work nothing is said of the rest: it would be a guess.
constexpr double least_share = 0.01;

// The part of all runs that is done; nothing where one has begun whose end is not known.
std::optional<double> share_of(std::span<const RunProgress> runs) {
  double sum = 0;
  for (const RunProgress& run : runs) {
    const std::optional<double> share = run.share();
    if (!share && run.begun()) return std::nullopt;
    sum += share.value_or(0);
  }
  return sum / static_cast<double>(runs.size());
}

}  // namespace

std::string progress_text(std::size_t ended, std::span<const RunProgress> runs, std::chrono::nanoseconds elapsed) {
  Duration simulated;
  std::uint64_t invocations = 0;
  for (const RunProgress& run : runs) {
    simulated += run.simulated();
    invocations += run.invocations();
  }
  const double seconds = std::chrono::duration<double>(elapsed).count();
  std::string text = fmt::format("{} of {} runs done", ended, runs.size());
  if (simulated == Duration::zero() && invocations == 0) return text + fmt::format(", {:.0f} s", std::floor(seconds));
  text += fmt::format(", {} simulated, {} invocations/s", to_text(simulated),
                      report::number_text(static_cast<double>(invocations) / seconds));
  const std::optional<double> share = share_of(runs);
  if (!share || *share < least_share) return text;
  return text + fmt::format(", about {} left", to_text(Duration::from_seconds(seconds * (1 - *share) / *share)));
}

ProgressLine::ProgressLine(std::span<const RunProgress> runs, bool wanted)
    : runs_(runs), enabled_(wanted && isatty(STDERR_FILENO) == 1) {}

ProgressLine::~ProgressLine() {
  if (shown_) fmt::print(stderr, "{}", clear_line);
}

void ProgressLine::show(std::size_t ended) {
  if (!enabled_) return;
  const auto elapsed = std::chrono::steady_clock::now() - begin_;
  if (elapsed < patience) return;
  fmt::print(stderr, "{}{}", clear_line, progress_text(ended, runs_, elapsed));
  shown_ = true;
}

}  // namespace twostep::cli
