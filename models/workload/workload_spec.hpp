// WorkloadSpec: what arrives, when, and how it reaches the program.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// All arrive at time zero.
struct BatchArrivals {
  std::int64_t count = 1;
};
// Equal gaps, beginning one gap after time zero.
struct DeterministicArrivals {
  Rate rate{};
  std::int64_t count = 0;  // 0: as many as fit into `lasts`
  Duration lasts = Duration::max();
};
// Exponential gaps.
struct PoissonArrivals {
  Rate rate{};
  std::int64_t count = 0;
  Duration lasts = Duration::max();
};
// A number of clients that each send their next request when the last was answered and a think time has passed.
struct ClosedArrivals {
  std::int64_t clients = 1;
  engine::Sampled<Duration> think_time;
  std::int64_t count = 0;
  Duration lasts = Duration::max();
};

using Arrivals = std::variant<BatchArrivals, DeterministicArrivals, PoissonArrivals, ClosedArrivals>;

struct WorkloadSpec {
  std::string program;
  Arrivals arrivals;
  std::string via;            // a name bound to a queue; empty: requests go straight to what runs the program
  std::int64_t messages = 1;  // messages of one request
  engine::Sampled<Bytes> size = Bytes{1'000};  // of each message
  Duration warm_up = Duration::zero();         // requests that arrive earlier are not measured
};

scenario::Shape<BatchArrivals> shape_of(scenario::Describe<BatchArrivals>);
scenario::Shape<DeterministicArrivals> shape_of(scenario::Describe<DeterministicArrivals>);
scenario::Shape<PoissonArrivals> shape_of(scenario::Describe<PoissonArrivals>);
scenario::Shape<ClosedArrivals> shape_of(scenario::Describe<ClosedArrivals>);
scenario::Choice<Arrivals> choice_of(scenario::Describe<Arrivals>);
scenario::Shape<WorkloadSpec> shape_of(scenario::Describe<WorkloadSpec>);

}  // namespace twostep::models
