#include "models/storage_checks.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/program/walk.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

using scenario::Issues;

namespace {

bool keeps_items(const ResourceSpec& resource) {
  return std::holds_alternative<ObjectStoreSpec>(resource) || std::holds_alternative<KeyValueStoreSpec>(resource);
}

void check_caches(const Scenario& scenario, const VariantSpec& variant, Issues& issues) {
  const std::vector<std::string> used = resources_used(scenario, variant);
  for (const auto& [name, resource] : scenario.resources) {
    const auto* cache = std::get_if<CacheSpec>(&resource.value);
    if (cache == nullptr || cache->backing.empty()) continue;
    if (std::find(used.begin(), used.end(), name) == used.end()) continue;
    const ResourceSpec* backing = find_resource(scenario, cache->backing);
    if (backing == nullptr) {
      std::vector<std::string> names;
      for (const auto& [other, located] : scenario.resources) names.push_back(other);
      issues.add(resource.place, cache->backing, "is no resource of this scenario",
                 scenario::suggestion(cache->backing, names));
    } else if (!keeps_items(*backing)) {
      issues.add(resource.place, cache->backing, fmt::format("cannot stand behind cache {}", name),
                 "an object store or a key-value store");
    }
  }
}

void check_condition(const Step& step, const VariantSpec& variant, const Scenario& scenario, Issues& issues) {
  const auto* put = std::get_if<PutStep>(&step.body);
  if (put == nullptr || put->condition_fails.share == 0) return;
  const std::string target = bound(variant, put->to);
  const ResourceSpec* resource = find_resource(scenario, target);
  if (resource != nullptr && !keeps_items(*resource)) {
    issues.add(step.place, put->to, fmt::format("is bound to {}, which has no conditional writes", target),
               R"(an object store or a key-value store, or no "condition_fails")");
  }
  if (put->condition_fails.share > 1) issues.add(step.place, "condition_fails", "is more than all", "0 % to 100 %");
}

const FleetSpec* bursting_fleet(const Scenario& scenario, const std::string& name) {
  const ResourceSpec* resource = find_resource(scenario, name);
  const auto* fleet = resource == nullptr ? nullptr : std::get_if<FleetSpec>(resource);
  return fleet != nullptr && fleet->network.bursts() ? fleet : nullptr;
}

// Machines that send to each other contend at both ends, which a link with a burst cannot.
void check_message(const Step& step, const std::string& runner, const VariantSpec& variant, const Scenario& scenario,
                   Issues& issues) {
  std::string to;
  if (const auto* message = std::get_if<MessageStep>(&step.body)) to = message->to;
  if (const auto* send = std::get_if<SendStep>(&step.body)) to = send->to;
  const std::string target = bound(variant, to);
  const auto is_fleet = [&](const std::string& name) {
    const ResourceSpec* resource = find_resource(scenario, name);
    return resource != nullptr && std::holds_alternative<FleetSpec>(*resource);
  };
  if (to.empty() || !is_fleet(runner) || !is_fleet(target)) return;
  for (const std::string& fleet : {runner, target}) {
    if (bursting_fleet(scenario, fleet) == nullptr) continue;
    issues.add(step.place, to,
               fmt::format("is sent to between machines, and the network of fleet {} has a burst: it can be shared at "
                           "one end only",
                           fleet),
               R"(one bandwidth as its "network")");
    if (runner == target) return;
  }
}

}  // namespace

void check_storage(const Scenario& scenario, const std::string& variant, Issues& issues) {
  const VariantSpec& checked = *find_variant(scenario, variant);
  check_caches(scenario, checked, issues);
  for (const std::string& program : programs_reached(scenario, checked)) {
    const ProgramSpec* spec = find_program(scenario, program);
    if (spec == nullptr) continue;
    for_each_step(spec->steps, [&](const Step& step) {
      check_condition(step, checked, scenario, issues);
      check_message(step, runner_of(checked, program), checked, scenario, issues);
    });
  }
}

}  // namespace twostep::models
