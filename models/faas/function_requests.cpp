// What a FunctionService does with invocations: each is a process, or a request that needs not be one.
#include "models/faas/function_requests.hpp"

#include <algorithm>

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

// In milliseconds, to the next quantum. Most quanta are one, and a division takes as long as the rest.
std::int64_t billed_ms(Duration duration, std::int64_t quantum_ms) {
  const std::int64_t ms = (duration.ns + 999'999) / 1'000'000;
  return quantum_ms == 1 ? ms : (ms + quantum_ms - 1) / quantum_ms * quantum_ms;
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

void FunctionService::set_program(const Program& program) {
  program_ = &program;
  Site site;
  if (shares_processors_) site.processors = {0};  // some link or other
  runs_plainly_ = Interpreter::is_plain(program, site);
}

Duration FunctionService::lead() const {
  return runs_plainly_ && leads_all_alike() ? spec_.invoke_overhead.mean() : Duration::zero();
}

[[gnu::noinline]] void FunctionService::accept_as_process(const Arriving& arriving) {
  simulation_.spawn(serve(arriving.function, arriving.traced, arriving.poisoned), "request", arriving.number);
}

[[gnu::noinline]] void FunctionService::add_plain_request() {
  free_ = plain_requests_.emplace_back(std::make_unique<PlainRequest>(*this)).get();
}

void FunctionService::accept(const Arriving& arriving) {
  if (!runs_plainly_) return accept_as_process(arriving);
  if (!arriving.is_counted) recorder_.request_arrived(arriving.arrival);
  if (free_ == nullptr) add_plain_request();
  PlainRequest& request = *free_;
  free_ = request.next_free;
  request.function = functions_[arriving.function].get();
  request.number = arriving.number;
  Execution& execution = request.attempt.execution;
  execution.phases = {};
  execution.traced = arriving.traced;
  execution.origin = arriving.arrival;
  execution.poisoned = arriving.poisoned;
  const engine::Simulation::Present present(simulation_);
  simulation_.hold();
  request.attempt.begin(arriving.arrival);
  request.arrive();
}

template <void (FunctionService::PlainRequest::*Stage)()>
engine::Wakeup FunctionService::PlainRequest::wakeup() {
  return {[](void* self) { (static_cast<PlainRequest*>(self)->*Stage)(); }, this};
}

template <void (FunctionService::PlainRequest::*Stage)()>
void FunctionService::PlainRequest::wait(Duration time) {
  engine::Simulation& simulation = service.simulation_;
  const SimTime until = simulation.now() + time;
  if (until <= simulation.now() || simulation.skip_to(until)) {
    (this->*Stage)();
  } else {
    simulation.schedule(until, wakeup<Stage>());
  }
}

inline void FunctionService::PlainRequest::arrive() {
  if (service.leads_all_alike()) {
    admit();  // it arrived lead() ago
  } else {
    wait<&PlainRequest::admit>(service.invoke_overhead_.next());
  }
}

inline void FunctionService::PlainRequest::admit() {
  function->prefetch();
  const SimTime now = service.simulation_.now();
  time_in(attempt.execution.phases, Phase::invoke) = now - attempt.asked;
  const bool may_wait = service.spec_.at_limit == AtLimit::queue;
  const bool may_be_served = !may_wait || function->waiting().empty();  // nobody overtakes who waits
  if (may_be_served) attempt.environment = service.account_.try_admit(*function);
  Environment* environment = attempt.environment;
  const bool waits = environment == nullptr ? may_wait : environment->has_starter && environment->starting;
  if (waits) {
    become_process();
    return;
  }
  if (environment == nullptr) {
    service.record(*function, attempt, Outcome::throttled);
    answer(Outcome::throttled);
    return;
  }
  if (service.events_) service.show_begin(*function, attempt);
  if (environment->starting) {
    start();
  } else {
    execute();
  }
}

inline void FunctionService::PlainRequest::start() {
  attempt.waited = true;
  attempt.environment->has_starter = true;
  starting_since = service.simulation_.now();
  const ColdStart cold_start = service.next_cold_start(*attempt.environment);
  init = cold_start.init;
  wait<&PlainRequest::execute>(cold_start.before_init + cold_start.init);
}

inline void FunctionService::PlainRequest::execute() {
  if (attempt.waited) service.end_start(attempt, starting_since, init);
  service.begin_execution(attempt);
  run.emplace(service.interpreter_, *service.program_, attempt.execution);
  if (run->ready()) {
    end();
  } else {
    run->then(wakeup<&PlainRequest::end>());
  }
}

inline void FunctionService::PlainRequest::end() {
  engine::prefetch<sizeof(Environment)>(attempt.environment);
  function->prefetch();
  run.reset();
  const bool failed = is_failure(service.end_execution(*function, attempt));
  answer(failed ? Outcome::failed : Outcome::completed);
}

inline void FunctionService::PlainRequest::answer(Outcome outcome) {
  service.end_span(attempt.asked, outcome);
  service.recorder_.request_ended(attempt.asked, service.simulation_.now(), attempt.execution.phases, outcome);
  leave();
}

inline void FunctionService::PlainRequest::leave() {
  next_free = service.free_;
  service.free_ = this;
  service.simulation_.release();
}

[[gnu::noinline]] void FunctionService::PlainRequest::become_process() {
  const Execution& execution = attempt.execution;
  const Invocation invocation{
      .at_limit = service.spec_.at_limit, .poisoned = execution.poisoned, .origin = execution.origin};
  service.simulation_.spawn(service.handle(*function, execution.traced, invocation, nullptr, &attempt), "request",
                            number);
  leave();
}

Process<void> FunctionService::serve(std::uint32_t function, Duration traced, bool poisoned) {
  const Invocation invocation{.at_limit = spec_.at_limit, .poisoned = poisoned, .origin = simulation_.now()};
  return handle(*functions_[function], traced, invocation, nullptr, nullptr);
}

Process<void> FunctionService::invoke(const Invocation& invocation, InvocationResult& result) {
  return handle(*functions_.front(), {}, invocation, &result, nullptr);
}

// `answer`: where to put the result; null: it is a request's, and recorded as such. `begun`, read at once: what a
// request has been up to now, when the platform's own path to the function is over; null: it begins here.
Process<void> FunctionService::handle(EnvironmentPool& function, Duration traced, Invocation invocation,
                                      InvocationResult* answer, const Attempt* begun) {
  const SimTime arrival = begun != nullptr ? begun->asked : simulation_.now();
  if (answer == nullptr && begun == nullptr) recorder_.request_arrived(arrival);
  Attempt attempt;
  if (begun != nullptr) attempt = *begun;
  attempt.execution.traced = traced;
  attempt.execution.origin = invocation.origin;
  attempt.execution.poisoned = invocation.poisoned;
  bool is_on_its_way = begun == nullptr;
  observation::PhaseTimes& phases = attempt.execution.phases;  // of all executions that it takes
  Outcome outcome = Outcome::completed;
  for (std::int64_t progress = 0;; progress = attempt.execution.progress) {
    if (is_on_its_way) attempt.begin(simulation_.now());
    if (is_on_its_way && !invoke_overhead_.is_zero()) {
      co_await simulation_.delay(invoke_overhead_.next());
      time_in(phases, Phase::invoke) += simulation_.now() - attempt.asked;
    }
    if (attempt.environment != nullptr) {
      // admitted before it came here
    } else if (invocation.at_limit == AtLimit::queue) {
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
    if (events_) show_begin(function, attempt);
    attempt.waited = environment.starting;
    if (environment.starting) {
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
    is_on_its_way = true;
    invocation.at_limit = AtLimit::queue;  // what has begun is not thrown away for want of a slot
  }
  end_span(invocation.origin, outcome);
  if (answer != nullptr) {
    *answer = {.outcome = outcome, .phases = phases};
  } else {
    recorder_.request_ended(arrival, simulation_.now(), phases, outcome);
  }
}

// A new environment's cold start, which its first invocation waits for.
Process<void> FunctionService::start(Attempt& attempt) {
  Environment& environment = *attempt.environment;
  environment.has_starter = true;
  const SimTime began = simulation_.now();
  const ColdStart cold_start = next_cold_start(environment);
  co_await simulation_.delay(cold_start.before_init + cold_start.init);
  end_start(attempt, began, cold_start.init);
}

void FunctionService::end_start(Attempt& attempt, SimTime began, Duration init) {
  Environment& environment = *attempt.environment;
  if (spec_.billing.init_billed) environment.unbilled_init = init;
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

// In an environment that is ready.
inline void FunctionService::begin_execution(Attempt& attempt) {
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

// The time from the first to the last of the invocations that it ran together.
inline Duration FunctionService::bill(Environment& environment) {
  Duration active = simulation_.now() - environment.executing_since;
  // What others slowed beyond the lifetime was ended by it all the same.
  if (spec_.invocations_per_environment == 1) active = std::min(active, spec_.lifetime);
  const std::int64_t billed = billed_ms(active + environment.unbilled_init, quantum_ms_);
  environment.unbilled_init = {};
  const std::int64_t mib = environment.pool->settings().memory.count / 1048576;
  (environment.provisioned ? *provisioned_duration_gb_s_ : gb_s_).add(billed * mib);
  return Duration::milliseconds(billed);
}

inline void FunctionService::record(EnvironmentPool& function, const Attempt& attempt, Outcome outcome) {
  observation::FunctionUse& use = function.use();
  ++(outcome == Outcome::throttled ? use.throttled : use.executions);
  if (attempt.waited) ++use.cold_starts;
  if (outcome == Outcome::failed) ++use.failed;
  recorder_.invocation_ended(outcome, attempt.waited);
  if (events_) show_end(function, attempt, outcome);
  if (recorder_.writes_rows()) write_row(attempt, outcome);
}

// Out of line, as other things here that most runs do not ask for: with them, what all do takes longer.
[[gnu::noinline]] void FunctionService::show_begin(EnvironmentPool& function, Attempt& attempt) {
  attempt.shown = events_->admitted(function, *attempt.environment, attempt.asked, attempt.phases());
}

[[gnu::noinline]] void FunctionService::show_end(EnvironmentPool& function, const Attempt& attempt, Outcome outcome) {
  if (attempt.environment == nullptr) {
    events_->turned_away(function, attempt.asked, attempt.phases());
  } else {
    events_->ended(function, attempt.shown, attempt.asked, attempt.phases(), attempt.waited, attempt.billed, outcome);
  }
}

[[gnu::noinline]] void FunctionService::write_row(const Attempt& attempt, Outcome outcome) {
  recorder_.write_row({.program = program_->index,
                       .resource = platform_,
                       .arrival = attempt.asked,
                       .end = simulation_.now(),
                       .billed = attempt.billed,
                       .cold = attempt.waited,
                       .outcome = outcome,
                       .phases = attempt.phases()});
}

}  // namespace twostep::models
