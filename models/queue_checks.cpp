#include "models/queue_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/program/name_use.hpp"
#include "models/program/walk.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Place;

namespace {

const QueueSpec* find_queue(const Scenario& scenario, const std::string& name) {
  const ResourceSpec* resource = find_resource(scenario, name);
  return resource == nullptr ? nullptr : std::get_if<QueueSpec>(resource);
}

// The member of a resource.
Place member_of(const Place& resource, std::string_view key) {
  Place place = resource;
  place.pointer = scenario::child_pointer(resource.pointer, key);
  return place;
}

// Null, with an issue, when there is no such queue. `but`: not to be proposed.
const QueueSpec* check_is_queue(const Scenario& scenario, const std::string& name, const Place& place, Issues& issues,
                                std::string_view but = {}) {
  const QueueSpec* queue = find_queue(scenario, name);
  if (queue != nullptr) return queue;
  std::vector<std::string> known;
  for (const auto& [other, resource] : scenario.resources) {
    if (std::holds_alternative<QueueSpec>(resource.value) && other != but) known.push_back(other);
  }
  issues.add(place, name, "is no queue of this scenario",
             known.empty() ? R"(add one to "resources": {"kind": "queue", ...})" : scenario::suggestion(name, known));
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

void check_dead_letter(const Scenario& scenario, const std::string& name, const QueueSpec& queue, const Place& resource,
                       Issues& issues) {
  if (queue.dead_letter.empty()) return;
  const Place place = member_of(resource, "dead_letter");
  const QueueSpec* target = check_is_queue(scenario, queue.dead_letter, place, issues, name);
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

template <class Reads>
bool reads_a(const Scenario& scenario, const VariantSpec& variant, const std::string& function) {
  const auto is_one = [&](const std::string& name) {
    const ResourceSpec* resource = find_resource(scenario, bound(variant, name));
    return resource != nullptr && std::holds_alternative<Reads>(*resource);
  };
  const bool by_workload = std::ranges::any_of(scenario.workload.all, [&](const auto& workload) {
    return !workload.value.via.empty() && runner_of(variant, workload.value.program) == function &&
           is_one(workload.value.via);
  });
  return by_workload || std::ranges::any_of(scenario.programs, [&](const auto& program) {
           return runner_of(variant, program.first) == function &&
                  std::ranges::any_of(program.second.value.triggered_by.all,
                                      [&](const auto& trigger) { return is_one(trigger.value); });
         });
}

template <class Reads>
bool ever_reads_a(const Scenario& scenario, const std::string& function) {
  return std::ranges::any_of(
      scenario.variants, [&](const auto& variant) { return reads_a<Reads>(scenario, variant.second.value, function); });
}

// What a function says of its event source that is only of a queue, where it reads streams alone, or the other way
// round.
void check_event_source(const Scenario& scenario, const std::string& name, const FunctionSpec& function,
                        const Place& resource, Issues& issues) {
  const EventSourceSpec& source = function.event_source;
  const Place place = member_of(resource, "event_source");
  if (!source.on_failure.empty()) {
    check_is_queue(scenario, source.on_failure, member_of(place, "on_failure"), issues);
  }
  const bool of_stream =
      source.retries || source.parallelisation != 1 || source.max_age != Duration::max() || !source.on_failure.empty();
  const bool reads_queue = ever_reads_a<QueueSpec>(scenario, name);
  const bool reads_stream = ever_reads_a<StreamSpec>(scenario, name);
  if (of_stream && reads_queue && !reads_stream) {
    issues.add(
        place, name,
        R"(has "retries", "max_age", "on_failure" or "parallelisation", which are of streams, and reads a queue)",
        R"(of a queue: "visibility_timeout", "max_receives" and "dead_letter" of the queue itself)");
  }
  if (source.pollers_per_minute > 0 && reads_stream && !reads_queue) {
    issues.add(place, name, R"(has "pollers_per_minute", which is of queues, and reads a stream)",
               R"(leave it out; of a stream: "parallelisation")");
  }
}

// A function that may run nothing at all turns requests away, but lets what waits for it wait for ever.
void check_reserved(const Scenario& scenario, const VariantSpec& variant, const std::string& name,
                    const FunctionSpec& function, const Place& resource, Issues& issues) {
  if (function.reserved.value_or(1) != 0) return;
  const bool is_waited_for =
      std::ranges::any_of(scenario.programs,
                          [&](const auto& program) {
                            return runner_of(variant, program.first) == name &&
                                   !program.second.value.triggered_by.all.empty();
                          }) ||
      std::ranges::any_of(scenario.workload.all, [&](const auto& workload) {
        const ResourceSpec* via = find_resource(scenario, bound(variant, workload.value.via));
        const bool waits = workload.value.mode == RequestMode::async ||
                           (via != nullptr && !std::holds_alternative<HttpGatewaySpec>(*via));
        return runner_of(variant, workload.value.program) == name && (waits || function.at_limit == AtLimit::queue);
      });
  if (!is_waited_for) return;
  issues.add(member_of(resource, "reserved"), "0",
             "lets nothing run, and what comes to " + name + " waits until it may", "at least 1");
}

// A program that waits for messages that nobody sends never ends.
void check_receives(const Scenario& scenario, const VariantSpec& variant, Issues& issues) {
  std::vector<std::string> written;
  for (const auto& workload : scenario.workload.all) {
    if (!workload.value.via.empty()) written.push_back(bound(variant, workload.value.via));
  }
  const std::vector<std::string> programs = programs_reached(scenario, variant);
  for (const std::string& program : programs) {
    std::vector<std::string> names;
    if (const ProgramSpec* spec = find_program(scenario, program)) names_written(spec->steps, names);
    for (const std::string& name : names) written.push_back(bound(variant, name));
  }
  for (const auto& [name, resource] : scenario.resources) {
    for (const std::string& link : links_of(resource.value)) written.push_back(link);
  }
  for (const std::string& program : programs) {
    const ProgramSpec* spec = find_program(scenario, program);
    if (spec == nullptr) continue;
    for_each_step(spec->steps, [&](const Step& step) {
      const auto* receive = std::get_if<ReceiveStep>(&step.body);
      if (receive == nullptr || find_queue(scenario, bound(variant, receive->from)) == nullptr) return;
      if (std::ranges::find(written, bound(variant, receive->from)) != written.end()) return;
      issues.add(step.place, receive->from, "is a queue that nothing sends to: this step would wait for ever",
                 R"(a "send" to it before, or in another program)");
    });
  }
}

}  // namespace

void check_queues(const Scenario& scenario, const std::string& variant_name, Issues& issues) {
  const VariantSpec& variant = *find_variant(scenario, variant_name);
  const std::vector<std::string> used = resources_used(scenario, variant);
  for (const auto& [name, resource] : scenario.resources) {
    if (std::find(used.begin(), used.end(), name) == used.end()) continue;
    if (const auto* queue = std::get_if<QueueSpec>(&resource.value)) {
      check_dead_letter(scenario, name, *queue, resource.place, issues);
    }
    if (const auto* topic = std::get_if<TopicSpec>(&resource.value)) {
      for (const std::string& queue : topic->queues) {
        check_is_queue(scenario, queue, member_of(resource.place, "queues"), issues);
      }
    }
    const auto* function = std::get_if<FunctionSpec>(&resource.value);
    if (function == nullptr) continue;
    if (!function->asynchronous.dead_letter.empty()) {
      check_is_queue(scenario, function->asynchronous.dead_letter,
                     member_of(member_of(resource.place, "asynchronous"), "dead_letter"), issues);
    }
    check_event_source(scenario, name, *function, resource.place, issues);
    check_reserved(scenario, variant, name, *function, resource.place, issues);
  }
  check_receives(scenario, variant, issues);
}

}  // namespace twostep::models
