#include "models/bindings.hpp"

#include <algorithm>

#include "models/program/name_use.hpp"
#include "models/program/walk.hpp"

namespace twostep::models {

namespace {

template <class T>
const T* find(const scenario::Named<scenario::Located<T>>& all, std::string_view name) {
  const auto found = std::find_if(all.begin(), all.end(), [name](const auto& entry) { return entry.first == name; });
  return found == all.end() ? nullptr : &found->second.value;
}

const std::string nothing;

void add_once(std::vector<std::string>& all, const std::string& name) {
  if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
}

// The resources, and those that they hand things on to.
std::vector<std::string> with_links(const Scenario& scenario, std::vector<std::string> resources) {
  for (std::size_t i = 0; i < resources.size(); ++i) {
    const ResourceSpec* resource = find_resource(scenario, resources[i]);
    if (resource == nullptr) continue;
    for (const std::string& link : links_of(*resource)) add_once(resources, link);
  }
  return resources;
}

}  // namespace

const ResourceSpec* find_resource(const Scenario& scenario, std::string_view name) {
  return find(scenario.resources, name);
}
const ProgramSpec* find_program(const Scenario& scenario, std::string_view name) {
  return find(scenario.programs, name);
}
const VariantSpec* find_variant(const Scenario& scenario, std::string_view name) {
  return find(scenario.variants, name);
}

std::string bound(const VariantSpec& variant, const std::string& name) {
  const std::string* resource = find(variant.bind, name);
  return resource != nullptr ? *resource : name;
}

const std::string& runner_of(const VariantSpec& variant, std::string_view program) {
  const std::string* resource = find(variant.programs_on, program);
  return resource != nullptr ? *resource : (variant.runs_on.empty() ? nothing : variant.runs_on);
}

bool triggers(const Scenario& scenario, const VariantSpec& variant, std::string_view resource,
              std::string_view program) {
  const ProgramSpec* spec = find_program(scenario, program);
  return spec != nullptr && std::any_of(spec->triggered_by.all.begin(), spec->triggered_by.all.end(),
                                        [&](const auto& name) { return bound(variant, name.value) == resource; });
}

std::vector<std::string> links_of(const ResourceSpec& resource) {
  std::vector<std::string> links;
  const auto add = [&links](const std::string& name) {
    if (!name.empty()) links.push_back(name);
  };
  std::visit(
      [&add](const auto& spec) {
        if constexpr (requires { spec.asynchronous.dead_letter; }) add(spec.asynchronous.dead_letter);
        if constexpr (requires { spec.dead_letter; }) add(spec.dead_letter);
        if constexpr (requires { spec.event_source.on_failure; }) add(spec.event_source.on_failure);
        if constexpr (requires { spec.on_failure; }) add(spec.on_failure);
        if constexpr (requires { spec.backing; }) add(spec.backing);
        if constexpr (requires { spec.queues; }) {
          for (const std::string& queue : spec.queues) add(queue);
        }
      },
      resource);
  return links;
}

std::vector<std::string> programs_after(const Scenario& scenario, const VariantSpec& variant,
                                        std::string_view program) {
  std::vector<std::string> after;
  const ProgramSpec* spec = find_program(scenario, program);
  if (spec == nullptr) return after;
  for_each_step(spec->steps, [&after](const Step& step) {
    if (const auto* invoke = std::get_if<InvokeStep>(&step.body)) add_once(after, invoke->invoke);
  });
  std::vector<std::string> written;
  names_written(spec->steps, written);
  for (const std::string& name : written) {
    for (const std::string& resource : with_links(scenario, {bound(variant, name)})) {
      for (const auto& [other, located] : scenario.programs) {
        if (triggers(scenario, variant, resource, other)) add_once(after, other);
      }
    }
  }
  return after;
}

std::vector<std::string> programs_reached(const Scenario& scenario, const VariantSpec& variant) {
  std::vector<std::string> reached;
  std::vector<std::string> entrances;
  for (const auto& workload : scenario.workload.all) {
    add_once(reached, workload.value.program);
    if (!workload.value.via.empty()) entrances.push_back(bound(variant, workload.value.via));
  }
  for (const auto& [name, resource] : scenario.resources) {
    if (std::holds_alternative<TimerSpec>(resource.value)) entrances.push_back(name);
  }
  const auto add_triggered = [&](const std::vector<std::string>& resources) {
    for (const std::string& resource : with_links(scenario, resources)) {
      for (const auto& [program, located] : scenario.programs) {
        if (triggers(scenario, variant, resource, program)) add_once(reached, program);
      }
    }
  };
  add_triggered(entrances);
  for (std::size_t i = 0; i < reached.size(); ++i) {
    for (const std::string& next : programs_after(scenario, variant, reached[i])) add_once(reached, next);
    const ResourceSpec* runner = find_resource(scenario, runner_of(variant, reached[i]));
    if (runner != nullptr) add_triggered(links_of(*runner));
  }
  return reached;
}

std::vector<std::string> resources_used(const Scenario& scenario, const VariantSpec& variant) {
  std::vector<std::string> used;
  for (const auto& workload : scenario.workload.all) {
    if (!workload.value.via.empty()) used.push_back(bound(variant, workload.value.via));
  }
  for (const std::string& program : programs_reached(scenario, variant)) {
    used.push_back(runner_of(variant, program));
    const ProgramSpec* spec = find_program(scenario, program);
    if (spec == nullptr) continue;
    std::vector<std::string> names;
    names_used(spec->steps, names);
    for (const auto& name : spec->triggered_by.all) names.push_back(name.value);
    for (const std::string& name : names) used.push_back(bound(variant, name));
  }
  return with_links(scenario, std::move(used));
}

std::vector<std::pair<std::string, const FunctionSpec*>> functions_of_service(const Scenario& scenario,
                                                                              const VariantSpec& variant,
                                                                              std::string_view service) {
  const std::vector<std::string> used = resources_used(scenario, variant);
  std::vector<std::pair<std::string, const FunctionSpec*>> functions;
  for (const auto& [name, resource] : scenario.resources) {
    const auto* function = std::get_if<FunctionSpec>(&resource.value);
    if (function == nullptr || function->service != service) continue;
    if (std::find(used.begin(), used.end(), name) != used.end()) functions.emplace_back(name, function);
  }
  return functions;
}

}  // namespace twostep::models
