#include "models/iaas/fleet.hpp"

#include <algorithm>
#include <array>

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

bool processors_contend(const FleetSpec& spec, Parallelism parallelism) {
  const std::int64_t workers = spec.workers * spec.units_per_instance();
  return static_cast<double>(workers * parallelism.threads) > spec.vcpus && workers * parallelism.steps > 1;
}

// Takes off what a step took beyond the end of its instance: first where steps spend it that cannot be cut short.
void cut_off(observation::PhaseTimes& phases, Duration beyond) {
  const auto take_from = [&beyond](Duration& time) {
    const Duration taken = std::min(time, beyond);
    time -= taken;
    beyond -= taken;
  };
  take_from(time_in(phases, Phase::message));
  std::for_each(phases.rbegin(), phases.rend(), take_from);
}

Outcome outcome_of(const Execution& execution) {
  return execution.status == ExecutionStatus::completed ? Outcome::completed : Outcome::failed;
}

}  // namespace

Fleet::Fleet(ServiceContext context, observation::Recorder& recorder, Interpreter& interpreter, RequestLedger& requests,
             const std::string& name, const FleetSpec& spec, std::uint32_t platform, engine::LinkKind nic_kind,
             Parallelism parallelism)
    : context_(context),
      recorder_(recorder),
      interpreter_(interpreter),
      requests_(requests),
      name_(name),
      spec_(spec),
      platform_(platform),
      pool_(context, name, spec, nic_kind, processors_contend(spec, parallelism), *this),
      dispatch_(context.simulation, pool_.instances(), spec.queue_limit,
                {[](void* pool) { static_cast<InstancePool*>(pool)->grow(); }, &pool_}),
      message_latency_(context.simulation, spec.message_latency, name + ".message_latency") {
  if (spec.zones == 1) return;
  between_zones_ = &context.metering.open(
      {.resource = name, .service = spec.service, .meter = "zone_gb", .unit = "GB", .base_per_unit = 1'000'000'000});
}

void Fleet::poll_queue(QueueService& queue, const Program& program) {
  queue_ = &queue;
  queue_program_ = &program;
  queue.set_backlog_hook({[](void* pool) { static_cast<InstancePool*>(pool)->grow(); }, &pool_});
}

void Fleet::stand_behind(LoadBalancer& balancer) {
  balancer_ = &balancer;
  dispatch_.balance(balancer.choice_for(name_));
}

void Fleet::start() {
  pool_.start();
  if (!spec_.autoscaling) return;
  autoscaler_.emplace(context_.simulation, context_.network, pool_, *spec_.autoscaling);
  autoscaler_->start();
}

void Fleet::workers_started(std::uint32_t index, std::int64_t number) {
  if (queue_ == nullptr) {
    dispatch_.add_workers(index, number);
    return;
  }
  Instance& instance = pool_.instances()[index];
  instance.workers += number;
  instance.capacity.change(context_.simulation.now(), number);
  for (std::int64_t i = 0; i < number; ++i) {
    ++instance.pollers;
    context_.simulation.spawn_daemon(poll(index, *queue_), "worker", index);
  }
}

void Fleet::workers_stopped(std::uint32_t index, std::int64_t number) {
  if (queue_ == nullptr) {
    dispatch_.remove_workers(index, number);
    return;
  }
  Instance& instance = pool_.instances()[index];
  instance.workers -= number;
  instance.capacity.change(context_.simulation.now(), -number);
}

void Fleet::instance_stopped(std::uint32_t index) { dispatch_.stop(index); }

void Fleet::instance_lost(std::uint32_t index) { dispatch_.lose(index); }

void Fleet::instance_ended(std::uint32_t index, std::int64_t billed_seconds) {
  if (!events_) return;
  events_->ran(index, pool_.instances()[index], spec_.type, context_.simulation.now(),
               static_cast<double>(billed_seconds) * dollars_per_second_);
}

// co_await worker(): an instance with a free worker, or why there is none.
auto Fleet::worker() {
  struct Awaiter : WorkerRequest {
    Fleet& fleet;
    explicit Awaiter(Fleet& f) : fleet(f) {}
    [[nodiscard]] bool await_ready() { return fleet.dispatch_.ask(*this); }
    void await_suspend(std::coroutine_handle<> request) { this->process = request; }
    [[nodiscard]] WorkerAnswer await_resume() const noexcept { return {this->instance, this->outcome}; }
  };
  return Awaiter{*this};
}

Process<void> Fleet::serve(const Program& program, FleetRequest request) {
  const SimTime arrival = context_.simulation.now();
  recorder_.request_arrived(arrival);
  Execution execution;
  execution.origin = arrival;
  execution.poisoned = request.poisoned;
  execution.traced = request.traced;
  if (balancer_ != nullptr) {
    balancer_->opened(request.payload);
    if (balancer_->has_latency()) co_await context_.simulation.delay(balancer_->next_latency());
    time_in(execution.phases, Phase::message) = context_.simulation.now() - arrival;
  }
  const SimTime asked = context_.simulation.now();
  const WorkerAnswer given = co_await worker();
  if (given.outcome != Outcome::completed) {
    turn_away(program, arrival, asked, execution, given.outcome);
    co_return;
  }
  Instance& instance = pool_.instances()[given.instance];
  begin_at(instance, execution);
  account_for_wait(asked, context_.simulation.now(), instance, execution.phases);
  const std::uint64_t shown = show_start(program, arrival, execution);
  if (request.over_network) {
    const SimTime sent = context_.simulation.now();
    co_await context_.simulation.delay_until(std::min(sent + message_latency_.next(), execution.deadline));
    co_await context_.network.transfer(request.payload, Bandwidth::unlimited(), instance.site.nic, execution.deadline);
    time_in(execution.phases, Phase::message) += context_.simulation.now() - sent;
  }
  if (context_.simulation.now() < execution.deadline) {
    co_await interpreter_.run(program, execution);
  } else {
    execution.status = ExecutionStatus::crashed;
  }
  const SimTime end = settle(instance, execution);
  dispatch_.release(given.instance);
  if (instance.state != InstanceState::serving) pool_.idle(given.instance);
  record(program, arrival, end, execution, outcome_of(execution));
  show_end(shown, program, given.instance, arrival, execution);
  end_request(arrival, end, execution, outcome_of(execution));
}

// Each worker of an instance that polls a queue, until its instance takes no more work.
Process<void> Fleet::poll(std::uint32_t index, QueueService& queue) {
  Instance& instance = pool_.instances()[index];
  while (polls(instance)) {
    Batch batch = co_await queue.receive(queue.batch_limit(), look_up_at(instance, queue));
    if (batch.parts.empty()) continue;
    dispatch_.begin(index);
    Execution execution;
    begin_at(instance, execution);
    execution.poisoned = batch.poisoned;
    execution.origin = batch.origin;
    const std::uint64_t shown = show_start(*queue_program_, batch.taken, execution);
    time_in(execution.phases, Phase::message) = batch.received - batch.taken;
    if (context_.simulation.now() < execution.deadline) {
      context_.simulation.hold();  // what has begun is done, whatever becomes of its messages meanwhile
      co_await interpreter_.run(*queue_program_, execution);
      context_.simulation.release();
    } else {
      execution.status = ExecutionStatus::crashed;  // it died while the batch was on its way
    }
    const SimTime end = settle(instance, execution);
    dispatch_.end(index);
    queue.settle(batch, outcome_of(execution));
    record(*queue_program_, batch.taken, end, execution, outcome_of(execution));
    show_end(shown, *queue_program_, index, batch.taken, execution);
    for (const BatchPart& part : batch.parts) {
      if (part.request == nullptr) continue;
      observation::PhaseTimes phases = execution.phases;
      account_for_wait(part.request->arrival, batch.taken, instance, phases);
      requests_.processed(*part.request, part.messages, phases, part.outcome);
    }
  }
  --instance.pollers;
  pool_.idle(index);
}

bool Fleet::polls(const Instance& instance) {
  return instance.state == InstanceState::serving && instance.pollers <= instance.workers;
}

// A worker that may be stopped sees so between two long polls; one that dies receives nothing more.
SimTime Fleet::look_up_at(const Instance& instance, const QueueService& queue) const {
  if (!spec_.autoscaling && !spec_.mortal()) return SimTime::max();
  return std::min(context_.simulation.now() + queue.long_poll(), instance.dies_at);
}

void Fleet::begin_at(Instance& instance, Execution& execution) const {
  execution.site = &instance.site;
  execution.cold = !instance.site.used;
  instance.site.used = true;
  execution.deadline = instance.dies_at;
  execution.foreseen = false;
}

SimTime Fleet::settle(const Instance& instance, Execution& execution) {
  const SimTime now = context_.simulation.now();
  execution.settle();
  if (now < instance.dies_at) return now;
  execution.status = ExecutionStatus::crashed;
  ++lost_requests_;
  cut_off(execution.phases, now - instance.dies_at);
  return instance.dies_at;
}

void Fleet::turn_away(const Program& program, SimTime arrival, SimTime asked, Execution& execution, Outcome outcome) {
  const SimTime now = context_.simulation.now();
  time_in(execution.phases, Phase::queueing) += now - asked;
  ++(outcome == Outcome::throttled ? turned_away_ : lost_requests_);
  record(program, arrival, now, execution, outcome);
  if (events_) events_->turned_away(program.name, arrival, execution.phases, outcome);
  end_request(arrival, now, execution, outcome);
}

void Fleet::end_request(SimTime arrival, SimTime end, const Execution& execution, Outcome outcome) {
  if (balancer_ != nullptr) balancer_->closed();
  recorder_.request_ended(arrival, end, execution.phases, outcome);
}

Process<void> Fleet::deliver(const Site& from, Bytes size) {
  co_await context_.simulation.delay(message_latency_.next());
  const std::deque<Instance>& instances = pool_.instances();
  if (instances.empty()) co_return;  // nobody is there to hear it
  for (std::size_t i = 1; i < instances.size(); ++i) {
    if (instances[next_receiver_ % instances.size()].state != InstanceState::gone) break;
    ++next_receiver_;
  }
  const Instance& receiver = instances[next_receiver_++ % instances.size()];
  const bool crosses_zones = from.zone != 0 && receiver.site.zone != 0 && from.zone != receiver.site.zone;
  if (crosses_zones) between_zones_->add(2 * size.count);  // out of the one, and into the other
  // A function's NIC is not among SimGrid's links: from there it is the only bottleneck.
  if (from.nic_kind == engine::LinkKind::simgrid && receiver.site.nic_kind == engine::LinkKind::simgrid) {
    const std::array<engine::LinkId, 2> route{from.nic, receiver.site.nic};
    co_await context_.network.transfer(size, from.nic_cap, route);
  } else {
    co_await context_.network.transfer(size, from.nic_cap, from.nic);
  }
}

// The part of a wait during which the instance was not yet ready was booting, the rest queueing.
void Fleet::account_for_wait(SimTime since, SimTime until, const Instance& instance,
                             observation::PhaseTimes& phases) const {
  const Duration boot = std::clamp(instance.ready_since - since, Duration::zero(), until - since);
  time_in(phases, Phase::boot) += boot;
  time_in(phases, Phase::queueing) += (until - since) - boot;
}

void Fleet::record(const Program& program, SimTime asked, SimTime end, const Execution& execution, Outcome outcome) {
  recorder_.invocation_ended(outcome, false);
  if (outcome == Outcome::completed && program.until_span != UINT32_MAX) {
    recorder_.span_ended(program.until_span, execution.origin, end);
  }
  if (!recorder_.writes_rows()) return;
  recorder_.write_row({.program = program.index,
                       .resource = platform_,
                       .arrival = asked,
                       .end = end,
                       .outcome = outcome,
                       .phases = execution.phases});
}

void Fleet::show_in(EventTrace& trace) {
  events_.emplace(trace, name_, platform_);
  dollars_per_second_ = trace.price_of(pool_.bill().usage());
}

std::uint64_t Fleet::show_start(const Program& program, SimTime asked, const Execution& execution) {
  return events_ ? events_->admitted(program.name, asked, execution.phases) : 0;
}

void Fleet::show_end(std::uint64_t shown, const Program& program, std::uint32_t instance, SimTime asked,
                     const Execution& execution) {
  if (events_) events_->ended(shown, program.name, instance, asked, execution.phases, outcome_of(execution));
}

}  // namespace twostep::models
