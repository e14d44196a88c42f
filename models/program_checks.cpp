#include "models/program_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/program/name_use.hpp"
#include "models/program/program.hpp"
#include "models/program/walk.hpp"

namespace twostep::models {

using scenario::Issues;
using scenario::Place;

namespace {

bool is_store(const ResourceSpec& resource) {
  return std::holds_alternative<ObjectStoreSpec>(resource) || std::holds_alternative<KeyValueStoreSpec>(resource) ||
         std::holds_alternative<VolumeSpec>(resource) || std::holds_alternative<CacheSpec>(resource);
}

bool is_addressable(const ResourceSpec& resource) {
  return std::holds_alternative<FleetSpec>(resource) || std::holds_alternative<ClientSpec>(resource);
}

bool fits(const ResourceSpec& resource, Need need) {
  const bool queue = std::holds_alternative<QueueSpec>(resource);
  switch (need) {
    case Need::store:
      return is_store(resource);
    case Need::table:
      return std::holds_alternative<KeyValueStoreSpec>(resource);
    case Need::queue:
      return queue;
    case Need::addressable:
      return is_addressable(resource);
    case Need::meeting_place:
      return std::holds_alternative<KeyValueStoreSpec>(resource) || std::holds_alternative<FleetSpec>(resource);
    case Need::destination:
      return queue || std::holds_alternative<StreamSpec>(resource) || is_store(resource) || is_addressable(resource) ||
             std::holds_alternative<TopicSpec>(resource);
  }
  return false;
}

const char* what_fits(Need need) {
  switch (need) {
    case Need::store:
      return "an object store, key-value store, cache or volume";
    case Need::table:
      return "a key-value store";
    case Need::queue:
      return "a queue";
    case Need::addressable:
      return "a fleet or a client";
    case Need::meeting_place:
      return "a key-value store, or the fleet that runs the program";
    case Need::destination:
      return "a queue, a stream, a topic, a store, a fleet or a client";
  }
  return "";
}

class ProgramCheck {
 public:
  ProgramCheck(const Scenario& scenario, const std::string& variant, const std::string& program,
               const ResourceSpec& runner, Issues& issues)
      : scenario_(scenario),
        variant_name_(variant),
        variant_(*find_variant(scenario, variant)),
        name_(program),
        runner_(runner),
        issues_(issues) {}

  void run() {
    for (const auto& [name, program] : scenario_.programs) {
      if (name != name_) continue;
      check_memory(program.value, program.place);
      check_steps(program.value.steps, 0, true);
    }
  }

 private:
  [[nodiscard]] bool on_function() const { return std::holds_alternative<FunctionSpec>(runner_); }

  void check_memory(const ProgramSpec& program, const Place& place) {
    const Bytes has = std::visit(
        [](const auto& spec) {
          if constexpr (requires { spec.memory; }) return spec.memory;
          return Bytes{};
        },
        runner_);
    if (has.count > 0 && program.memory > has) {
      issues_.add(place, to_text(program.memory),
                  fmt::format("program {} needs more memory than {} of variant {} has", name_,
                              runner_of(variant_, name_), variant_name_),
                  "at most " + to_text(has) + ", or a larger memory there");
    }
  }

  void check_steps(const Steps& steps, std::size_t depth, bool outermost) {
    for (const Step& step : steps) {
      for (const NameUse& use : names_in(step)) check_name(step, use);
      if (const auto* invoke = std::get_if<InvokeStep>(&step.body)) check_invoke(step, *invoke);
      if (std::holds_alternative<TracedStep>(step.body)) check_traced(step);
      if (const auto* elect = std::get_if<ElectStep>(&step.body)) check_elect(step, *elect);
      if (const auto* repeat = std::get_if<RepeatStep>(&step.body)) check_repeat(step, *repeat, outermost);
      if (const auto* fail = std::get_if<FailStep>(&step.body)) check_fail(step, *fail);
      if (std::holds_alternative<OrchestratorSpec>(runner_)) check_workflow(step);
      const auto inner = inner_steps(step);
      if (inner.empty()) continue;
      if (depth + 1 > max_slots) {
        issues_.add(step.place, "", fmt::format("steps are nested more than {} deep", max_slots),
                    "fewer steps within steps");
        continue;
      }
      for (const Steps* block : inner) check_steps(*block, depth + 1, false);
    }
  }

  void check_name(const Step& step, const NameUse& use) {
    const std::string target = bound(variant_, use.name);
    const ResourceSpec* resource = find_resource(scenario_, target);
    if (resource == nullptr && target != use.name) return;  // bound to no resource: said where it is bound
    if (resource == nullptr) {
      issues_.add(step.place, use.name, "is not bound in variant " + variant_name_,
                  fmt::format(R"(add "{}" to its "bind": {})", use.name, what_fits(use.need)));
    } else if (std::holds_alternative<FunctionSpec>(*resource) &&
               (use.need == Need::addressable || use.need == Need::destination || use.need == Need::meeting_place)) {
      issues_.add(step.place, use.name,
                  fmt::format("stands for function {}, and functions are not network-addressable", target),
                  "communicate through a store (put and get), a queue (send and receive), or invoke the function");
    } else if (!fits(*resource, use.need)) {
      issues_.add(step.place, use.name,
                  fmt::format("is bound to {} in variant {}, which this step cannot use", target, variant_name_),
                  what_fits(use.need));
    } else {
      check_use(step, use, target, *resource);
    }
  }

  void check_use(const Step& step, const NameUse& use, const std::string& target, const ResourceSpec& resource) {
    const auto* volume = std::get_if<VolumeSpec>(&resource);
    if (volume != nullptr && !volume->in_memory && on_function()) {
      issues_.add(step.place, use.name, fmt::format("is bound to volume {}, but functions have no volumes", target),
                  "an object store or key-value store, or run the program on a fleet");
    }
    if ((std::holds_alternative<PutStep>(step.body) || std::holds_alternative<SendStep>(step.body)) &&
        leads_back(target)) {
      issues_.add(step.place, use.name, "starts this program again in the end: a cycle that never ends",
                  "send or put elsewhere");
    }
    const auto* table = std::get_if<KeyValueStoreSpec>(&resource);
    if (table == nullptr) return;
    engine::Sampled<Bytes> item;
    std::int64_t count = 1;
    if (const auto* put = std::get_if<PutStep>(&step.body)) item = put->put;
    if (const auto* send = std::get_if<SendStep>(&step.body)) {
      item = send->size;  // all of them as one item
      count = send->send;
    }
    if (item.is_constant() && item.mean() * count > table->item_limit) {
      issues_.add(step.place, to_text(item.mean() * count), "is more than an item of " + target + " may have",
                  "at most " + to_text(table->item_limit));
    }
  }

  // Whether writing to the resource leads back to this program: it starts a program that does.
  [[nodiscard]] bool leads_back(const std::string& resource) {
    for (const auto& [program, located] : scenario_.programs) {
      std::vector<std::string> path{name_};
      if (starts(resource, program) && reaches_itself(program, path)) return true;
    }
    return false;
  }

  [[nodiscard]] bool starts(const std::string& resource, const std::string& program) const {
    const bool by_workload =
        std::any_of(scenario_.workload.all.begin(), scenario_.workload.all.end(), [&](const auto& workload) {
          return !workload.value.via.empty() && workload.value.program == program &&
                 bound(variant_, workload.value.via) == resource && runner_of(variant_, program) != resource;
        });
    return by_workload || triggers(scenario_, variant_, resource, program);
  }

  void check_fail(const Step& step, const FailStep& fail) {
    if (fail.with != Failing::hang || on_function()) return;
    issues_.add(step.place, "hang",
                "lasts until a function's lifetime ends, and variant " + variant_name_ +
                    " does not run the program on a function",
                R"("with": "error" or "crash")");
  }

  // An orchestrator has no vCPU and keeps nothing.
  void check_workflow(const Step& step) {
    if (!std::holds_alternative<ComputeStep>(step.body) && !std::holds_alternative<LoadStep>(step.body) &&
        !std::holds_alternative<TracedStep>(step.body) && !std::holds_alternative<MessageStep>(step.body)) {
      return;
    }
    issues_.add(step.place, "",
                "is nothing that an orchestrator does, which runs the program in variant " + variant_name_,
                R"("invoke" a function that does it)");
  }

  // The nodes must be able to run all at once, and those that send messages must have an address themselves.
  void check_elect(const Step& step, const ElectStep& elect) {
    const std::string target = bound(variant_, elect.over);
    const ResourceSpec* meeting = find_resource(scenario_, target);
    const std::string& runner = runner_of(variant_, name_);
    if (meeting != nullptr && std::holds_alternative<FleetSpec>(*meeting) && target != runner) {
      issues_.add(step.place, elect.over, fmt::format("is fleet {}, but the nodes run on {}", target, runner),
                  "a key-value store, or the fleet that runs the program");
    }
    std::int64_t at_once = elect.nodes;
    if (const auto* function = std::get_if<FunctionSpec>(&runner_)) at_once = function->concurrency;
    if (const auto* fleet = std::get_if<FleetSpec>(&runner_)) at_once = fleet->most_units() * fleet->workers;
    if (at_once < elect.nodes) {
      issues_.add(step.place, std::to_string(elect.nodes), fmt::format("nodes are more than {} runs at once", runner),
                  fmt::format("at most {}, or more of it", at_once));
    }
  }

  // What a trace recorded is known to the program that the trace invokes, and to no other.
  void check_traced(const Step& step) {
    bool of_trace = false;
    bool of_other = false;
    for (const auto& workload : scenario_.workload.all) {
      if (workload.value.program != name_) continue;
      (is_trace(workload.value.arrivals) ? of_trace : of_other) = true;
    }
    if (of_trace && !of_other) return;
    issues_.add(step.place, "", "takes as long as a trace says, but not all invocations of this program are a trace's",
                R"(a workload whose "arrivals" are a trace: azure_2019, azure_2021 or csv; or a "compute" or "sleep")");
  }

  void check_invoke(const Step& step, const InvokeStep& invoke) {
    if (find_program(scenario_, invoke.invoke) == nullptr) {
      issues_.add(step.place, invoke.invoke, "is no program", R"(name one of "programs")");
      return;
    }
    const ResourceSpec* runner = find_resource(scenario_, runner_of(variant_, invoke.invoke));
    if (runner != nullptr && std::holds_alternative<FleetSpec>(*runner)) {
      issues_.add(step.place, invoke.invoke,
                  "runs on a fleet in variant " + variant_name_ + ", and only functions can be invoked",
                  R"(a function in "programs_on", or a "message" to the fleet)");
    }
    std::vector<std::string> path{name_};
    if (reaches_itself(invoke.invoke, path)) {
      issues_.add(step.place, invoke.invoke, "invokes itself in the end: a cycle that never ends",
                  "programs that invoke in one direction");
    }
  }

  // Whether starting `program` leads back to a program on the path.
  bool reaches_itself(const std::string& program, std::vector<std::string>& path) {
    if (std::find(path.begin(), path.end(), program) != path.end()) return true;
    path.push_back(program);
    const std::vector<std::string> after = programs_after(scenario_, variant_, program);
    const bool cycle =
        std::any_of(after.begin(), after.end(), [&](const std::string& next) { return reaches_itself(next, path); });
    path.pop_back();
    return cycle;
  }

  void check_repeat(const Step& step, const RepeatStep& repeat, bool outermost) {
    if (repeat.at_lifetime == AtLifetime::fail) return;
    if (!outermost || ++resumable_ > 1) {
      issues_.add(step.place, "",
                  "a repeat that outlives a function's lifetime must be the only one, and not inside another step",
                  R"(one "repeat" with "at_lifetime" among the program's own steps)");
    }
  }

  const Scenario& scenario_;
  const std::string& variant_name_;
  const VariantSpec& variant_;
  const std::string& name_;
  const ResourceSpec& runner_;
  Issues& issues_;
  int resumable_ = 0;
};

}  // namespace

void check_program(const Scenario& scenario, const std::string& variant, const std::string& program,
                   const ResourceSpec& runner, Issues& issues) {
  ProgramCheck(scenario, variant, program, runner, issues).run();
}

}  // namespace twostep::models
