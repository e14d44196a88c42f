// What connects the parts of a deployment: its programs' names, its workloads, and what triggers programs.
#include <algorithm>

#include "models/deployment.hpp"
#include "models/triggers/direct_requests.hpp"
#include "models/triggers/http_gateway.hpp"

namespace twostep::models {

void Deployment::create_triggers() {
  for (const std::string& name : programs_reached(scenario_, variant_)) {
    const std::string& runner = runner_of(variant_, name);
    if (FunctionService* function = find_service(services_.functions, runner)) {
      const AsynchronousSpec& spec = function->spec().asynchronous;
      triggers_.add_async(name, *function, spec, find_service(services_.queues, spec.dead_letter));
    } else if (Orchestrator* orchestrator = find_service(services_.orchestrators, runner)) {
      triggers_.add_async(name, *orchestrator, {}, nullptr);
    }
    for (const auto& trigger : find_program(scenario_, name)->triggered_by.all) subscribe(name, trigger.value);
  }
  for (const auto& [name, topic] : services_.topics) {
    for (const std::string& queue : links_of(*find_resource(scenario_, name))) {
      topic->subscribers().add(*find_service(services_.queues, queue));
    }
  }
}

// To what is no queue: those are connected when the programs are there.
void Deployment::subscribe(const std::string& program, const std::string& trigger) {
  if (queue(trigger) != nullptr || stream(trigger) != nullptr) return;
  Topic* of_topic = topic(trigger);
  (of_topic != nullptr ? of_topic->subscribers() : triggers_.add_subscribers(resource(trigger)))
      .add(*triggers_.async(program));
}

void Deployment::create_programs() {
  for (const std::string& name : programs_reached(scenario_, variant_)) {
    const auto index = static_cast<std::uint32_t>(programs_.size());
    const ProgramSpec& spec = *find_program(scenario_, name);
    result_.programs.push_back(name);
    Program& program = programs_.emplace_back(compile(name, index, spec, *this, simulation_));
    if (!spec.triggered_by.all.empty()) program.until_span = span("until_" + name);
    const std::string& runner = runner_of(variant_, name);
    if (FunctionService* function = find_service(services_.functions, runner)) function->set_program(program);
    if (Orchestrator* orchestrator = find_service(services_.orchestrators, runner)) orchestrator->set_program(program);
  }
}

void Deployment::connect_queues() {
  for (const auto& [name, through] : services_.queues) {
    if (QueueService* dead_letter = find_service(services_.queues, through->spec().dead_letter)) {
      through->set_dead_letter(*dead_letter);
    }
  }
  for (const Program& program : programs_) {
    for (const auto& trigger : find_program(scenario_, program.name)->triggered_by.all) {
      if (QueueService* through = queue(trigger.value)) connect_queue(*through, program);
      if (StreamService* through = stream(trigger.value)) connect_stream(*through, program);
    }
  }
}

void Deployment::connect_queue(QueueService& through, const Program& program) {
  const std::string& runner = runner_of(variant_, program.name);
  if (FunctionService* function = find_service(services_.functions, runner)) {
    event_sources_.push_back(
        std::make_unique<EventSource>(simulation_, through, *function, requests_, source_name(runner)));
  } else {
    find_service(services_.fleets, runner)->poll_queue(through, program);
  }
}

// Of the random streams of what carries messages to a function; its first source has the function's own.
std::string Deployment::source_name(const std::string& function) {
  const std::size_t others = event_sources_.size() + stream_sources_.size();
  return others == 0 ? function : function + ".source" + std::to_string(others + 1);
}

void Deployment::connect_stream(StreamService& through, const Program& program) {
  const std::string& runner = runner_of(variant_, program.name);
  FunctionService& function = *find_service(services_.functions, runner);
  QueueService* on_failure = find_service(services_.queues, function.spec().event_source.on_failure);
  stream_sources_.push_back(
      std::make_unique<StreamSource>(simulation_, through, function, requests_, on_failure, source_name(runner)));
}

const Program& Deployment::program(const std::string& name) const {
  return *std::find_if(programs_.begin(), programs_.end(), [&](const Program& other) { return other.name == name; });
}

void Deployment::connect_workload(const WorkloadSpec& workload, std::size_t number) {
  const std::string name = number == 0 ? "workload" : "workload." + std::to_string(number);
  RequestShape shape{.messages = workload.messages,
                     .size = {simulation_, workload.size, name + ".size"},
                     .poisoned_share = workload.poisoned.share,
                     .poisoning = simulation_.stream(name + ".poisoned")};
  sources_.push_back(
      std::make_unique<Source>(simulation_, recorder_, requests_, entrance_of(workload), std::move(shape), name));
}

Entrance Deployment::entrance_of(const WorkloadSpec& workload) {
  const std::string& runner = runner_of(variant_, workload.program);
  Entrance entrance{.program = &program(workload.program), .over_network = !workload.via.empty()};
  if (workload.via.empty() || resource(workload.via) == runner) {
    connect_directly(workload, entrance);
  } else if (LoadBalancer* balancer = find_service(services_.balancers, resource(workload.via))) {
    entrance.fleet = find_service(services_.fleets, runner);
    entrance.fleet->stand_behind(*balancer);
  } else if (QueueService* through = queue(workload.via)) {
    entrance.queue = through;
    if (!triggers(scenario_, variant_, resource(workload.via), workload.program)) {
      connect_queue(*through, *entrance.program);
    }
  } else if (StreamService* through_stream = stream(workload.via)) {
    entrance.receiver = through_stream;
    if (!triggers(scenario_, variant_, resource(workload.via), workload.program)) {
      connect_stream(*through_stream, *entrance.program);
    }
  } else if (Topic* through_topic = topic(workload.via)) {
    entrance.receiver = through_topic;
    if (!triggers(scenario_, variant_, resource(workload.via), workload.program)) {
      subscribe(workload.program, workload.via);
    }
  } else {
    const std::string gateway = resource(workload.via);
    const ServiceContext context{simulation_, network_, metering_, result_.bandwidth};
    const std::string name = receivers_.empty() ? gateway : gateway + "." + workload.program;
    entrance.receiver =
        receivers_
            .emplace_back(std::make_unique<HttpGateway>(context, recorder_, *function_of(workload.program),
                                                        HttpGateway::Names{.resource = gateway, .streams = name},
                                                        std::get<HttpGatewaySpec>(*find_resource(scenario_, gateway))))
            .get();
  }
  return entrance;
}

// To what runs the program itself.
void Deployment::connect_directly(const WorkloadSpec& workload, Entrance& entrance) {
  const std::string& runner = runner_of(variant_, workload.program);
  FunctionService* function = find_service(services_.functions, runner);
  entrance.fleet = find_service(services_.fleets, runner);
  if (entrance.fleet != nullptr) return;
  if (function != nullptr && workload.mode == RequestMode::sync) {
    entrance.function = function;
    if (workload.trace != nullptr) {
      entrance.first_traced = function->function_count();
      add_traced_functions(*function, workload);
    }
    return;
  }
  Invocable& target =
      workload.mode == RequestMode::sync ? *function_of(workload.program) : *triggers_.async(workload.program);
  entrance.receiver = receivers_.emplace_back(std::make_unique<DirectRequests>(simulation_, recorder_, target)).get();
}

// Every function of the trace is a function made after this one.
void Deployment::add_traced_functions(FunctionService& function, const WorkloadSpec& workload) {
  const FunctionSpec& pattern = function.spec();
  for (const TraceFunction& traced : workload.trace->functions()) {
    const bool known = pattern.memory_from_trace && traced.memory.count > 0;
    function.add_function(traced.name, known ? pattern.memory_size_for(traced.memory) : pattern.memory);
  }
}

StoreService* Deployment::store(std::string_view name) const { return find_service(services_.stores, resource(name)); }
QueueService* Deployment::queue(std::string_view name) const { return find_service(services_.queues, resource(name)); }
StreamService* Deployment::stream(std::string_view name) const {
  return find_service(services_.streams, resource(name));
}

Addressable* Deployment::peer(std::string_view name) const {
  if (Fleet* fleet = find_service(services_.fleets, resource(name))) return fleet;
  return find_service(services_.clients, resource(name));
}

Topic* Deployment::topic(std::string_view name) const { return find_service(services_.topics, resource(name)); }
Subscribers* Deployment::told_of(std::string_view store) const { return triggers_.of(resource(store)); }

Invocable* Deployment::function_of(std::string_view program) const {
  const std::string& runner = runner_of(variant_, program);
  if (FunctionService* function = find_service(services_.functions, runner)) return function;
  return find_service(services_.orchestrators, runner);
}
Invocable* Deployment::async_function_of(std::string_view program) const { return triggers_.async(program); }

std::string Deployment::resource(std::string_view name_in_program) const {
  return bound(variant_, std::string(name_in_program));
}

std::uint32_t Deployment::span(std::string_view name) {
  auto& spans = result_.spans;
  const auto found = std::find_if(spans.begin(), spans.end(), [name](const auto& span) { return span.first == name; });
  const auto index = static_cast<std::uint32_t>(found - spans.begin());
  if (found == spans.end()) spans.emplace_back(std::string(name), observation::QuantileSketch{});
  return index;
}

}  // namespace twostep::models
