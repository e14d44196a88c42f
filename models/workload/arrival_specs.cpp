#include "models/workload/arrival_specs.hpp"

#include <algorithm>

namespace twostep::models {

using scenario::Choice;
using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

void check_end(const ArrivalEnd& end, const Node& node, Issues& issues) {
  if (end.count == 0 && end.lasts == Duration::max()) {
    issues.add(node, "nothing ends these arrivals", R"(give a "count", or how long it "lasts")");
  }
}

template <class Process>
void check_rate(const Process& process, const Node& node, Issues& issues) {
  if (process.rate.per_second > 0) return;
  issues.add(place_of(node, "rate"), "is not a rate above zero", R"(for example "100 /s")");
}

void check_jitter(const JitteredArrivals& process, const Node& node, Issues& issues) {
  if (process.jitter.share <= 1) return;
  issues.add(place_of(node, "jitter"), "would make gaps negative", R"(at most "100 %")");
}

void check_on(const OnOffArrivals& process, const Node& node, Issues& issues) {
  if (process.on.mean().ns <= 0) issues.add(place_of(node, "on"), "is no time to be on", "a duration above 0 s");
}

void check_states(const ModulatedArrivals& process, const Node& node, Issues& issues) {
  const bool some_rate =
      std::ranges::any_of(process.states, [](const auto& state) { return state.rate.per_second > 0; });
  const bool all_last = std::ranges::all_of(process.states, [](const auto& state) { return state.mean.ns > 0; });
  if (some_rate && all_last) return;
  issues.add(place_of(node, "states"), "describes no process that ever sends a request",
             R"(at least one rate above zero, and every "mean" above 0 s)");
}

void check_points(const RateCurveArrivals& process, const Node& node, Issues& issues) {
  const auto& points = process.points;
  const bool rising = std::ranges::is_sorted(points, [](const auto& a, const auto& b) { return a.first <= b.first; });
  const bool some_rate = std::ranges::any_of(points, [](const auto& point) { return point.second.per_second > 0; });
  if (!points.empty() && rising && some_rate && points.back().first < process.period) return;
  issues.add(place_of(node, "points"), "describes no rate curve",
             "points [time, rate] with rising times below the period, and a rate above zero somewhere");
}

}  // namespace

Shape<ArrivalEnd> shape_of(Describe<ArrivalEnd>) {
  Shape<ArrivalEnd> shape("arrival_end", "When a process of arrivals ends: whichever comes first.");
  shape.optional("count", &ArrivalEnd::count, "requests; 0: as many as fit").at_least(0);
  shape.optional("lasts", &ArrivalEnd::lasts, "no request arrives later; also the end of the measured window");
  shape.check(&check_end);
  return shape;
}

Shape<BatchArrivals> shape_of(Describe<BatchArrivals>) {
  Shape<BatchArrivals> shape("batch", "All requests arrive at time zero.");
  shape.optional("count", &BatchArrivals::count, "requests").at_least(1);
  return shape;
}

Shape<DeterministicArrivals> shape_of(Describe<DeterministicArrivals>) {
  Shape<DeterministicArrivals> shape("deterministic", "Requests arrive at equal distances.");
  shape.required("rate", &DeterministicArrivals::rate, "requests per time");
  shape.part(&DeterministicArrivals::end);
  shape.check(&check_rate<DeterministicArrivals>);
  return shape;
}

Shape<JitteredArrivals> shape_of(Describe<JitteredArrivals>) {
  Shape<JitteredArrivals> shape("jittered", "Requests arrive at distances that vary uniformly around the mean.");
  shape.required("rate", &JitteredArrivals::rate, "requests per time");
  shape.required("jitter", &JitteredArrivals::jitter, "largest deviation of a distance from the mean");
  shape.part(&JitteredArrivals::end);
  shape.check(&check_rate<JitteredArrivals>);
  shape.check(&check_jitter);
  return shape;
}

Shape<PoissonArrivals> shape_of(Describe<PoissonArrivals>) {
  Shape<PoissonArrivals> shape("poisson", "Requests arrive independently of each other: exponential distances.");
  shape.required("rate", &PoissonArrivals::rate, "requests per time");
  shape.part(&PoissonArrivals::end);
  shape.check(&check_rate<PoissonArrivals>);
  return shape;
}

Shape<OnOffArrivals> shape_of(Describe<OnOffArrivals>) {
  Shape<OnOffArrivals> shape("on_off", "Bursts: Poisson arrivals while on, none while off.");
  shape.required("rate", &OnOffArrivals::rate, "requests per time while on");
  shape.required("on", &OnOffArrivals::on, "how long it is on each time");
  shape.required("off", &OnOffArrivals::off, "how long it is off each time");
  shape.part(&OnOffArrivals::end);
  shape.check(&check_rate<OnOffArrivals>);
  shape.check(&check_on);
  return shape;
}

Shape<ModulatedState> shape_of(Describe<ModulatedState>) {
  Shape<ModulatedState> shape("modulated_state", "A state of a Markov-modulated Poisson process.");
  shape.required("rate", &ModulatedState::rate, "requests per time in this state");
  shape.required("mean", &ModulatedState::mean, "mean of the exponential time spent in this state");
  return shape;
}

Shape<ModulatedArrivals> shape_of(Describe<ModulatedArrivals>) {
  Shape<ModulatedArrivals> shape("modulated",
                                 "A Markov-modulated Poisson process whose states follow each other in a ring.");
  shape.required("states", &ModulatedArrivals::states, "the states, beginning with the first").not_empty();
  shape.part(&ModulatedArrivals::end);
  shape.check(&check_states);
  return shape;
}

Shape<RateCurveArrivals> shape_of(Describe<RateCurveArrivals>) {
  Shape<RateCurveArrivals> shape("rate_curve",
                                 "Poisson arrivals at a rate that changes with time, over and over (a day).");
  shape
      .required("points", &RateCurveArrivals::points,
                "[time, rate] with straight lines between, and from the last to the first")
      .not_empty();
  shape.optional("period", &RateCurveArrivals::period, "after which the curve begins again");
  shape.part(&RateCurveArrivals::end);
  shape.check(&check_points);
  return shape;
}

Shape<ClosedArrivals> shape_of(Describe<ClosedArrivals>) {
  Shape<ClosedArrivals> shape(
      "closed", "Clients that each send the next request after the last was answered and a think time has passed.");
  shape.optional("clients", &ClosedArrivals::clients, "clients").at_least(1).at_most(1'000'000);
  shape.optional("think_time", &ClosedArrivals::think_time, "between an answer and the next request");
  shape.part(&ClosedArrivals::end);
  return shape;
}

Choice<Arrivals> choice_of(Describe<Arrivals>) {
  auto choice = Choice<Arrivals>::by_member("arrivals", "process");
  choice.add<BatchArrivals>("batch", "all at time zero");
  choice.add<DeterministicArrivals>("deterministic", "at equal distances");
  choice.add<JitteredArrivals>("jittered", "at distances that vary a little");
  choice.add<PoissonArrivals>("poisson", "independently of each other");
  choice.add<OnOffArrivals>("on_off", "in bursts");
  choice.add<ModulatedArrivals>("modulated", "at a rate that jumps between states");
  choice.add<RateCurveArrivals>("rate_curve", "at a rate that follows a curve");
  choice.add<ClosedArrivals>("closed", "each client after its last answer");
  choice.add<Azure2019Trace>("azure_2019", "as the Azure Functions trace of 2019 counted them");
  choice.add<Azure2021Trace>("azure_2021", "as the Azure Functions trace of 2021 recorded them");
  choice.add<CsvTrace>("csv", "as a table of invocations says");
  return choice;
}

}  // namespace twostep::models
