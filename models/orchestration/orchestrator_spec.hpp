// OrchestratorSpec: a service that runs workflows: it invokes functions, waits and branches, and is billed by the step.
#pragma once

#include <string>

#include "sim/engine/sampled.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// Step Functions style, standard workflows: each state that is entered is a transition, and each has its price.
struct OrchestratorSpec {
  std::string profile;
  std::string service = "orchestrator";
  engine::Sampled<Duration> transition;  // from one step to the next
};

scenario::Shape<OrchestratorSpec> shape_of(scenario::Describe<OrchestratorSpec>);

}  // namespace twostep::models
