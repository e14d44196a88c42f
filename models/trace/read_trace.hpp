// Reading a trace that a scenario names.
#pragma once

#include <filesystem>
#include <memory>

#include "models/trace/trace.hpp"
#include "models/trace/trace_specs.hpp"
#include "sim/scenario/issues.hpp"
#include "sim/scenario/place.hpp"

namespace twostep::models {

// Null, with issues, when it cannot be read. File names are relative to `folder`, that of the scenario; `place` is
// where the scenario describes the trace. Of rows that are wrong, the first 20 of each file are told in full. With
// `lenient` they are counted and left out instead; a file that cannot be read or lacks a column stays an issue. So does
// a pattern that no function matches, and a trace of which no invocation is left.
//
// Rows of the Azure 2019 format join by owner, app and function. Every function needs a row of durations; a function
// without a row of memory is one whose memory the trace does not say, and rows of durations and memory that no function
// asks for are not used.
std::shared_ptr<const Trace> read_trace(const TraceSpec& spec, const std::filesystem::path& folder, bool lenient,
                                        const scenario::Place& place, scenario::Issues& issues);

}  // namespace twostep::models
