#include "models/deployment.hpp"

#include <algorithm>

#include "models/program/walk.hpp"

namespace twostep::models {

using engine::Process;
using observation::RunResult;

namespace {

template <class... Visitors>
struct Overloaded : Visitors... {
  using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

Duration duration_of(const Arrivals& arrivals) {
  return std::visit([](const auto& process) { return lasts(process); }, arrivals);
}

}  // namespace

// From the last warm-up's end to the end of the arrivals that last longest.
Deployment::Window Deployment::window_of(const Scenario& scenario) {
  Window window{.from = SimTime{}, .to = SimTime{}};
  for (const auto& workload : scenario.workload.all) {
    window.from = std::max(window.from, SimTime{} + workload.value.warm_up);
    window.to = std::max(window.to, SimTime{} + duration_of(workload.value.arrivals));
  }
  return window;
}

Deployment::Deployment(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices,
                       const DeploymentOptions& options)
    : scenario_(scenario),
      variant_(*find_variant(scenario, variant)),
      window_(window_of(scenario)),
      simulation_(options.seed),
      network_(simulation_),
      recorder_(result_, window_.from, window_.to),
      sampler_(result_.timeline),
      requests_(simulation_, recorder_),
      interpreter_(simulation_, network_, recorder_) {
  result_.variant = variant;
  result_.timeline = observation::Timeline(options.timeline_step);
  result_.phase_names = phase_names();
  const std::vector<std::string> used = resources_used(scenario, variant_);
  for (const auto& [name, resource] : scenario.resources) {
    if (std::find(used.begin(), used.end(), name) != used.end()) create_resource(name);
  }
  create_programs();
  for (std::size_t i = 0; i < scenario.workload.all.size(); ++i) connect_workload(scenario.workload.all[i].value, i);
  add_series(prices);
  if (options.progress != nullptr) report_progress(*options.progress);
  if (!options.trace.file.empty()) {
    events_ = std::make_unique<EventTrace>(options.trace, prices);
    show_in_timeline();
  }
  if (options.rows.empty()) return;
  rows_ = std::make_unique<observation::InvocationWriter>(
      options.rows, observation::InvocationWriter::Names{.variant = variant,
                                                         .phases = result_.phase_names,
                                                         .programs = result_.programs,
                                                         .platforms = result_.platforms});
  recorder_.write_rows_to(*rows_);
}

Deployment::~Deployment() = default;

std::uint32_t Deployment::add_platform(const std::string& name) {
  result_.platforms.push_back(name);
  return static_cast<std::uint32_t>(result_.platforms.size() - 1);
}

void Deployment::create_resource(const std::string& name) {
  const ServiceContext context{simulation_, network_, metering_, result_.bandwidth};
  const auto create_store = [&](const auto& spec) {
    stores_.push_back({name, std::make_unique<StoreService>(context, name, spec)});
  };
  std::visit(Overloaded{[&](const FunctionSpec& spec) { create_function(name, spec); },
                        [&](const FleetSpec& spec) { create_fleet(name, spec); },
                        [&](const QueueSpec& spec) {
                          queues_.push_back({name, std::make_unique<QueueService>(context, name, spec)});
                        },
                        [&](const ClientSpec& spec) {
                          clients_.push_back({name, std::make_unique<Client>(context, name, spec)});
                        },
                        create_store},
             *find_resource(scenario_, name));
}

Account& Deployment::account_of(const FunctionSpec& spec) {
  const auto account =
      std::find_if(accounts_.begin(), accounts_.end(), [&](const auto& entry) { return entry.name == spec.service; });
  if (account != accounts_.end()) return *account->service;
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
  accounts_.push_back({spec.service, std::make_unique<Account>(simulation_, network_, settings)});
  return *accounts_.back().service;
}

void Deployment::create_function(const std::string& name, const FunctionSpec& spec) {
  Account& account = account_of(spec);
  functions_.push_back(
      {name, std::make_unique<FunctionService>(simulation_, account, metering_, recorder_, interpreter_, name, spec,
                                               add_platform(name), parallelism_on(name).steps > 1)});
}

void Deployment::create_fleet(const std::string& name, const FleetSpec& spec) {
  const ServiceContext context{simulation_, network_, metering_, result_.bandwidth};
  fleets_.push_back({name, std::make_unique<Fleet>(context, recorder_, interpreter_, requests_, name, spec,
                                                   add_platform(name), nic_kind(), parallelism_on(name))});
}

// Machines that send to each other contend at both ends, which SimGrid shares; otherwise one NIC is the only
// bottleneck.
engine::LinkKind Deployment::nic_kind() const {
  bool between_fleets = false;
  const auto is_fleet = [this](const std::string& name) {
    return std::holds_alternative<FleetSpec>(*find_resource(scenario_, bound(variant_, name)));
  };
  for (const std::string& program : programs_reached(scenario_)) {
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
  for (const std::string& program : programs_reached(scenario_)) {
    if (runner_of(variant_, program) != resource) continue;
    const Parallelism of_program = most_parallel(find_program(scenario_, program)->steps);
    most.steps = std::max(most.steps, of_program.steps);
    most.threads = std::max(most.threads, of_program.threads);
  }
  return most;
}

void Deployment::create_programs() {
  for (const std::string& name : programs_reached(scenario_)) {
    const auto index = static_cast<std::uint32_t>(programs_.size());
    result_.programs.push_back(name);
    programs_.push_back(compile(name, index, *find_program(scenario_, name), *this, simulation_));
    const std::string& runner = runner_of(variant_, name);
    for (const auto& entry : functions_) {
      if (entry.name == runner) entry.service->set_program(programs_.back());
    }
  }
}

const Program& Deployment::program(const std::string& name) const {
  return *std::find_if(programs_.begin(), programs_.end(), [&](const Program& other) { return other.name == name; });
}

void Deployment::connect_workload(const WorkloadSpec& workload, std::size_t number) {
  const std::string& runner = runner_of(variant_, workload.program);
  const Program& runs = program(workload.program);
  QueueService* through = workload.via.empty() ? nullptr : queue(workload.via);
  Entrance entrance{.program = &runs, .over_network = !workload.via.empty(), .queue = through};
  for (const auto& entry : functions_) {
    if (entry.name != runner) continue;
    FunctionService& function = *entry.service;
    if (through != nullptr) {
      event_sources_.push_back(std::make_unique<EventSource>(simulation_, *through, function, requests_, runner));
    } else {
      entrance.function = &function;
      entrance.first_traced = static_cast<std::uint32_t>(function.functions().size());
      if (workload.trace != nullptr) add_traced_functions(function, workload);
    }
  }
  for (const auto& entry : fleets_) {
    if (entry.name != runner) continue;
    if (through != nullptr) {
      entry.service->poll_queue(*through, runs);
    } else {
      entrance.fleet = entry.service.get();
    }
  }
  const std::string name = number == 0 ? "workload" : "workload." + std::to_string(number);
  RequestShape shape{.messages = workload.messages, .size = {simulation_, workload.size, name + ".size"}};
  sources_.push_back(std::make_unique<Source>(simulation_, recorder_, requests_, entrance, std::move(shape), name));
}

// Every function of the trace is a function made after this one.
void Deployment::add_traced_functions(FunctionService& function, const WorkloadSpec& workload) {
  const FunctionSpec& pattern = function.spec();
  for (const TraceFunction& traced : workload.trace->functions()) {
    const bool known = pattern.memory_from_trace && traced.memory.count > 0;
    function.add_function(traced.name, known ? pattern.memory_size_for(traced.memory) : pattern.memory);
  }
}

RunResult Deployment::run() {
  simulation_.spawn_daemon(mark_window(), "measurement window");
  for (const auto& entry : functions_) entry.service->start();
  for (const auto& entry : fleets_) entry.service->start();
  for (std::size_t i = 0; i < sources_.size(); ++i) sources_[i]->start(scenario_.workload.all[i].value);
  simulation_.spawn_daemon(sampler_.sample(simulation_, network_), "time series");
  network_.run_in_simgrid();
  collect();
  if (rows_) rows_->close();
  if (events_) events_->close();
  return std::move(result_);
}

Process<void> Deployment::mark_window() {
  co_await simulation_.delay_until(window_.from);
  accrue(simulation_.now());
  metering_.begin_window();
  if (window_.to == SimTime::max()) co_return;
  co_await simulation_.delay_until(window_.to);
  accrue(simulation_.now());
  metering_.end_window();
}

void Deployment::accrue(SimTime now) {
  for (const auto& entry : functions_) entry.service->accrue(now);
  for (const auto& entry : fleets_) entry.service->accrue(now);
  for (const auto& entry : stores_) entry.service->accrue(now);
}

// What every run has, and what its services have; the accounts and fleets of a variant are summed.
void Deployment::add_series(const cost::PriceList& prices) {
  sampler_.on_row([this](SimTime now) { accrue(now); });
  sampler_.add_series("requests.arrived", "1", [this] { return static_cast<double>(recorder_.arrived()); });
  sampler_.add_series("requests.in_flight", "1",
                      [this] { return static_cast<double>(recorder_.arrived() - recorder_.ended()); });
  sampler_.add_series("requests.throttled", "1", [this] { return static_cast<double>(recorder_.throttled()); });
  const auto add = [this](const std::string& name, const auto& entries, auto value) {
    if (entries.empty()) return;
    sampler_.add_series(name, "1", [&entries, value] {
      std::int64_t sum = 0;
      for (const auto& entry : entries) sum += value(*entry.service);
      return static_cast<double>(sum);
    });
  };
  add("environments.alive", accounts_, [](Account& account) { return account.hosts().environments().level(); });
  add("environments.busy", functions_, [](FunctionService& function) { return function.count().busy; });
  add("environments.starting", functions_, [](FunctionService& function) { return function.count().starting; });
  add("environments.idle", functions_, [](FunctionService& function) { return function.count().idle; });
  add("hosts", accounts_, [](Account& account) { return account.hosts().in_use().level(); });
  add("instances", fleets_, [](Fleet& fleet) { return fleet.running().level(); });
  add("workers.busy", fleets_, [](Fleet& fleet) { return fleet.busy_workers().level(); });
  for (const auto& entry : queues_) {
    sampler_.add_series("messages." + entry.name, "1",
                        [&queue = *entry.service] { return static_cast<double>(queue.depth()); });
  }
  sampler_.add_spend(metering_, prices);
}

void Deployment::show_in_timeline() {
  for (const auto& entry : functions_) entry.service->show_in(*events_);
  for (const auto& entry : fleets_) entry.service->show_in(*events_);
  sampler_.on_values(
      [this](SimTime at, std::span<const double> values) { events_->show_row(at, result_.timeline.series(), values); });
}

void Deployment::report_progress(observation::RunProgress& progress) {
  std::uint64_t requests = 0;
  for (const auto& workload : scenario_.workload.all) {
    const std::int64_t most =
        std::visit([](const auto& process) { return most_requests(process); }, workload.value.arrivals);
    const auto traced = workload.value.trace != nullptr ? workload.value.trace->invocations() : most;
    if (traced == INT64_MAX) requests = 0;
    if (traced == INT64_MAX) break;
    requests += static_cast<std::uint64_t>(traced);
  }
  const bool timed = requests == 0 && window_.to != SimTime::max();
  progress.expect(requests > 0 ? std::optional(requests) : std::nullopt,
                  timed ? std::optional(window_.to - SimTime{}) : std::nullopt);
  sampler_.on_row(
      [this, &progress](SimTime now) { progress.publish(now, recorder_.executions(), recorder_.arrived()); });
}

void Deployment::collect() {
  const SimTime end = simulation_.now();
  result_.makespan = recorder_.last_end() - SimTime{};
  result_.window = std::min(window_.to, end) - std::min(window_.from, end);
  sampler_.add_row(end);
  for (const auto& entry : functions_) {
    for (observation::FunctionUse& use : entry.service->uses(end)) result_.functions.push_back(std::move(use));
  }
  for (const auto& entry : fleets_) entry.service->close(end);
  for (const auto& entry : stores_) entry.service->close(end);
  result_.usage = metering_.of_run();
  result_.usage_in_window = metering_.of_window();
  result_.events = simulation_.events_run();
  add_gauges(end);
}

// Of several accounts or fleets the sum: their peaks may have been at different times.
void Deployment::add_gauges(SimTime end) {
  const auto add = [this](std::string name, double value) { result_.gauges.push_back({std::move(name), value}); };
  const auto sum = [](const auto& entries, const auto& value) {
    double total = 0;
    for (const auto& entry : entries) total += static_cast<double>(value(*entry.service));
    return total;
  };
  if (!accounts_.empty()) {
    std::int64_t running_peak = 0;
    double running_mean = 0;
    const auto add_slots = [&](Slots& slots) {
      slots.taken().settle(end);
      running_peak += slots.taken().peak();
      running_mean += slots.taken().mean();
    };
    for (const auto& entry : accounts_) {
      add_slots(entry.service->slots());
      entry.service->hosts().environments().settle(end);
    }
    for (const auto& entry : functions_) {
      if (Slots* reserved = entry.service->reserved()) add_slots(*reserved);
    }
    add("concurrency.peak", static_cast<double>(running_peak));
    add("concurrency.mean", running_mean);
    add("environments.peak", sum(accounts_, [](Account& account) { return account.hosts().environments().peak(); }));
    add("environments.mean", sum(accounts_, [](Account& account) { return account.hosts().environments().mean(); }));
    add("hosts.peak", sum(accounts_, [](Account& account) { return account.hosts().in_use().peak(); }));
    add_environment_gauges(end);
  }
  if (fleets_.empty()) return;
  for (const auto& entry : fleets_) entry.service->busy_workers().settle(end);
  add("instances", sum(fleets_, [](Fleet& fleet) { return fleet.running().peak(); }));
  const double busy_ns = sum(fleets_, [](Fleet& fleet) { return fleet.busy_workers().integral_ns(); });
  const double worker_ns = sum(fleets_, [](Fleet& fleet) {
    return fleet.running().integral_ns() * static_cast<double>(fleet.workers_per_instance());
  });
  add("utilisation", worker_ns > 0 ? busy_ns / worker_ns : 0);
}

void Deployment::add_environment_gauges(SimTime end) {
  const auto add = [this](std::string name, double value) { result_.gauges.push_back({std::move(name), value}); };
  constexpr double mib_ns_per_gb_s = 1024e9;
  double active_ns = 0;
  double idle_ns = 0;
  double active_gb_s = 0;
  double idle_gb_s = 0;
  double started = 0;
  double loaded = 0;
  double evicted = 0;
  for (const observation::FunctionUse& use : result_.functions) {
    active_ns += use.active_ns;
    idle_ns += use.idle_ns;
    active_gb_s += use.active_ns * use.memory.in_mib() / mib_ns_per_gb_s;
    idle_gb_s += use.idle_ns * use.memory.in_mib() / mib_ns_per_gb_s;
    started += static_cast<double>(use.environments);
    loaded += static_cast<double>(use.loaded);
    evicted += static_cast<double>(use.evicted);
  }
  const auto run_ns = static_cast<double>((end - SimTime{}).ns);
  add("environments.busy", run_ns > 0 ? active_ns / run_ns : 0);
  add("environments.idle", run_ns > 0 ? idle_ns / run_ns : 0);
  add("environments.utilisation", active_ns + idle_ns > 0 ? active_ns / (active_ns + idle_ns) : 0);
  add("environments.started", started);
  add("environments.loaded", loaded);
  add("environments.evicted", evicted);
  add("memory.busy_gb_s", active_gb_s);
  add("memory.idle_gb_s", idle_gb_s);
}

template <class T>
T* Deployment::find(const std::vector<Entry<T>>& all, std::string_view name_in_program) const {
  const std::string name = bound(variant_, std::string(name_in_program));
  const auto found = std::find_if(all.begin(), all.end(), [&name](const auto& entry) { return entry.name == name; });
  return found == all.end() ? nullptr : found->service.get();
}

StoreService* Deployment::store(std::string_view name) const { return find(stores_, name); }
QueueService* Deployment::queue(std::string_view name) const { return find(queues_, name); }

Addressable* Deployment::peer(std::string_view name) const {
  if (Fleet* fleet = find(fleets_, name)) return fleet;
  return find(clients_, name);
}

Invocable* Deployment::function_of(std::string_view program) const {
  const std::string& runner = runner_of(variant_, program);
  for (const auto& entry : functions_) {
    if (entry.name == runner) return entry.service.get();
  }
  return nullptr;
}

std::uint32_t Deployment::span(std::string_view name) {
  auto& spans = result_.spans;
  const auto found = std::find_if(spans.begin(), spans.end(), [name](const auto& span) { return span.first == name; });
  const auto index = static_cast<std::uint32_t>(found - spans.begin());
  if (found == spans.end()) spans.emplace_back(std::string(name), statistics::QuantileSketch{});
  return index;
}

}  // namespace twostep::models
