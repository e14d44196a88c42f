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

std::vector<std::string> programs_reached(const Scenario& scenario) {
  std::vector<std::string> reached;
  for (const auto& workload : scenario.workload.all) {
    if (std::find(reached.begin(), reached.end(), workload.value.program) == reached.end()) {
      reached.push_back(workload.value.program);
    }
  }
  for (std::size_t i = 0; i < reached.size(); ++i) {
    const ProgramSpec* program = find_program(scenario, reached[i]);
    if (program == nullptr) continue;
    for_each_step(program->steps, [&reached](const Step& step) {
      const auto* invoke = std::get_if<InvokeStep>(&step.body);
      if (invoke != nullptr && std::find(reached.begin(), reached.end(), invoke->invoke) == reached.end()) {
        reached.push_back(invoke->invoke);
      }
    });
  }
  return reached;
}

std::vector<std::string> resources_used(const Scenario& scenario, const VariantSpec& variant) {
  std::vector<std::string> used;
  for (const auto& workload : scenario.workload.all) {
    if (!workload.value.via.empty()) used.push_back(bound(variant, workload.value.via));
  }
  for (const std::string& program : programs_reached(scenario)) {
    used.push_back(runner_of(variant, program));
    const ProgramSpec* spec = find_program(scenario, program);
    std::vector<std::string> names;
    if (spec != nullptr) names_used(spec->steps, names);
    for (const std::string& name : names) used.push_back(bound(variant, name));
  }
  return used;
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
