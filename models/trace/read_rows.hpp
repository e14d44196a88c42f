// Reading the formats that have one row an invocation: the Azure Functions trace of 2021, and plain CSV.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/trace/invocation_rows.hpp"
#include "models/trace/reading.hpp"
#include "models/trace/trace.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct RowSelection {
  const std::string& file;
  const std::vector<std::string>& functions;
  Duration lasts;
};

// Null, with issues, when it cannot be read; see read_trace.hpp.
std::shared_ptr<const Trace> read_rows(RowLayout layout, const RowSelection& selection, const Reading& reading);

}  // namespace twostep::models
