// TimelineView: the time series of a run's variants, read back from its timeline.csv.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/page/bounded_curve.hpp"

namespace twostep::page {

struct SeriesView {
  std::string name{};                            // "environments.busy"
  std::string unit{};                            // "1" for a plain number; empty where the file says none
  std::map<std::size_t, BoundedCurve> curves{};  // by variant: its place in the run
};

struct TimelineView {
  std::vector<SeriesView> series{};    // in the order in which the file names them first
  std::vector<std::string> notices{};  // what is wrong with the file, a sentence each
};

// `variants` are their names. What cannot be read is told in a notice, and the rows before it are shown. Without the
// file there is nothing to tell: a run need not have time series.
[[nodiscard]] TimelineView read_timeline(const std::filesystem::path& file, const std::vector<std::string>& variants);

}  // namespace twostep::page
