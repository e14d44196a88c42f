// WorkloadSpec: what arrives, when, and how it reaches the program.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "models/trace/trace.hpp"
#include "models/workload/arrival_specs.hpp"
#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Whether who asks waits for a function's answer, or leaves an event with the platform.
enum class RequestMode : std::uint8_t { sync, async };

struct WorkloadSpec {
  std::string program;
  Arrivals arrivals;
  std::string via;  // a name bound to a queue, topic or gateway; empty: requests go straight to what runs the program
  std::int64_t messages = 1;                   // messages of one request
  engine::Sampled<Bytes> size = Bytes{1'000};  // of each message
  RequestMode mode = RequestMode::sync;
  scenario::Percent poisoned{};         // share of the requests whose input makes every execution fail
  Duration warm_up = Duration::zero();  // requests that arrive earlier are not measured
  std::shared_ptr<const Trace> trace;   // read, where the arrivals are those of a trace
};

scenario::EnumNames<RequestMode> names_of(scenario::Describe<RequestMode>);
scenario::Shape<WorkloadSpec> shape_of(scenario::Describe<WorkloadSpec>);

}  // namespace twostep::models
