#include "models/deployment.hpp"

#include <algorithm>

#include "models/program/walk.hpp"
#include "models/run_gauges.hpp"
#include "models/run_series.hpp"

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

// How many requests there will be; nothing where a workload ends by time alone.
std::optional<std::uint64_t> requests_expected(const Scenario& scenario) {
  std::uint64_t requests = 0;
  for (const auto& [workload, place] : scenario.workload.all) {
    const std::int64_t of_workload =
        workload.trace != nullptr
            ? workload.trace->invocations()
            : std::visit([](const auto& process) { return most_requests(process); }, workload.arrivals);
    if (of_workload == INT64_MAX) return std::nullopt;
    requests += static_cast<std::uint64_t>(of_workload);
  }
  return requests;
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
  sampler_.on_row([this](SimTime now) { services_.accrue(now); });
  add_run_series(sampler_, services_, recorder_);
  sampler_.add_spend(metering_, prices);
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
    services_.stores.push_back({name, std::make_unique<StoreService>(context, name, spec)});
  };
  std::visit(Overloaded{[&](const FunctionSpec& spec) { create_function(name, spec); },
                        [&](const FleetSpec& spec) { create_fleet(name, spec); },
                        [&](const QueueSpec& spec) {
                          services_.queues.push_back({name, std::make_unique<QueueService>(context, name, spec)});
                        },
                        [&](const ClientSpec& spec) {
                          services_.clients.push_back({name, std::make_unique<Client>(context, name, spec)});
                        },
                        create_store},
             *find_resource(scenario_, name));
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
    FunctionService* function = find_service(services_.functions, runner_of(variant_, name));
    if (function != nullptr) function->set_program(programs_.back());
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
  FunctionService* function = find_service(services_.functions, runner);
  Fleet* fleet = find_service(services_.fleets, runner);
  if (function != nullptr && through != nullptr) {
    event_sources_.push_back(std::make_unique<EventSource>(simulation_, *through, *function, requests_, runner));
  } else if (function != nullptr) {
    entrance.function = function;
    entrance.first_traced = static_cast<std::uint32_t>(function->functions().size());
    if (workload.trace != nullptr) add_traced_functions(*function, workload);
  } else if (through != nullptr) {
    fleet->poll_queue(*through, runs);
  } else {
    entrance.fleet = fleet;
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
  for (const auto& entry : services_.functions) entry.service->start();
  for (const auto& entry : services_.fleets) entry.service->start();
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
  services_.accrue(simulation_.now());
  metering_.begin_window();
  if (window_.to == SimTime::max()) co_return;
  co_await simulation_.delay_until(window_.to);
  services_.accrue(simulation_.now());
  metering_.end_window();
}

void Deployment::show_in_timeline() {
  for (const auto& entry : services_.functions) entry.service->show_in(*events_);
  for (const auto& entry : services_.fleets) entry.service->show_in(*events_);
  sampler_.on_values(
      [this](SimTime at, std::span<const double> values) { events_->show_row(at, result_.timeline.series(), values); });
}

void Deployment::report_progress(observation::RunProgress& progress) {
  const std::optional<std::uint64_t> requests = requests_expected(scenario_);
  const bool timed = !requests && window_.to != SimTime::max();
  progress.expect(requests, timed ? std::optional(window_.to - SimTime{}) : std::nullopt);
  sampler_.on_row(
      [this, &progress](SimTime now) { progress.publish(now, recorder_.executions(), recorder_.arrived()); });
}

void Deployment::collect() {
  const SimTime end = simulation_.now();
  result_.makespan = recorder_.last_end() - SimTime{};
  result_.window = std::min(window_.to, end) - std::min(window_.from, end);
  sampler_.add_row(end);
  for (const auto& entry : services_.functions) {
    for (observation::FunctionUse& use : entry.service->uses(end)) result_.functions.push_back(std::move(use));
  }
  services_.close(end);
  result_.usage = metering_.of_run();
  result_.usage_in_window = metering_.of_window();
  result_.events = simulation_.events_run();
  result_.gauges = run_gauges(services_, result_.functions, end);
}

StoreService* Deployment::store(std::string_view name) const { return find_service(services_.stores, resource(name)); }
QueueService* Deployment::queue(std::string_view name) const { return find_service(services_.queues, resource(name)); }

Addressable* Deployment::peer(std::string_view name) const {
  if (Fleet* fleet = find_service(services_.fleets, resource(name))) return fleet;
  return find_service(services_.clients, resource(name));
}

Invocable* Deployment::function_of(std::string_view program) const {
  return find_service(services_.functions, runner_of(variant_, program));
}

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
