// The resources of a deployment.
#include <algorithm>

#include "models/deployment.hpp"
#include "models/program/walk.hpp"

namespace twostep::models {

namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

}  // namespace

std::uint32_t Deployment::add_platform(const std::string& name) {
  result_.platforms.push_back(name);
  return static_cast<std::uint32_t>(result_.platforms.size() - 1);
}

void Deployment::create_resource(const std::string& name) {
  const ServiceContext context{simulation_, network_, metering_, result_.bandwidth};
  const auto create_store = [&](const auto& spec) {
    services_.stores.push_back({name, std::make_unique<StoreService>(context, name, spec)});
  };
  std::visit(
      Overloaded{
          [&](const FunctionSpec& spec) { create_function(name, spec); },
          [&](const FleetSpec& spec) { create_fleet(name, spec); },
          [&](const LoadBalancerSpec& spec) {
            services_.balancers.push_back({name, std::make_unique<LoadBalancer>(context, name, spec)});
          },
          [&](const QueueSpec& spec) {
            services_.queues.push_back({name, std::make_unique<QueueService>(context, requests_, name, spec)});
          },
          [&](const StreamSpec& spec) {
            services_.streams.push_back(
                {name, std::make_unique<StreamService>(context, recorder_, requests_, name, spec)});
          },
          [&](const ClientSpec& spec) {
            services_.clients.push_back({name, std::make_unique<Client>(context, name, spec)});
          },
          [&](const TopicSpec& spec) {
            services_.topics.push_back({name, std::make_unique<Topic>(context, recorder_, requests_, name, spec)});
          },
          [&](const OrchestratorSpec& spec) {
            services_.orchestrators.push_back({name, std::make_unique<Orchestrator>(context, recorder_, interpreter_,
                                                                                    name, spec, add_platform(name))});
          },
          [&](const TimerSpec& spec) { triggers_.add_timer(name, spec); },
          [&](const HttpGatewaySpec& /*spec*/) {},  // made for the workload that goes through it
          create_store},
      *find_resource(scenario_, name));
}

// A miss of a cache reads another store.
void Deployment::connect_caches() {
  for (const auto& entry : services_.stores) {
    const auto* cache = std::get_if<CacheSpec>(find_resource(scenario_, entry.name));
    if (cache == nullptr || cache->backing.empty()) continue;
    entry.service->set_backing(*find_service(services_.stores, cache->backing));
  }
}

Account& Deployment::account_of(const FunctionSpec& spec) {
  if (Account* account = find_service(services_.accounts, spec.service)) return *account;
  Account::Settings settings{.hosts = spec.host,
                             .smallest_memory = spec.memory,
                             .concurrency = spec.concurrency,
                             .scaling = spec.scaling,
                             .keep_alive = spec.keep_alive};
  for (const auto& [name, function] : functions_of_service(scenario_, variant_, spec.service)) {
    settings.smallest_memory = std::min(settings.smallest_memory, function->memory);
    settings.concurrency -= function->reserved.value_or(0);
  }
  for (const auto& workload : scenario_.workload.all) {
    if (!is_trace(workload.value.arrivals)) continue;
    settings.smallest_memory = std::min(settings.smallest_memory, spec.memory_size_for(Bytes{1}));
  }
  services_.accounts.push_back({spec.service, std::make_unique<Account>(simulation_, network_, settings)});
  return *services_.accounts.back().service;
}

void Deployment::create_function(const std::string& name, const FunctionSpec& spec) {
  Account& account = account_of(spec);
  services_.functions.push_back(
      {name, std::make_unique<FunctionService>(simulation_, account, metering_, recorder_, interpreter_, name, spec,
                                               add_platform(name), parallelism_on(name).steps > 1)});
}

void Deployment::create_fleet(const std::string& name, const FleetSpec& spec) {
  const ServiceContext context{simulation_, network_, metering_, result_.bandwidth};
  services_.fleets.push_back({name, std::make_unique<Fleet>(context, recorder_, interpreter_, requests_, name, spec,
                                                            add_platform(name), nic_kind(), parallelism_on(name))});
}

// Machines that send to each other contend at both ends, which SimGrid shares; otherwise one NIC is the only
// bottleneck.
engine::LinkKind Deployment::nic_kind() const {
  bool between_fleets = false;
  const auto is_fleet = [this](const std::string& name) {
    return std::holds_alternative<FleetSpec>(*find_resource(scenario_, bound(variant_, name)));
  };
  for (const std::string& program : programs_reached(scenario_, variant_)) {
    if (!std::holds_alternative<FleetSpec>(*find_resource(scenario_, runner_of(variant_, program)))) continue;
    for_each_step(find_program(scenario_, program)->steps, [&](const Step& step) {
      if (const auto* message = std::get_if<MessageStep>(&step.body)) between_fleets |= is_fleet(message->to);
      if (const auto* send = std::get_if<SendStep>(&step.body)) between_fleets |= is_fleet(send->to);
    });
  }
  return between_fleets ? engine::LinkKind::simgrid : engine::LinkKind::fluid;
}

Parallelism Deployment::parallelism_on(const std::string& resource) const {
  Parallelism most;
  for (const std::string& program : programs_reached(scenario_, variant_)) {
    if (runner_of(variant_, program) != resource) continue;
    const Parallelism of_program = most_parallel(find_program(scenario_, program)->steps);
    most.steps = std::max(most.steps, of_program.steps);
    most.threads = std::max(most.threads, of_program.threads);
  }
  return most;
}

}  // namespace twostep::models
