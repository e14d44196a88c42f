#include "models/orchestration/orchestrator_spec.hpp"

#include "models/profiled.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Shape;

Shape<OrchestratorSpec> shape_of(Describe<OrchestratorSpec>) {
  Shape<OrchestratorSpec> shape("orchestrator",
                                "Runs programs that only invoke, wait, branch and use services, billed by the step.");
  describe_billed(shape);
  shape.optional("transition", &OrchestratorSpec::transition, "time from one step to the next");
  return shape;
}

}  // namespace twostep::models
