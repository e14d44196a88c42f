#include "models/scenario_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/meters.hpp"
#include "models/program/name_use.hpp"
#include "models/program_checks.hpp"
#include "sim/scenario/nearest_word.hpp"
#include "sim/statistics/metric_definitions.hpp"

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
  return std::holds_alternative<FunctionSpec>(resource) || std::holds_alternative<FleetSpec>(resource);
}

void check_metric(const Place& place, const std::string& metric, Issues& issues) {
  if (statistics::find_metric_definition(metric) != nullptr) return;
  issues.add(place, metric, "is no metric", statistics::metric_suggestion(metric));
}

void check_dimension(const scenario::Expectation& expectation, Issues& issues) {
  const statistics::MetricDefinition* metric = statistics::find_metric_definition(expectation.metric);
  if (metric == nullptr || metric->dimension == expectation.is.dimension) return;
  issues.add(expectation.place, expectation.is.text, "is not what " + expectation.metric + " is measured in",
             "write " + std::string(scenario::to_text(metric->dimension)));
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
    std::vector<std::string> functions;
    for (const std::string& program : programs_reached(scenario_)) {
      if (find_program(scenario_, program) == nullptr) continue;  // said where it is named
      const std::string& runner_name = runner_of(variant_, program);
      const ResourceSpec* runner = find_resource(scenario_, runner_name);
      if (runner != nullptr && std::holds_alternative<FunctionSpec>(*runner)) {
        if (std::find(functions.begin(), functions.end(), runner_name) != functions.end()) {
          issues_.add(place_, program,
                      fmt::format("function {} runs another program already in variant {}", runner_name, name_),
                      "a function of its own for each program");
        }
        functions.push_back(runner_name);
      }
      if (runner == nullptr && runner_name.empty()) {
        issues_.add(place_, program, "is a program that nothing runs in variant " + name_,
                    R"(name a function or fleet in "runs_on", or in "programs_on")");
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
      issues_.add(place, resource, "does not run programs", "name a function or a fleet");
    }
  }

  void check_bindings() {
    std::vector<std::string> used;
    for (const auto& workload : scenario_.workload.all) {
      if (!workload.value.via.empty()) used.push_back(workload.value.via);
    }
    for (const std::string& program : programs_reached(scenario_)) {
      if (const ProgramSpec* spec = find_program(scenario_, program)) names_used(spec->steps, used);
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
    const bool through_queue = via != nullptr && std::holds_alternative<QueueSpec>(*via);
    if (is_trace(workload.arrivals) && through_queue) {
      issues_.add(place, workload.via, "is a queue in variant " + name_ + ", and a trace's invocations go through none",
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
      issues_.add(place, target, "carries the requests of another workload already", "a queue of its own for each");
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
    if (workload.via.empty()) return;
    const std::string target = bound(variant_, workload.via);
    const ResourceSpec* spec = find_resource(scenario_, target);
    if (spec == nullptr) {
      issues_.add(place_, workload.via, R"(the workload's "via" is not bound in variant )" + name_,
                  "bind it to a queue, or to the function or fleet that runs the program");
    } else if (!std::holds_alternative<QueueSpec>(*spec) && target != runner_of(variant_, workload.program)) {
      issues_.add(place_, target, "requests cannot reach the program through this",
                  R"(bind ")" + workload.via + R"(" to a queue, or to the function or fleet that runs the program)");
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

void check_experiment(const Scenario& scenario, const scenario::Node& document, Issues& issues) {
  const std::vector<std::string>& variants = scenario.experiment.variants;
  const auto check = [&](const Place& place, const std::string& name) {
    if (find_variant(scenario, name) == nullptr)
      issues.add(place, name, "is no variant", scenario::suggestion(name, variants));
  };
  const scenario::Node* baseline = document.find("baseline");
  if (baseline != nullptr) check(baseline->place(), scenario.experiment.baseline);
  for (const scenario::Expectation& expectation : scenario.experiment.expect) {
    check(expectation.place, expectation.of);
    check_metric(expectation.place, expectation.metric, issues);
    if (!expectation.over) {
      check_dimension(expectation, issues);
      continue;
    }
    check(expectation.place, expectation.over->variant);
    if (!expectation.over->metric.empty()) check_metric(expectation.place, expectation.over->metric, issues);
  }
}

void check_prices(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices, Issues& issues) {
  std::vector<std::string> meters;
  for (const auto& [name, resource] : scenario.resources) {
    for (std::string& meter : meters_of(resource.value)) meters.push_back(std::move(meter));
  }
  for (const auto& [meter, price] : scenario.prices) {
    if (std::find(meters.begin(), meters.end(), meter) != meters.end()) continue;
    issues.add(price.place, meter, "is no meter of this scenario's resources", scenario::suggestion(meter, meters));
  }
  const std::vector<std::string> used = resources_used(scenario, *find_variant(scenario, variant));
  for (const auto& [name, resource] : scenario.resources) {
    if (std::find(used.begin(), used.end(), name) == used.end()) continue;
    for (const std::string& meter : meters_of(resource.value)) {
      if (prices.prices.contains(meter)) continue;
      issues.add(resource.place, name,
                 fmt::format("is billed by {}, which has no price in {}", meter, prices.catalogue),
                 fmt::format(R"(add {{"{}": ...}} to "prices", or use a profile of the catalogue)", meter));
    }
  }
}

void check_variant(const Scenario& scenario, const std::string& variant, Issues& issues) {
  VariantCheck(scenario, variant, issues).run();
}

}  // namespace twostep::models
