#include "models/trigger_checks.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "models/bindings.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Located;

namespace {

bool can_trigger(const ResourceSpec& resource) {
  return std::holds_alternative<QueueSpec>(resource) || std::holds_alternative<StreamSpec>(resource) ||
         std::holds_alternative<TopicSpec>(resource) || std::holds_alternative<ObjectStoreSpec>(resource) ||
         std::holds_alternative<KeyValueStoreSpec>(resource) || std::holds_alternative<TimerSpec>(resource);
}

class TriggerCheck {
 public:
  TriggerCheck(const Scenario& scenario, const std::string& variant, Issues& issues)
      : scenario_(scenario), name_(variant), variant_(*find_variant(scenario, variant)), issues_(issues) {}

  void run() {
    for (const auto& workload : scenario_.workload.all) {
      if (!workload.value.via.empty()) consumers_[bound(variant_, workload.value.via)] = workload.value.program;
    }
    for (const auto& [program, spec] : scenario_.programs) {
      for (const auto& trigger : spec.value.triggered_by.all) check_trigger(program, trigger);
    }
  }

 private:
  void check_trigger(const std::string& program, const Located<std::string>& trigger) {
    const std::string target = bound(variant_, trigger.value);
    const ResourceSpec* resource = find_resource(scenario_, target);
    const ResourceSpec* runner = find_resource(scenario_, runner_of(variant_, program));
    if (resource == nullptr) {
      if (target != trigger.value) return;  // bound to no resource: said where it is bound
      issues_.add(
          trigger.place, trigger.value,
          fmt::format("is what triggers {}, and is not bound in variant {}", program, name_),
          R"(a queue, a stream, a topic, a store or a timer: a resource's own name, or a name in the variant's "bind")");
      return;
    }
    if (!can_trigger(*resource)) {
      issues_.add(trigger.place, target, "cannot trigger a program", "a queue, a stream, a topic, a store or a timer");
      return;
    }
    if (runner == nullptr) return;  // said where it is named
    const bool queue = std::holds_alternative<QueueSpec>(*resource);
    if (!queue && std::holds_alternative<FleetSpec>(*runner)) {
      issues_.add(
          trigger.place, target,
          fmt::format("starts functions, and variant {} runs {} on a fleet, whose workers poll queues", name_, program),
          R"(a queue; a topic can hand its messages to one: "queues")");
    }
    const bool stream = std::holds_alternative<StreamSpec>(*resource);
    if ((queue || stream) && std::holds_alternative<OrchestratorSpec>(*runner)) {
      issues_.add(trigger.place, target,
                  fmt::format("is a {0}, and an orchestrator takes nothing from {0}s", queue ? "queue" : "stream"),
                  "a topic, a store or a timer, or a function that invokes the workflow");
    }
    if (!queue && !stream) return;
    const auto [consumer, is_first] = consumers_.try_emplace(target, program);
    if (!is_first && consumer->second != program) {
      issues_.add(trigger.place, target, "is a queue whose messages go to " + consumer->second + " already",
                  R"(a queue for each; a topic can hand its messages to several: "queues")");
    }
  }

  const Scenario& scenario_;
  const std::string& name_;
  const VariantSpec& variant_;
  Issues& issues_;
  std::map<std::string, std::string> consumers_;  // of queues: the program that takes their messages
};

}  // namespace

void check_triggers(const Scenario& scenario, const std::string& variant, Issues& issues) {
  TriggerCheck(scenario, variant, issues).run();
}

}  // namespace twostep::models
