// TraceOptions: which events of a run go into a timeline, and where that is written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "sim/observation/trace_window.hpp"

namespace twostep::observation {

struct TraceOptions {
  std::filesystem::path file;  // empty: none is wanted
  TraceWindow window;
  std::uint64_t most_events = 1'000'000;  // beyond, nothing is written: a viewer holds all of them in memory
  std::uint32_t first_id = 1;             // of processes and threads, which count up from it
  std::string process_prefix;             // before the name of every process
};

}  // namespace twostep::observation
