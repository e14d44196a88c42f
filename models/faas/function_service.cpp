#include "models/faas/function_service.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

// A GB-second as functions are billed: 1 GB is 1024 MiB here (AWS Lambda pricing: 128 MB is 0.125 GB).
constexpr std::int64_t mib_ms_per_gb_s = 1024LL * 1000;

// In milliseconds, to the next quantum. Most quanta are one, and a division takes as long as the rest.
std::int64_t billed_ms(Duration duration, std::int64_t quantum_ms) {
  const std::int64_t ms = (duration.ns + 999'999) / 1'000'000;
  return quantum_ms == 1 ? ms : (ms + quantum_ms - 1) / quantum_ms * quantum_ms;
}

observation::Usage gb_s_of(const std::string& name, const FunctionSpec& spec, const std::string& meter) {
  return {.resource = name, .service = spec.service, .meter = meter, .unit = "GB-s", .base_per_unit = mib_ms_per_gb_s};
}

// co_await: suspends until the environment's cold start is over.
struct Readiness {
  Environment& environment;
  engine::Waiter waiter{};
  [[nodiscard]] bool await_ready() const noexcept { return !environment.starting; }
  void await_suspend(std::coroutine_handle<> invocation) {
    waiter.process = invocation;
    environment.until_ready.push(waiter);
  }
  void await_resume() const noexcept {}
};

}  // namespace

FunctionService::FunctionService(engine::Simulation& simulation, Account& account, Metering& metering,
                                 observation::Recorder& recorder, Interpreter& interpreter, const std::string& name,
                                 const FunctionSpec& spec, std::uint32_t platform, bool shares_processors)
    : simulation_(simulation),
      account_(account),
      recorder_(recorder),
      interpreter_(interpreter),
      name_(name),
      spec_(spec),
      platform_(platform),
      shares_processors_(shares_processors || spec.invocations_per_environment > 1),
      quantum_ms_(spec.billing.quantum.ns / 1'000'000),
      invoke_overhead_(simulation, spec.invoke_overhead, name + ".invoke_overhead"),
      placement_(simulation, spec.cold_start.placement, name + ".placement"),
      runtime_init_(simulation, spec.cold_start.runtime_init, name + ".runtime_init"),
      own_init_(simulation, spec.init, name + ".init"),
      package_fetch_(Duration::from_seconds(static_cast<double>(spec.package.count) /
                                            spec.cold_start.package_bandwidth.bytes_per_second)),
      gb_s_(metering.open(gb_s_of(name, spec, "gb_s"))),
      requests_(metering.open({.resource = name, .service = spec.service, .meter = "request", .unit = "request"})) {
  if (spec.reserved) reserved_.emplace(*spec.reserved);
  if (spec.provisioned > 0) {
    provisioned_gb_s_ = &metering.open(gb_s_of(name, spec, "provisioned_gb_s"));
    provisioned_duration_gb_s_ = &metering.open(gb_s_of(name, spec, "provisioned_duration_gb_s"));
  }
  add_function(name, spec.memory);
}

EnvironmentPool::Settings FunctionService::pool_settings(Bytes memory) {
  FunctionSpec sized = spec_;
  sized.memory = memory;
  EnvironmentPool::Settings settings{
      .count = &count_,
      .slots = reserved_ ? &*reserved_ : &account_.slots(),
      .memory = memory,
      .fresh_site = {},
      .shares_processors = shares_processors_,
      .invocations_per_environment = static_cast<std::uint32_t>(spec_.invocations_per_environment),
      .reuse = spec_.reuse,
      .keep_alive = spec_.keep_alive,
      .cold_start_s = 0};
  settings.fresh_site.vcpus = sized.vcpu_share();
  settings.fresh_site.nic_cap = spec_.network.most();
  settings.burst = spec_.network;
  settings.cold_start_s = (spec_.cold_start.placement.mean() + package_fetch_ + spec_.cold_start.runtime_init.mean() +
                           Duration::from_ns(static_cast<double>(spec_.init.mean().vcpu_ns) / sized.vcpu_share()))
                              .in_seconds();
  return settings;
}

std::uint32_t FunctionService::add_function(const std::string& name, Bytes memory) {
  const auto load_again = [](void* self, EnvironmentPool& function) {
    auto& service = *static_cast<FunctionService*>(self);
    service.simulation_.spawn_daemon(service.load(function), "loading environment", function.number());
  };
  functions_.emplace_back(account_, name, pool_settings(memory), EnvironmentPool::LoadHook{load_again, this});
  return static_cast<std::uint32_t>(functions_.size() - 1);
}

// An execution, from being asked for to its end; several after each other, where one outlives the lifetime.
struct FunctionService::Attempt {
  SimTime asked;
  Environment* environment = nullptr;
  Duration billed{};
  bool waited = false;  // for a cold start
  Execution execution;
  std::optional<observation::PhaseTimes> earlier;  // of the executions before this one
  FunctionEvents::Place shown;                     // in the timeline

  void begin(SimTime now) {
    asked = now;
    billed = {};
    waited = false;
    execution.status = ExecutionStatus::completed;
    execution.longest_iteration = {};
  }
  [[nodiscard]] observation::PhaseTimes phases() const {
    observation::PhaseTimes own = execution.phases;
    for (std::size_t i = 0; earlier && i < own.size(); ++i) own[i] -= (*earlier)[i];
    return own;
  }
};

// A request that found a warm environment and whose program is plain, until it is answered. Most requests of a busy
// function are: a process each would cost as much as all that happens in them.
struct FunctionService::PlainRequest {
  FunctionService* service = nullptr;
  EnvironmentPool* function = nullptr;
  PlainRequest* next_free = nullptr;
  Attempt attempt;
  std::optional<Interpreter::Run> run;
};

FunctionService::~FunctionService() = default;

void FunctionService::set_program(const Program& program) {
  program_ = &program;
  Site site;
  if (shares_processors_) site.processors = {0};  // some link or other
  runs_plainly_ = invoke_overhead_.is_zero() && Interpreter::is_plain(program, site);
}

Process<void> FunctionService::serve(std::uint32_t function, Duration traced, bool poisoned) {
  const Invocation invocation{.at_limit = spec_.at_limit, .poisoned = poisoned, .origin = simulation_.now()};
  return handle(functions_[function], traced, invocation, nullptr);
}

Process<void> FunctionService::invoke(const Invocation& invocation, InvocationResult& result) {
  return handle(functions_.front(), {}, invocation, &result);
}

// `answer`: where to put the result; null: it is a request's, and recorded as such.
Process<void> FunctionService::handle(EnvironmentPool& function, Duration traced, Invocation invocation,
                                      InvocationResult* answer) {
  const SimTime arrival = simulation_.now();
  if (answer == nullptr) recorder_.request_arrived(arrival);
  Attempt attempt;
  attempt.execution.traced = traced;
  attempt.execution.origin = invocation.origin;
  attempt.execution.poisoned = invocation.poisoned;
  observation::PhaseTimes& phases = attempt.execution.phases;  // of all executions that it takes
  Outcome outcome = Outcome::completed;
  for (std::int64_t progress = 0;; progress = attempt.execution.progress) {
    attempt.begin(simulation_.now());
    if (!invoke_overhead_.is_zero()) {
      co_await simulation_.delay(invoke_overhead_.next());
      time_in(phases, Phase::invoke) += simulation_.now() - attempt.asked;
    }
    if (invocation.at_limit == AtLimit::queue) {
      const SimTime waits_since = simulation_.now();
      attempt.environment = co_await account_.admit(function);
      time_in(phases, Phase::queueing) += simulation_.now() - waits_since;
    } else {
      attempt.environment = account_.try_admit(function);
    }
    if (attempt.environment == nullptr) {
      outcome = Outcome::throttled;
      record(function, attempt, outcome);
      break;
    }
    Environment& environment = *attempt.environment;
    if (events_) attempt.shown = events_->admitted(function, environment, attempt.asked, attempt.phases());
    if (environment.starting) {
      attempt.waited = true;
      if (environment.has_starter) {
        co_await wait_until_ready(attempt);
      } else {
        co_await start(attempt);
      }
    }

    begin_execution(attempt);
    co_await interpreter_.run(*program_, attempt.execution);
    const ExecutionStatus status = end_execution(function, attempt);
    if (status == ExecutionStatus::completed) break;
    // Killed before one iteration was done: the next execution would fare no better.
    const bool stuck = status == ExecutionStatus::killed && attempt.execution.progress == progress;
    if (is_failure(status) || stuck) {
      outcome = Outcome::failed;
      break;
    }
    attempt.earlier = phases;
    invocation.at_limit = AtLimit::queue;  // what has begun is not thrown away for want of a slot
  }
  end_span(invocation.origin, outcome);
  if (answer != nullptr) {
    *answer = {.outcome = outcome, .phases = phases};
  } else {
    recorder_.request_ended(arrival, simulation_.now(), phases, outcome);
  }
}

void FunctionService::accept(std::uint32_t function, Duration traced, bool poisoned, std::uint64_t number) {
  EnvironmentPool& asked = functions_[function];
  Environment* environment = runs_plainly_ ? account_.try_admit_warm(asked) : nullptr;
  if (environment == nullptr) {
    simulation_.spawn(serve(function, traced, poisoned), "request", number);
    return;
  }
  const SimTime arrival = simulation_.now();
  recorder_.request_arrived(arrival);
  simulation_.hold();
  PlainRequest& request = free_request();
  request.function = &asked;
  Attempt& attempt = request.attempt;
  attempt.begin(arrival);
  attempt.environment = environment;
  attempt.execution.phases = {};
  attempt.execution.traced = traced;
  attempt.execution.origin = arrival;
  attempt.execution.poisoned = poisoned;
  if (events_) attempt.shown = events_->admitted(asked, *environment, arrival, attempt.phases());
  begin_execution(attempt);
  request.run.emplace(interpreter_, *program_, attempt.execution);
  const engine::Simulation::Present present(simulation_);
  if (request.run->ready()) {
    end_plain(&request);
  } else {
    request.run->begin({&end_plain, &request});
  }
}

FunctionService::PlainRequest& FunctionService::free_request() {
  if (free_ == nullptr) {
    free_ = plain_requests_.emplace_back(std::make_unique<PlainRequest>()).get();
    free_->service = this;
  }
  PlainRequest& request = *free_;
  free_ = request.next_free;
  return request;
}

void FunctionService::end_plain(void* plain_request) {
  PlainRequest& request = *static_cast<PlainRequest*>(plain_request);
  FunctionService& service = *request.service;
  const Attempt& attempt = request.attempt;
  const bool failed = is_failure(service.end_execution(*request.function, request.attempt));
  const Outcome outcome = failed ? Outcome::failed : Outcome::completed;
  service.end_span(attempt.asked, outcome);
  service.recorder_.request_ended(attempt.asked, service.simulation_.now(), attempt.execution.phases, outcome);
  request.run.reset();
  request.next_free = service.free_;
  service.free_ = &request;
  service.simulation_.release();
}

// In an environment that is ready.
void FunctionService::begin_execution(Attempt& attempt) {
  Environment& environment = *attempt.environment;
  const SimTime now = simulation_.now();
  attempt.execution.site = &environment.site;
  attempt.execution.deadline = now + spec_.lifetime;
  attempt.execution.cold = !environment.site.used;
  environment.site.used = true;
  if (environment.executing++ == 0) environment.executing_since = now;
}

ExecutionStatus FunctionService::end_execution(EnvironmentPool& function, Attempt& attempt) {
  Environment& environment = *attempt.environment;
  attempt.execution.settle();
  if (--environment.executing == 0) attempt.billed = bill(environment);
  requests_.add(1);
  const ExecutionStatus status = attempt.execution.status;
  account_.leave(environment, leaves_reusable(status));
  record(function, attempt, is_failure(status) ? Outcome::failed : Outcome::completed);
  return status;
}

void FunctionService::end_span(SimTime origin, Outcome outcome) {
  if (outcome == Outcome::completed && program_->until_span != UINT32_MAX) {
    recorder_.span_ended(program_->until_span, origin, simulation_.now());
  }
}

void FunctionService::show_in(EventTrace& trace) {
  const auto price = [&trace](const Meter* meter) { return meter == nullptr ? 0 : trace.price_of(meter->usage()); };
  events_.emplace(
      trace, name_, spec_.service, platform_,
      FunctionEvents::Prices{
          .request = price(&requests_), .use = price(&gb_s_), .provisioned_use = price(provisioned_duration_gb_s_)});
}

// A new environment's cold start, which its first invocation waits for.
Process<void> FunctionService::start(Attempt& attempt) {
  Environment& environment = *attempt.environment;
  environment.has_starter = true;
  const SimTime began = simulation_.now();
  const ColdStart cold_start = next_cold_start(environment);
  co_await simulation_.delay(cold_start.before_init + cold_start.init);
  if (spec_.billing.init_billed) environment.unbilled_init = cold_start.init;
  environment.pool->make_ready(environment);
  time_in(attempt.execution.phases, Phase::cold_start) += simulation_.now() - began;
}

Process<void> FunctionService::wait_until_ready(Attempt& attempt) {
  const SimTime began = simulation_.now();
  co_await Readiness{*attempt.environment};
  time_in(attempt.execution.phases, Phase::cold_start) += simulation_.now() - began;
}

FunctionService::ColdStart FunctionService::next_cold_start(const Environment& environment) {
  const Duration own = Duration::from_ns(static_cast<double>(own_init_.next().vcpu_ns) / environment.site.vcpus);
  const Duration before_init = placement_.next() + package_fetch_;
  return {.before_init = before_init, .init = runtime_init_.next() + own};
}

// Starts an environment ahead of its next invocation.
Process<void> FunctionService::load(EnvironmentPool& function) {
  Environment* environment = account_.try_load(function);
  if (environment == nullptr) co_return;
  ++function.use().loaded;
  const SimTime began = simulation_.now();
  const ColdStart cold_start = next_cold_start(*environment);
  co_await simulation_.delay(cold_start.before_init + cold_start.init);
  if (events_) events_->loaded(function, *environment, began, simulation_.now());
  function.make_ready(*environment);
  account_.loaded(*environment);
}

// Provisioned environments were started before the run.
void FunctionService::start() {
  for (std::int64_t i = 0; i < spec_.provisioned; ++i) {
    EnvironmentPool& function = functions_.front();
    Environment& environment = function.create();
    environment.provisioned = true;
    function.make_ready(environment);
    function.become_idle(environment);
  }
}

// The time from the first to the last of the invocations that it ran together.
Duration FunctionService::bill(Environment& environment) {
  Duration active = simulation_.now() - environment.executing_since;
  // What others slowed beyond the lifetime was ended by it all the same.
  if (spec_.invocations_per_environment == 1) active = std::min(active, spec_.lifetime);
  const std::int64_t billed = billed_ms(active + environment.unbilled_init, quantum_ms_);
  environment.unbilled_init = {};
  const std::int64_t mib = environment.pool->settings().memory.count / 1048576;
  (environment.provisioned ? *provisioned_duration_gb_s_ : gb_s_).add(billed * mib);
  return Duration::milliseconds(billed);
}

void FunctionService::record(EnvironmentPool& function, const Attempt& attempt, Outcome outcome) {
  observation::FunctionUse& use = function.use();
  ++(outcome == Outcome::throttled ? use.throttled : use.executions);
  if (attempt.waited) ++use.cold_starts;
  if (outcome == Outcome::failed) ++use.failed;
  recorder_.invocation_ended(outcome, attempt.waited);
  if (events_ && attempt.environment == nullptr) events_->turned_away(function, attempt.asked, attempt.phases());
  if (events_ && attempt.environment != nullptr) {
    events_->ended(function, attempt.shown, attempt.asked, attempt.phases(), attempt.waited, attempt.billed, outcome);
  }
  if (!recorder_.writes_rows()) return;
  recorder_.write_row({.program = program_->index,
                       .resource = platform_,
                       .arrival = attempt.asked,
                       .end = simulation_.now(),
                       .billed = attempt.billed,
                       .cold = attempt.waited,
                       .outcome = outcome,
                       .phases = attempt.phases()});
}

void FunctionService::accrue(SimTime now) {
  if (provisioned_gb_s_ == nullptr) return;
  const std::int64_t ms = (now - SimTime{}).ns / 1'000'000;
  provisioned_gb_s_->add((ms - accrued_ms_) * spec_.provisioned * spec_.memory_mib());
  accrued_ms_ = ms;
}

std::vector<observation::FunctionUse> FunctionService::uses(SimTime end) {
  std::vector<observation::FunctionUse> all;
  for (EnvironmentPool& function : functions_) {
    function.settle(end);
    const bool only_a_pattern = functions_.size() > 1 && &function == &functions_.front();
    if (!only_a_pattern) all.push_back(function.use());
  }
  return all;
}

}  // namespace twostep::models
