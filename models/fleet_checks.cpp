#include "models/fleet_checks.hpp"

#include <algorithm>

#include "models/bindings.hpp"

namespace twostep::models {

namespace {

using Workload = scenario::Located<WorkloadSpec>;

template <class Spec>
bool is_a(const ResourceSpec* resource) {
  return resource != nullptr && std::holds_alternative<Spec>(*resource);
}

// The load balancer that a workload goes through; empty: none.
std::string balancer_of(const Scenario& scenario, const VariantSpec& variant, const WorkloadSpec& workload) {
  if (workload.via.empty()) return "";
  const std::string target = bound(variant, workload.via);
  return is_a<LoadBalancerSpec>(find_resource(scenario, target)) ? target : "";
}

// Whether the program that a fleet runs takes messages from a queue that triggers it.
bool is_triggered(const Scenario& scenario, const VariantSpec& variant, const std::string& fleet) {
  return std::ranges::any_of(scenario.programs, [&](const auto& program) {
    return runner_of(variant, program.first) == fleet && !program.second.value.triggered_by.all.empty();
  });
}

}  // namespace

void check_fleets(const Scenario& scenario, const std::string& name, scenario::Issues& issues) {
  const VariantSpec& variant = *find_variant(scenario, name);
  for (const Workload& workload : scenario.workload.all) {
    const std::string balancer = balancer_of(scenario, variant, workload.value);
    if (balancer.empty()) continue;
    const std::string& runner = runner_of(variant, workload.value.program);
    const ResourceSpec* runs = find_resource(scenario, runner);
    if (runs != nullptr && !is_a<FleetSpec>(runs)) {
      issues.add(workload.place, balancer,
                 "is a load balancer, and variant " + name + " runs the program on " + runner + ", which is no fleet",
                 R"(run it on a fleet, or bind ")" + workload.value.via + R"(" to something else)");
      continue;
    }
    const bool reached_otherwise = std::ranges::any_of(scenario.workload.all, [&](const Workload& other) {
      return runner_of(variant, other.value.program) == runner &&
             balancer_of(scenario, variant, other.value) != balancer;
    });
    if (reached_otherwise || is_triggered(scenario, variant, runner)) {
      issues.add(workload.place, balancer,
                 "stands before fleet " + runner + ", which gets requests another way too in variant " + name,
                 "a fleet of its own for each way in");
    }
  }
}

}  // namespace twostep::models
