// Scenario: a scenario's cloud part as plain values: resources, programs, a workload, and the variants that bind them
// together.
#pragma once

#include <string>
#include <variant>

#include "models/faas/function_spec.hpp"
#include "models/iaas/fleet_spec.hpp"
#include "models/iaas/load_balancer_spec.hpp"
#include "models/messaging/queue_spec.hpp"
#include "models/messaging/stream_spec.hpp"
#include "models/orchestration/orchestrator_spec.hpp"
#include "models/price_spec.hpp"
#include "models/program/step.hpp"
#include "models/storage/cache_spec.hpp"
#include "models/storage/store_spec.hpp"
#include "models/triggers/trigger_specs.hpp"
#include "models/workload/workload_spec.hpp"
#include "sim/scenario/experiment.hpp"
#include "sim/scenario/shape.hpp"

namespace twostep::models {

using ResourceSpec =
    std::variant<FunctionSpec, FleetSpec, ObjectStoreSpec, KeyValueStoreSpec, VolumeSpec, CacheSpec, QueueSpec,
                 ClientSpec, StreamSpec, HttpGatewaySpec, TopicSpec, TimerSpec, OrchestratorSpec, LoadBalancerSpec>;

struct VariantSpec {
  std::string note;
  std::string runs_on;  // the resource that runs every program not named in programs_on
  scenario::Named<scenario::Located<std::string>> programs_on;  // program -> resource
  scenario::Named<scenario::Located<std::string>> bind;         // name in a program -> resource
  scenario::Node parameters;                                    // overrides of the scenario's parameters
};

struct Scenario {
  scenario::Experiment experiment;
  scenario::Named<scenario::Located<ResourceSpec>> resources;
  scenario::Named<scenario::Located<ProgramSpec>> programs;
  scenario::OneOrMore<scenario::Located<WorkloadSpec>> workload;
  scenario::Named<scenario::Located<VariantSpec>> variants;
  scenario::Named<scenario::Located<PriceSpec>> prices;  // instead of the catalogue's
  bool free_tier = false;                                // whether prices' monthly allowances count
};

scenario::Choice<ResourceSpec> choice_of(scenario::Describe<ResourceSpec>);
scenario::Shape<VariantSpec> shape_of(scenario::Describe<VariantSpec>);
scenario::Shape<Scenario> shape_of(scenario::Describe<Scenario>);

}  // namespace twostep::models
