#include "models/orchestration/orchestrator_spec.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Shape;

Shape<OrchestratorSpec> shape_of(Describe<OrchestratorSpec>) {
  Shape<OrchestratorSpec> shape("orchestrator",
                                "Runs programs that only invoke, wait, branch and use services, billed by the step.");
  shape.optional("profile", &OrchestratorSpec::profile, "the catalogue's entry that gives every figure not given here");
  shape.optional("service", &OrchestratorSpec::service, "the name under which it is billed");
  shape.optional("transition", &OrchestratorSpec::transition, "time from one step to the next");
  return shape;
}

}  // namespace twostep::models
