// Trace parts: the timelines of variants that run side by side, each in a file of its own until they are joined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "sim/observation/checked_file.hpp"
#include "sim/observation/trace_options.hpp"

namespace twostep::cli {

// Events of all variants together: about what a browser's memory holds.
inline constexpr std::uint64_t most_trace_events = 1'000'000;

// What one variant writes: a part in `folder`, with its share of the events and of the numbers of processes and
// threads. Where there are several variants, their names tell their processes apart.
[[nodiscard]] observation::TraceOptions trace_part(const std::filesystem::path& folder,
                                                   const observation::TraceWindow& window,
                                                   std::span<const std::string> variants, std::size_t variant);

struct TraceSummary {
  std::uint64_t events = 0;
  std::uint64_t left_out = 0;  // beyond the most that is written
  // The simulated time from which on events are missing: of all variants the earliest.
  std::optional<double> left_out_from_s{};
};

// Joins the variants' parts in `folder`, in order, to one timeline in `joined`, and removes them. `about` describes it:
// what was left out is added to it. Throws std::system_error with the path, std::runtime_error when a part is not
// whole.
TraceSummary join_traces(const std::filesystem::path& folder, std::span<const std::string> variants,
                         observation::CheckedFile& joined, nlohmann::ordered_json about);

// "the timeline holds the first 1,000,000 of 1,234,567 events; ..."; empty when it holds all of them.
[[nodiscard]] std::string limit_note(const TraceSummary& summary);

}  // namespace twostep::cli
