#include "models/iaas/fleet.hpp"

#include <algorithm>
#include <array>

namespace twostep::models {

using engine::Process;
using observation::Outcome;

namespace {

constexpr std::int64_t seconds_per_hour = 3600;
constexpr std::int64_t ms_per_hour = 3'600'000;

std::int64_t billed_seconds(Duration running, const FleetSpec& spec) {
  const Duration at_least = std::max(running, spec.billing_minimum);
  const std::int64_t quanta = (at_least.ns + spec.billing_quantum.ns - 1) / spec.billing_quantum.ns;
  return (quanta * spec.billing_quantum.ns + 999'999'999) / 1'000'000'000;
}

observation::Usage hours(const std::string& resource, const FleetSpec& spec, std::int64_t base_per_unit) {
  return {.resource = resource,
          .service = spec.service,
          .meter = spec.type + "_hour",
          .unit = "h",
          .base_per_unit = base_per_unit};
}

}  // namespace

Fleet::Fleet(ServiceContext context, observation::Recorder& recorder, Interpreter& interpreter, RequestLedger& requests,
             const std::string& name, const FleetSpec& spec, std::uint32_t platform, engine::LinkKind nic_kind,
             Parallelism parallelism)
    : context_(context),
      recorder_(recorder),
      interpreter_(interpreter),
      requests_(requests),
      spec_(spec),
      platform_(platform),
      nic_kind_(nic_kind),
      processors_contended_(static_cast<double>(spec.workers * parallelism.threads) > spec.vcpus &&
                            spec.workers * parallelism.steps > 1),
      launch_time_(context.simulation, spec.launch, name + ".launch"),
      boot_time_(context.simulation, spec.boot, name + ".boot"),
      message_latency_(context.simulation, spec.message_latency, name + ".message_latency"),
      hours_(context.metering.open(hours(name, spec, seconds_per_hour), MeterScope::run_only)),
      hours_in_window_(context.metering.open(hours(name, spec, ms_per_hour), MeterScope::window_only)) {
  if (nic_kind_ != engine::LinkKind::simgrid || spec_.network.is_unlimited()) return;
  for (std::int64_t i = 0; i < spec_.most_instances(); ++i)
    nics_.push_back(context_.network.add_link(spec_.network, nic_kind_));
}

void Fleet::poll_queue(QueueService& queue, const Program& program) {
  queue_ = &queue;
  queue_program_ = &program;
  queue.set_backlog_hook({[](void* self) { static_cast<Fleet*>(self)->grow(); }, this});
}

void Fleet::start() {
  for (std::int64_t i = 0; i < spec_.instances; ++i) launch(spec_.at_start == AtStart::booting);
}

void Fleet::launch(bool boots) {
  const auto index = static_cast<std::uint32_t>(instances_.size());
  Instance& instance = instances_.emplace_back();
  instance.site.vcpus = spec_.vcpus;
  if (processors_contended_) {
    instance.site.processors = context_.network.add_link({spec_.vcpus * 1e9}, engine::LinkKind::fluid);
  }
  if (!nics_.empty()) {
    instance.site.nic = nics_[index];
    instance.site.nic_kind = engine::LinkKind::simgrid;
  } else if (!spec_.network.is_unlimited()) {
    instance.site.nic = context_.network.add_link(spec_.network, engine::LinkKind::fluid);
  }
  if (!spec_.volume_bandwidth.is_unlimited()) {
    instance.site.volume_link = context_.network.add_link(spec_.volume_bandwidth, engine::LinkKind::fluid);
  }
  if (boots) {
    context_.simulation.spawn_daemon(boot(index), "booting instance", index);
  } else {
    instance.running_since = context_.simulation.now();
    running_.change(context_.simulation.now(), 1);
    ready(index);
  }
}

void Fleet::grow() {
  if (static_cast<std::int64_t>(instances_.size()) < spec_.most_instances()) launch(true);
}

Process<void> Fleet::boot(std::uint32_t index) {
  co_await context_.simulation.delay(launch_time_.next());
  instances_[index].running_since = context_.simulation.now();
  running_.change(context_.simulation.now(), 1);
  co_await context_.simulation.delay(boot_time_.next());
  ready(index);
}

void Fleet::ready(std::uint32_t index) {
  instances_[index].ready_since = context_.simulation.now();
  for (std::int64_t i = 0; i < spec_.workers; ++i) {
    if (queue_ != nullptr) {
      context_.simulation.spawn_daemon(poll(index, *queue_), "worker", index);
    } else {
      busy_.change(context_.simulation.now(), 1);  // release() takes it back
      release(index);
    }
  }
}

// co_await worker(): the index of an instance with a free worker, first come first served.
auto Fleet::worker() {
  struct Awaiter : WorkerRequest {
    Fleet& fleet;
    explicit Awaiter(Fleet& f) : fleet(f) {}
    [[nodiscard]] bool await_ready() {
      if (fleet.free_workers_.empty()) fleet.grow();
      if (!fleet.waiting_.empty() || fleet.free_workers_.empty()) return false;
      this->instance = fleet.free_workers_.front();
      fleet.free_workers_.pop_front();
      fleet.busy_.change(fleet.context_.simulation.now(), 1);
      return true;
    }
    void await_suspend(std::coroutine_handle<> request) {
      this->process = request;
      fleet.waiting_.push(*this);
    }
    [[nodiscard]] std::uint32_t await_resume() const noexcept { return this->instance; }
  };
  return Awaiter{*this};
}

void Fleet::release(std::uint32_t instance) {
  if (waiting_.empty()) {
    busy_.change(context_.simulation.now(), -1);
    free_workers_.push_back(instance);
    return;
  }
  WorkerRequest& request = waiting_.pop();
  request.instance = instance;
  context_.simulation.resume_now(request.process);
}

Process<void> Fleet::serve(const Program& program, Bytes payload, bool over_network, Duration traced) {
  const SimTime arrival = context_.simulation.now();
  recorder_.request_arrived(arrival);
  const std::uint32_t index = co_await worker();
  Instance& instance = instances_[index];
  Execution execution;
  execution.site = &instance.site;
  execution.cold = !instance.site.used;
  instance.site.used = true;
  execution.traced = traced;
  account_for_wait(arrival, context_.simulation.now(), instance, execution.phases);
  const std::uint64_t shown = show_start(program, arrival, execution);
  if (over_network) {
    const SimTime sent = context_.simulation.now();
    co_await context_.simulation.delay(message_latency_.next());
    co_await context_.network.transfer(payload, Bandwidth::unlimited(), instance.site.nic);
    time_in(execution.phases, Phase::message) += context_.simulation.now() - sent;
  }
  co_await interpreter_.run(program, execution);
  release(index);
  record(program, arrival, execution);
  show_end(shown, program, index, arrival, execution);
  recorder_.request_ended(arrival, context_.simulation.now(), execution.phases, outcome_of(execution));
}

// Each worker of an instance that polls a queue, for ever.
Process<void> Fleet::poll(std::uint32_t index, QueueService& queue) {
  Instance& instance = instances_[index];
  for (;;) {
    const Batch batch = co_await queue.receive(queue.batch_limit());
    busy_.change(context_.simulation.now(), 1);
    Execution execution;
    execution.site = &instance.site;
    execution.cold = !instance.site.used;
    instance.site.used = true;
    const std::uint64_t shown = show_start(*queue_program_, batch.taken, execution);
    time_in(execution.phases, Phase::message) = batch.received - batch.taken;
    co_await interpreter_.run(*queue_program_, execution);
    busy_.change(context_.simulation.now(), -1);
    queue.acknowledge(batch);
    record(*queue_program_, batch.taken, execution);
    show_end(shown, *queue_program_, index, batch.taken, execution);
    for (const BatchPart& part : batch.parts) {
      if (part.request == nullptr) continue;
      observation::PhaseTimes phases = execution.phases;
      account_for_wait(part.request->arrival, batch.taken, instance, phases);
      requests_.processed(*part.request, part.messages, phases, outcome_of(execution));
    }
  }
}

Process<void> Fleet::deliver(const Site& from, Bytes size) {
  co_await context_.simulation.delay(message_latency_.next());
  const Instance& receiver = instances_[next_receiver_++ % instances_.size()];
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

Outcome Fleet::outcome_of(const Execution& execution) const {
  return execution.status == ExecutionStatus::completed ? Outcome::completed : Outcome::failed;
}

void Fleet::record(const Program& program, SimTime asked, const Execution& execution) {
  recorder_.invocation_ended(outcome_of(execution), false);
  if (!recorder_.writes_rows()) return;
  recorder_.write_row({.program = program.index,
                       .resource = platform_,
                       .arrival = asked,
                       .end = context_.simulation.now(),
                       .outcome = outcome_of(execution),
                       .phases = execution.phases});
}

void Fleet::show_in(EventTrace& trace) {
  events_.emplace(trace, hours_.usage().resource, platform_);
  dollars_per_second_ = trace.price_of(hours_.usage());
}

std::uint64_t Fleet::show_start(const Program& program, SimTime asked, const Execution& execution) {
  return events_ ? events_->admitted(program.name, asked, execution.phases) : 0;
}

void Fleet::show_end(std::uint64_t shown, const Program& program, std::uint32_t instance, SimTime asked,
                     const Execution& execution) {
  if (events_) events_->ended(shown, program.name, instance, asked, execution.phases, outcome_of(execution));
}

void Fleet::accrue(SimTime now) {
  running_.settle(now);
  const auto ms = static_cast<std::int64_t>((running_.integral_ns() - accrued_ns_) / 1e6);
  accrued_ns_ += static_cast<double>(ms) * 1e6;
  hours_in_window_.add(ms);
}

void Fleet::close(SimTime end) {
  accrue(end);
  for (std::uint32_t index = 0; index < instances_.size(); ++index) {
    const Instance& instance = instances_[index];
    if (instance.running_since >= end) continue;
    const std::int64_t billed = billed_seconds(end - instance.running_since, spec_);
    hours_.add(billed);
    if (events_) events_->ran(index, instance, spec_.type, end, static_cast<double>(billed) * dollars_per_second_);
  }
}

}  // namespace twostep::models
