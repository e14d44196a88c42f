// Traces as a scenario names them: the formats, and which functions and how much of the time are taken.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Where within its minute an invocation arrives, when a trace counts invocations per minute.
enum class WithinMinute : std::uint8_t {
  uniform,      // anywhere in the minute, independently of the others
  poisson,      // exponential gaps at the minute's rate, so that their number varies too
  equidistant,  // the i-th of n at (i + 1/2) / n of the minute
};

// One day of the Azure Functions trace of 2019 (Shahrad et al., "Serverless in the Wild", USENIX ATC 2020; the format
// is described in AzureFunctionsDataset2019.md of github.com/Azure/AzurePublicDataset, revision 2 of 2020-06-18).
struct Azure2019Trace {
  std::string invocations;  // file: invocations of each function in each minute
  std::string durations;    // file: percentiles of each function's execution time, in ms
  std::string memory;       // file: percentiles of each app's (or function's) memory, in MB; empty: not known
  WithinMinute within_minute = WithinMinute::uniform;
  double memory_quantile = 1;            // of the recorded memory that a function is given; 1: the most that was seen
  std::vector<std::string> functions{};  // patterns of names, as fnmatch(3) reads them; none: all functions
  Duration lasts = Duration::max();      // no invocation arrives later
};

// The Azure Functions trace of 2021 (Zhang et al., "Faster and Cheaper Serverless Computing on Harvested Resources",
// SOSP 2021; AzureFunctionsInvocationTrace2021.md of the same repository): one row an invocation.
struct Azure2021Trace {
  std::string file;  // app,func,end_timestamp,duration in seconds; the earliest start becomes time zero
  std::vector<std::string> functions{};
  Duration lasts = Duration::max();
};

// One row an invocation: time_s,function,duration_ms and, where it is known, memory_mb.
struct CsvTrace {
  std::string file;
  std::vector<std::string> functions{};
  Duration lasts = Duration::max();
};

using TraceSpec = std::variant<Azure2019Trace, Azure2021Trace, CsvTrace>;

scenario::EnumNames<WithinMinute> names_of(scenario::Describe<WithinMinute>);
scenario::Shape<Azure2019Trace> shape_of(scenario::Describe<Azure2019Trace>);
scenario::Shape<Azure2021Trace> shape_of(scenario::Describe<Azure2021Trace>);
scenario::Shape<CsvTrace> shape_of(scenario::Describe<CsvTrace>);

}  // namespace twostep::models
