#include "models/scenario_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/fleet_checks.hpp"
#include "models/program/name_use.hpp"
#include "models/program_checks.hpp"
#include "models/queue_checks.hpp"
#include "models/storage_checks.hpp"
#include "models/trigger_checks.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Place;

namespace {

template <class T>
std::vector<std::string> names_in(const scenario::Named<T>& all) {
  std::vector<std::string> names;
  for (const auto& [name, value] : all) names.push_back(name);
  return names;
}

bool runs_programs(const ResourceSpec& resource) {
  return std::holds_alternative<FunctionSpec>(resource) || std::holds_alternative<FleetSpec>(resource) ||
         std::holds_alternative<OrchestratorSpec>(resource);
}

class VariantCheck {
 public:
  VariantCheck(const Scenario& scenario, const std::string& name, Issues& issues)
      : scenario_(scenario), name_(name), variant_(*find_variant(scenario, name)), issues_(issues) {
    for (const auto& [variant, located] : scenario.variants) {
      if (variant == name) place_ = located.place;
    }
  }

  void run() {
    check_runner(variant_.runs_on, place_);
    for (const auto& [program, resource] : variant_.programs_on) {
      if (find_program(scenario_, program) == nullptr)
        unknown(resource.place, program, "is no program", names_in(scenario_.programs));
      check_runner(resource.value, resource.place);
    }
    check_bindings();
    check_workloads();
    check_accounts();
    check_triggers(scenario_, name_, issues_);
    check_queues(scenario_, name_, issues_);
    std::vector<std::string> functions;
    for (const std::string& program : programs_reached(scenario_, variant_)) {
      if (find_program(scenario_, program) == nullptr) continue;  // said where it is named
      const std::string& runner_name = runner_of(variant_, program);
      const ResourceSpec* runner = find_resource(scenario_, runner_name);
      if (runner != nullptr && !std::holds_alternative<FleetSpec>(*runner)) {
        if (std::find(functions.begin(), functions.end(), runner_name) != functions.end()) {
          issues_.add(place_, program, fmt::format("{} runs another program already in variant {}", runner_name, name_),
                      "a function or orchestrator of its own for each program");
        }
        functions.push_back(runner_name);
      }
      if (runner == nullptr && runner_name.empty()) {
        issues_.add(place_, program, "is a program that nothing runs in variant " + name_,
                    R"(name a function, fleet or orchestrator in "runs_on", or in "programs_on")");
      } else if (runner != nullptr && runs_programs(*runner)) {
        check_program(scenario_, name_, program, *runner, issues_);
      }
    }
  }

 private:
  void unknown(const Place& place, const std::string& name, const std::string& problem,
               const std::vector<std::string>& known) {
    issues_.add(place, name, problem, scenario::suggestion(name, known));
  }

  void check_runner(const std::string& resource, const Place& place) {
    if (resource.empty()) return;
    const ResourceSpec* spec = find_resource(scenario_, resource);
    if (spec == nullptr) {
      unknown(place, resource, "is no resource of this scenario", names_in(scenario_.resources));
    } else if (!runs_programs(*spec)) {
      issues_.add(place, resource, "does not run programs", "name a function, a fleet or an orchestrator");
    }
  }

  void check_bindings() {
    std::vector<std::string> used;
    for (const auto& workload : scenario_.workload.all) {
      if (!workload.value.via.empty()) used.push_back(workload.value.via);
    }
    for (const std::string& program : programs_reached(scenario_, variant_)) {
      if (const ProgramSpec* spec = find_program(scenario_, program)) names_used(spec->steps, used);
    }
    for (const auto& [name, program] : scenario_.programs) {
      for (const auto& trigger : program.value.triggered_by.all) used.push_back(trigger.value);
    }
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (const auto& [name, resource] : variant_.bind) {
      if (find_resource(scenario_, resource.value) == nullptr) {
        unknown(resource.place, resource.value, "is no resource of this scenario", names_in(scenario_.resources));
      }
      if (std::find(used.begin(), used.end(), name) == used.end()) {
        unknown(resource.place, name, "is bound, but nothing in this variant uses the name", used);
      }
    }
  }

  void check_workloads() {
    std::vector<std::string> queues;
    for (const auto& workload : scenario_.workload.all) {
      check_workload(workload.value, workload.place);
      check_sharing(workload.value, workload.place, queues);
    }
  }

  // A queue's messages go to one program; and a fleet that polls a queue, or a function made after the functions of a
  // trace, serves nothing else.
  void check_sharing(const WorkloadSpec& workload, const Place& place, std::vector<std::string>& queues) {
    const std::string& runner = runner_of(variant_, workload.program);
    const ResourceSpec* runs = find_resource(scenario_, runner);
    const std::string target = workload.via.empty() ? std::string() : bound(variant_, workload.via);
    const ResourceSpec* via = find_resource(scenario_, target);
    const bool through_queue =
        via != nullptr && (std::holds_alternative<QueueSpec>(*via) || std::holds_alternative<StreamSpec>(*via));
    if (is_trace(workload.arrivals) && through_queue) {
      issues_.add(place, workload.via,
                  "is a queue or stream in variant " + name_ + ", and a trace's invocations go through none",
                  R"(leave "via" out, or bind it to what runs the program)");
    }
    if (!through_queue || runs == nullptr) return;
    const bool shared =
        std::count_if(scenario_.workload.all.begin(), scenario_.workload.all.end(),
                      [&](const auto& other) { return runner_of(variant_, other.value.program) == runner; }) > 1;
    if (shared && std::holds_alternative<FleetSpec>(*runs)) {
      issues_.add(place, workload.via, "is polled by fleet " + runner + ", which another workload uses too",
                  "a fleet of its own for each");
    }
    if (std::find(queues.begin(), queues.end(), target) != queues.end()) {
      issues_.add(place, target, "carries the requests of another workload already",
                  "a queue or stream of its own for each");
    }
    queues.push_back(target);
  }

  // What the functions of one account share, they must agree on.
  void check_accounts() {
    std::vector<std::string> seen;
    for (const auto& [name, resource] : scenario_.resources) {
      const auto* function = std::get_if<FunctionSpec>(&resource.value);
      if (function == nullptr || std::find(seen.begin(), seen.end(), function->service) != seen.end()) continue;
      seen.push_back(function->service);
      const auto of_service = functions_of_service(scenario_, variant_, function->service);
      std::int64_t reserved = 0;
      for (const auto& [other, spec] : of_service) {
        reserved += spec->reserved.value_or(0);
        check_agreement(of_service.front().first, *of_service.front().second, other, *spec);
      }
      if (!of_service.empty() && reserved > of_service.front().second->concurrency) {
        issues_.add(
            resource.place, std::to_string(reserved),
            fmt::format("invocations are reserved by the functions of {} in variant {}, more than the account's "
                        "concurrency",
                        function->service, name_),
            "at most " + std::to_string(of_service.front().second->concurrency));
      }
    }
  }

  void check_agreement(const std::string& first, const FunctionSpec& a, const std::string& other,
                       const FunctionSpec& b) {
    const auto check = [&](bool equal, const char* what) {
      if (equal) return;
      for (const auto& [name, resource] : scenario_.resources) {
        if (name != other) continue;
        issues_.add(resource.place, other,
                    fmt::format("has another {} than {}, which runs in the same account ({}) in variant {}", what,
                                first, a.service, name_),
                    R"(the same for both, or another "service")");
      }
    };
    check(a.concurrency == b.concurrency, R"("concurrency")");
    check(a.host == b.host, R"("host")");
    check(a.scaling == b.scaling, R"("scaling")");
    const bool limited = memory_limit(a.keep_alive).count > 0 || memory_limit(b.keep_alive).count > 0;
    check(!limited || a.keep_alive == b.keep_alive, R"("keep_alive" with a memory limit)");
  }

  void check_workload(const WorkloadSpec& workload, const Place& place) {
    if (find_program(scenario_, workload.program) == nullptr) {
      unknown(place, workload.program, "is no program", names_in(scenario_.programs));
    }
    if (is_trace(workload.arrivals)) check_trace_function(workload, place);
    if (workload.mode == RequestMode::async) check_async(workload, place);
    if (!workload.via.empty()) check_via(workload);
  }

  void check_async(const WorkloadSpec& workload, const Place& place) {
    const ResourceSpec* runner = find_resource(scenario_, runner_of(variant_, workload.program));
    if (!workload.via.empty() || is_trace(workload.arrivals)) {
      issues_.add(place, "async", "is how events reach a function itself, and these requests go another way",
                  R"(leave "mode" out)");
    } else if (runner != nullptr && std::holds_alternative<FleetSpec>(*runner)) {
      issues_.add(place, "async", "is how functions are invoked, and variant " + name_ + " runs the program on a fleet",
                  R"(leave "mode" out, or send the requests "via" a queue)");
    }
  }

  void check_via(const WorkloadSpec& workload) {
    const std::string target = bound(variant_, workload.via);
    const std::string& runner_name = runner_of(variant_, workload.program);
    const ResourceSpec* spec = find_resource(scenario_, target);
    const ResourceSpec* runner = find_resource(scenario_, runner_name);
    const bool on_fleet = runner != nullptr && std::holds_alternative<FleetSpec>(*runner);
    if (spec == nullptr) {
      issues_.add(place_, workload.via, R"(the workload's "via" is not bound in variant )" + name_,
                  "bind it to a queue, a stream, a topic or an HTTP gateway, or to the function or fleet that runs the "
                  "program");
      return;
    }
    const bool before_functions = std::holds_alternative<TopicSpec>(*spec) ||
                                  std::holds_alternative<HttpGatewaySpec>(*spec) ||
                                  std::holds_alternative<StreamSpec>(*spec);
    if (before_functions && on_fleet) {
      issues_.add(place_, target, "is before functions, and variant " + name_ + " runs the program on a fleet",
                  R"(bind ")" + workload.via + R"(" to a queue, or to the fleet)");
    } else if (!before_functions && !std::holds_alternative<QueueSpec>(*spec) &&
               !std::holds_alternative<LoadBalancerSpec>(*spec) && target != runner_name) {
      issues_.add(
          place_, target, "requests cannot reach the program through this",
          R"(bind ")" + workload.via +
              R"(" to a queue, a stream, a topic or an HTTP gateway, or to the function or fleet that runs the program)");
    } else if ((std::holds_alternative<QueueSpec>(*spec) || std::holds_alternative<StreamSpec>(*spec)) &&
               runner != nullptr && std::holds_alternative<OrchestratorSpec>(*runner)) {
      issues_.add(place_, target, "is read in batches, and an orchestrator takes nothing from queues and streams",
                  "a function between them that invokes the workflow, or requests straight to it");
    }
  }

  void check_trace_function(const WorkloadSpec& workload, const Place& place) {
    const std::string& runner = runner_of(variant_, workload.program);
    const ResourceSpec* spec = find_resource(scenario_, runner);
    const auto* function = spec == nullptr ? nullptr : std::get_if<FunctionSpec>(spec);
    if (function != nullptr && function->provisioned > 0) {
      issues_.add(place, runner, "stands for all functions of a trace, and has provisioned environments",
                  R"(leave "provisioned" out)");
    }
  }

  const Scenario& scenario_;
  const std::string& name_;
  const VariantSpec& variant_;
  Issues& issues_;
  Place place_;
};

}  // namespace

void check_variant(const Scenario& scenario, const std::string& variant, Issues& issues) {
  VariantCheck(scenario, variant, issues).run();
  check_fleets(scenario, variant, issues);
  check_storage(scenario, variant, issues);
}

}  // namespace twostep::models
