// Reading the Azure Functions trace of 2019: three files, joined by owner, app and function.
#pragma once

#include <memory>

#include "models/trace/reading.hpp"
#include "models/trace/trace.hpp"
#include "models/trace/trace_specs.hpp"

namespace twostep::models {

// Null, with issues, when it cannot be read; see read_trace.hpp.
std::shared_ptr<const Trace> read_azure_2019(const Azure2019Trace& spec, const Reading& reading);

}  // namespace twostep::models
