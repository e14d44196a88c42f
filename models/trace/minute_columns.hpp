// The columns of the Azure 2019 format that count invocations: one a minute.
#pragma once

#include <cstddef>
#include <vector>

#include "models/trace/trace_file.hpp"

namespace twostep::models {

// Where the column of each minute stands, the first minute first. Minutes are columns named by a number, "1" or
// "minute_1", in any order; the numbers follow each other from any one on. When they do not there is an issue, and the
// file has not all its columns.
std::vector<std::size_t> find_minute_columns(TraceFile& file);

}  // namespace twostep::models
