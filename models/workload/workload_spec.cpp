#include "models/workload/workload_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Shape;

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
