#include "models/workload/workload_spec.hpp"

namespace twostep::models {

using scenario::Choice;
using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

template <class Process>
void check_end(const Process& process, const Node& node, Issues& issues) {
  if (process.count <= 0 && process.lasts == Duration::max()) {
    issues.add(node, "nothing ends these arrivals", "give a \"count\", or how long it \"lasts\"");
  }
}

template <class Process>
void check_rate(const Process& process, const Node& node, Issues& issues) {
  if (process.rate.per_second <= 0) {
    const Node* rate = node.find("rate");
    issues.add(rate != nullptr ? *rate : node, "is not a rate above zero", "for example \"100 /s\"");
  }
  check_end(process, node, issues);
}

}  // namespace

Shape<BatchArrivals> shape_of(Describe<BatchArrivals>) {
  Shape<BatchArrivals> shape("batch", "All requests arrive at time zero.");
  shape.optional("count", &BatchArrivals::count, "requests").at_least(1);
  return shape;
}

Shape<DeterministicArrivals> shape_of(Describe<DeterministicArrivals>) {
  Shape<DeterministicArrivals> shape("deterministic", "Requests arrive at equal distances.");
  shape.required("rate", &DeterministicArrivals::rate, "requests per time");
  shape.optional("count", &DeterministicArrivals::count, "requests; 0: as many as fit").at_least(0);
  shape.optional("lasts", &DeterministicArrivals::lasts, "no request arrives later");
  shape.check(&check_rate<DeterministicArrivals>);
  return shape;
}

Shape<PoissonArrivals> shape_of(Describe<PoissonArrivals>) {
  Shape<PoissonArrivals> shape("poisson", "Requests arrive independently of each other: exponential distances.");
  shape.required("rate", &PoissonArrivals::rate, "requests per time");
  shape.optional("count", &PoissonArrivals::count, "requests; 0: as many as fit").at_least(0);
  shape.optional("lasts", &PoissonArrivals::lasts, "no request arrives later");
  shape.check(&check_rate<PoissonArrivals>);
  return shape;
}

Shape<ClosedArrivals> shape_of(Describe<ClosedArrivals>) {
  Shape<ClosedArrivals> shape(
      "closed", "Clients that each send the next request after the last was answered and a think time has passed.");
  shape.optional("clients", &ClosedArrivals::clients, "clients").at_least(1).at_most(1'000'000);
  shape.optional("think_time", &ClosedArrivals::think_time, "between an answer and the next request");
  shape.optional("count", &ClosedArrivals::count, "requests of all clients together; 0: as many as fit").at_least(0);
  shape.optional("lasts", &ClosedArrivals::lasts, "no request arrives later");
  shape.check(&check_end<ClosedArrivals>);
  return shape;
}

Choice<Arrivals> choice_of(Describe<Arrivals>) {
  auto choice = Choice<Arrivals>::by_member("arrivals", "process");
  choice.add<BatchArrivals>("batch", "all at time zero");
  choice.add<DeterministicArrivals>("deterministic", "at equal distances");
  choice.add<PoissonArrivals>("poisson", "independently of each other");
  choice.add<ClosedArrivals>("closed", "each client after its last answer");
  return choice;
}

Shape<WorkloadSpec> shape_of(Describe<WorkloadSpec>) {
  Shape<WorkloadSpec> shape("workload", "What arrives, when, and how it reaches the program.");
  shape.required("program", &WorkloadSpec::program, "the program that serves a request");
  shape.required("arrivals", &WorkloadSpec::arrivals, "when requests arrive");
  shape.optional(
      "via", &WorkloadSpec::via,
      "a name bound to a queue that requests go through; without it they go straight to what runs the program");
  shape.optional("messages", &WorkloadSpec::messages, "messages that make up one request")
      .at_least(1)
      .at_most(1'000'000);
  shape.optional("size", &WorkloadSpec::size, "size of each message");
  shape.optional("warm_up", &WorkloadSpec::warm_up, "requests that arrive before this are not measured");
  return shape;
}

}  // namespace twostep::models
