#include "models/queue_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Place;

namespace {

const QueueSpec* find_queue(const Scenario& scenario, const std::string& name) {
  const ResourceSpec* resource = find_resource(scenario, name);
  return resource == nullptr ? nullptr : std::get_if<QueueSpec>(resource);
}

// Null, with an issue, when there is no such queue.
const QueueSpec* check_is_queue(const Scenario& scenario, const std::string& name, const Place& place, Issues& issues) {
  const QueueSpec* queue = find_queue(scenario, name);
  if (queue != nullptr) return queue;
  std::vector<std::string> known;
  for (const auto& [other, resource] : scenario.resources) {
    if (std::holds_alternative<QueueSpec>(resource.value)) known.push_back(other);
  }
  issues.add(place, name, "is no queue of this scenario", scenario::suggestion(name, known));
  return nullptr;
}

bool leads_back(const Scenario& scenario, const std::string& name) {
  std::size_t steps = 0;
  for (const QueueSpec* queue = find_queue(scenario, name); queue != nullptr && !queue->dead_letter.empty();
       queue = find_queue(scenario, queue->dead_letter)) {
    if (queue->dead_letter == name) return true;
    if (++steps > scenario.resources.size()) return false;  // into a circle of others, which is said there
  }
  return false;
}

void check_dead_letter(const Scenario& scenario, const std::string& name, const QueueSpec& queue, const Place& place,
                       Issues& issues) {
  if (queue.dead_letter.empty()) return;
  const QueueSpec* target = check_is_queue(scenario, queue.dead_letter, place, issues);
  if (target == nullptr) return;
  if (target->order != queue.order) {
    issues.add(place, queue.dead_letter, "delivers in another order than the queue whose messages it gets",
               R"(the same "order" for both)");
  }
  if (leads_back(scenario, name)) {
    issues.add(place, queue.dead_letter, fmt::format("leads back to {}: a cycle that never ends", name),
               "a dead-letter queue whose messages stay, or go to another program");
  }
}

}  // namespace

void check_given_up(const Scenario& scenario, const std::string& variant, Issues& issues) {
  const std::vector<std::string> used = resources_used(scenario, *find_variant(scenario, variant));
  for (const auto& [name, resource] : scenario.resources) {
    if (std::find(used.begin(), used.end(), name) == used.end()) continue;
    if (const auto* queue = std::get_if<QueueSpec>(&resource.value)) {
      check_dead_letter(scenario, name, *queue, resource.place, issues);
    }
    const auto* function = std::get_if<FunctionSpec>(&resource.value);
    if (function == nullptr || function->event_source.on_failure.empty()) continue;
    check_is_queue(scenario, function->event_source.on_failure, resource.place, issues);
  }
}

}  // namespace twostep::models
