// Arrivals: the arrival processes that a workload may name.
#pragma once

#include <concepts>
#include <cstdint>
#include <utility>
#include <variant>
#include <vector>

#include "models/trace/trace_specs.hpp"
#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// When a process ends: whichever comes first; one of the two must be given.
struct ArrivalEnd {
  std::int64_t count = 0;            // requests; 0: as many as fit into `lasts`
  Duration lasts = Duration::max();  // no request arrives later
};

// All arrive at time zero.
struct BatchArrivals {
  std::int64_t count = 1;
};
// Equal gaps, beginning one gap after time zero.
struct DeterministicArrivals {
  Rate rate{};
  ArrivalEnd end;
};
// Gaps that are uniform between (1 - jitter) and (1 + jitter) times the mean gap.
struct JitteredArrivals {
  Rate rate{};
  scenario::Percent jitter{};
  ArrivalEnd end;
};
// Exponential gaps.
struct PoissonArrivals {
  Rate rate{};
  ArrivalEnd end;
};
// Poisson while on, nothing while off; begins with on.
struct OnOffArrivals {
  Rate rate{};
  engine::Sampled<Duration> on;
  engine::Sampled<Duration> off;
  ArrivalEnd end;
};
// One state of a Markov-modulated Poisson process.
struct ModulatedState {
  Rate rate{};
  Duration mean{};  // of the exponential time spent in it
};
// Poisson at the rate of a state; the states follow each other in a ring, each for an exponential time.
struct ModulatedArrivals {
  std::vector<ModulatedState> states;
  ArrivalEnd end;
};
// Poisson at a rate that follows straight lines between points, over and over with the given period (a day).
struct RateCurveArrivals {
  std::vector<std::pair<Duration, Rate>> points;
  Duration period = Duration::seconds(86'400);
  ArrivalEnd end;
};
// A number of clients that each send their next request when the last was answered and a think time has passed.
struct ClosedArrivals {
  std::int64_t clients = 1;
  engine::Sampled<Duration> think_time;
  ArrivalEnd end;
};

using Arrivals =
    std::variant<BatchArrivals, DeterministicArrivals, JitteredArrivals, PoissonArrivals, OnOffArrivals,
                 ModulatedArrivals, RateCurveArrivals, ClosedArrivals, Azure2019Trace, Azure2021Trace, CsvTrace>;

template <class Process>
concept TraceArrivals =
    std::same_as<Process, Azure2019Trace> || std::same_as<Process, Azure2021Trace> || std::same_as<Process, CsvTrace>;

[[nodiscard]] inline bool is_trace(const Arrivals& arrivals) {
  return std::visit([]<class Process>(const Process&) { return TraceArrivals<Process>; }, arrivals);
}

scenario::Shape<ArrivalEnd> shape_of(scenario::Describe<ArrivalEnd>);
scenario::Shape<BatchArrivals> shape_of(scenario::Describe<BatchArrivals>);
scenario::Shape<DeterministicArrivals> shape_of(scenario::Describe<DeterministicArrivals>);
scenario::Shape<JitteredArrivals> shape_of(scenario::Describe<JitteredArrivals>);
scenario::Shape<PoissonArrivals> shape_of(scenario::Describe<PoissonArrivals>);
scenario::Shape<OnOffArrivals> shape_of(scenario::Describe<OnOffArrivals>);
scenario::Shape<ModulatedState> shape_of(scenario::Describe<ModulatedState>);
scenario::Shape<ModulatedArrivals> shape_of(scenario::Describe<ModulatedArrivals>);
scenario::Shape<RateCurveArrivals> shape_of(scenario::Describe<RateCurveArrivals>);
scenario::Shape<ClosedArrivals> shape_of(scenario::Describe<ClosedArrivals>);
scenario::Choice<Arrivals> choice_of(scenario::Describe<Arrivals>);

}  // namespace twostep::models
