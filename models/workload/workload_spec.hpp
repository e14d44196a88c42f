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

struct WorkloadSpec {
  std::string program;
  Arrivals arrivals;
  std::string via;            // a name bound to a queue; empty: requests go straight to what runs the program
  std::int64_t messages = 1;  // messages of one request
  engine::Sampled<Bytes> size = Bytes{1'000};  // of each message
  Duration warm_up = Duration::zero();         // requests that arrive earlier are not measured
  std::shared_ptr<const Trace> trace;          // read, where the arrivals are those of a trace
};

scenario::Shape<WorkloadSpec> shape_of(scenario::Describe<WorkloadSpec>);

}  // namespace twostep::models
