#include "models/scenario.hpp"

namespace twostep::models {

using scenario::Choice;
using scenario::Describe;
using scenario::Shape;

Choice<ResourceSpec> choice_of(Describe<ResourceSpec>) {
  auto choice = Choice<ResourceSpec>::by_member("resource", "kind");
  choice.add<FunctionSpec>("function", "a function of a FaaS platform");
  choice.add<FleetSpec>("fleet", "virtual servers");
  choice.add<ObjectStoreSpec>("object_store", "keeps objects of any size");
  choice.add<KeyValueStoreSpec>("key_value_store", "keeps small items");
  choice.add<VolumeSpec>("volume", "a disk or memory of the machine itself");
  choice.add<CacheSpec>("cache", "keeps data in the memory of a node");
  choice.add<QueueSpec>("queue", "a message queue");
  choice.add<StreamSpec>("stream", "an ordered log of records in shards");
  choice.add<ClientSpec>("client", "a machine outside");
  choice.add<LoadBalancerSpec>("load_balancer", "hands requests to the instances of a fleet");
  choice.add<HttpGatewaySpec>("http_gateway", "takes requests over HTTP for a function");
  choice.add<TopicSpec>("topic", "hands each message to every subscriber");
  choice.add<TimerSpec>("timer", "triggers programs at regular times");
  choice.add<OrchestratorSpec>("orchestrator", "runs workflows, billed by the step");
  return choice;
}

Shape<VariantSpec> shape_of(Describe<VariantSpec>) {
  Shape<VariantSpec> shape(
      "variant", "One way to deploy the scenario's programs: where they run, and what their names mean there.");
  shape.optional("note", &VariantSpec::note, "what is special about it");
  shape.optional("runs_on", &VariantSpec::runs_on,
                 "the function or fleet that runs every program not named in programs_on");
  shape.optional("programs_on", &VariantSpec::programs_on, "program -> the function or fleet that runs it");
  shape.optional("bind", &VariantSpec::bind,
                 "name in a program -> resource; a name that is a resource's own needs no binding");
  shape.optional("parameters", &VariantSpec::parameters, "values of the scenario's parameters in this variant");
  return shape;
}

Shape<Scenario> shape_of(Describe<Scenario>) {
  Shape<Scenario> shape("scenario", "One question, one program, and the variants that it is asked of.");
  shape.part(&Scenario::experiment);
  shape.required("resources", &Scenario::resources, "what the application is made of");
  shape.required("programs", &Scenario::programs, "what the application does");
  shape.required("workload", &Scenario::workload, "what is asked of it: one workload, or several at once");
  shape.required("variants", &Scenario::variants, "the deployments that are compared").not_empty();
  shape.optional("prices", &Scenario::prices,
                 R"(prices that replace the catalogue's: {"ec2.m5.large_hour": "$0.09/h"})");
  shape.optional("free_tier", &Scenario::free_tier,
                 "whether prices' monthly allowances count; the run is then the whole of a month's usage");
  return shape;
}

}  // namespace twostep::models
