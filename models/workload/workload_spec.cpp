#include "models/workload/workload_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::EnumNames;
using scenario::Shape;

namespace {

void check_poisoned(const WorkloadSpec& workload, const scenario::Node& node, scenario::Issues& issues) {
  if (workload.poisoned.share > 1) issues.add(node, R"("poisoned" is more than all)", "0 % to 100 %");
}

}  // namespace

EnumNames<RequestMode> names_of(Describe<RequestMode>) {
  return {{RequestMode::sync, "sync", "who asks waits for the answer"},
          {RequestMode::async, "async", "an event is left with the platform, which tries again when it fails"}};
}

Shape<WorkloadSpec> shape_of(Describe<WorkloadSpec>) {
  Shape<WorkloadSpec> shape("workload", "What arrives, when, and how it reaches the program.");
  shape.required("program", &WorkloadSpec::program, "the program that serves a request");
  shape.required("arrivals", &WorkloadSpec::arrivals, "when requests arrive");
  shape.optional(
      "via", &WorkloadSpec::via,
      "a name bound to what requests go through: a queue, a topic or an HTTP gateway; without it they go straight to "
      "what runs the program");
  shape.optional("messages", &WorkloadSpec::messages, "messages that make up one request")
      .at_least(1)
      .at_most(1'000'000);
  shape.optional("size", &WorkloadSpec::size, "size of each message");
  shape.optional("mode", &WorkloadSpec::mode, "whether who asks waits for a function's answer");
  shape.optional("poisoned", &WorkloadSpec::poisoned, "share of the requests whose input makes every execution fail");
  shape.optional("warm_up", &WorkloadSpec::warm_up, "requests that arrive before this are not measured");
  shape.check(&check_poisoned);
  return shape;
}

}  // namespace twostep::models
