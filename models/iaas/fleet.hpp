// Fleet: the instances of one fleet in one run: they boot, serve requests with their workers, and are billed while they
// run.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "models/iaas/fleet_events.hpp"
#include "models/iaas/fleet_spec.hpp"
#include "models/iaas/instance.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/program/interpreter.hpp"
#include "models/program/ports.hpp"
#include "models/program/walk.hpp"
#include "models/time_weighted.hpp"
#include "models/workload/request.hpp"
#include "sim/engine/event.hpp"

namespace twostep::models {

class Fleet : public Addressable {
 public:
  // `nic_kind`: simgrid when machines of this fleet and of others send to each other. `platform` is the fleet's index
  // into RunResult::platforms. `parallelism` is that of its programs.
  Fleet(ServiceContext context, observation::Recorder& recorder, Interpreter& interpreter, RequestLedger& requests,
        const std::string& name, const FleetSpec& spec, std::uint32_t platform, engine::LinkKind nic_kind,
        Parallelism parallelism);
  Fleet(const Fleet&) = delete;
  Fleet& operator=(const Fleet&) = delete;

  // The queue that its workers poll, and the program that they run for each batch; then no request comes straight to
  // it. Once, before start().
  void poll_queue(QueueService& queue, const Program& program);
  // Launches the instances that are there at the start.
  void start();
  // From now on, shows what it does in the timeline, which must outlive the run.
  void show_in(EventTrace& trace);

  // A request that arrives now, straight at the fleet: waits for a worker, which takes its `payload` (over the network,
  // or it is on the machine already) and runs the program. `traced`: how long that took when a trace recorded it.
  engine::Process<void> serve(const Program& program, Bytes payload, bool over_network, Duration traced = {});
  engine::Process<void> deliver(const Site& from, Bytes size) override;

  // Counts running time up to now, towards the window's meter.
  void accrue(SimTime now);
  // Bills every instance up to the end of the run.
  void close(SimTime end);

  [[nodiscard]] const TimeWeighted& running() const { return running_; }
  [[nodiscard]] TimeWeighted& busy_workers() { return busy_; }
  [[nodiscard]] std::int64_t workers_per_instance() const { return spec_.workers; }

 private:
  struct WorkerRequest : engine::Waiter {
    std::uint32_t instance = 0;
  };

  void launch(bool boots);
  void grow();
  engine::Process<void> boot(std::uint32_t index);
  void ready(std::uint32_t index);
  auto worker();
  void release(std::uint32_t instance);
  engine::Process<void> poll(std::uint32_t index, QueueService& queue);
  void record(const Program& program, SimTime asked, const Execution& execution);
  // In the timeline, if there is one: returns the invocation's number there.
  std::uint64_t show_start(const Program& program, SimTime asked, const Execution& execution);
  void show_end(std::uint64_t shown, const Program& program, std::uint32_t instance, SimTime asked,
                const Execution& execution);
  [[nodiscard]] observation::Outcome outcome_of(const Execution& execution) const;
  void account_for_wait(SimTime since, SimTime until, const Instance& instance, observation::PhaseTimes& phases) const;

  ServiceContext context_;
  observation::Recorder& recorder_;
  Interpreter& interpreter_;
  RequestLedger& requests_;
  FleetSpec spec_;
  std::uint32_t platform_;
  engine::LinkKind nic_kind_;
  bool processors_contended_;
  QueueService* queue_ = nullptr;
  const Program* queue_program_ = nullptr;
  std::deque<Instance> instances_;
  std::deque<engine::LinkId> nics_;  // of the instances that may exist, when SimGrid must know them before the run
  std::deque<std::uint32_t> free_workers_;  // their instances, longest free first
  engine::Waiters<WorkerRequest> waiting_;
  std::size_t next_receiver_ = 0;  // messages go round the instances
  TimeWeighted running_;
  TimeWeighted busy_;
  Sampler<Duration> launch_time_;
  Sampler<Duration> boot_time_;
  Sampler<Duration> message_latency_;
  Meter& hours_;
  Meter& hours_in_window_;
  double accrued_ns_ = 0;
  std::optional<FleetEvents> events_;  // none: no timeline is wanted
  double dollars_per_second_ = 0;      // of an instance, for the timeline
};

// A machine outside: it takes messages.
class Client : public Addressable {
 public:
  Client(ServiceContext context, const std::string& name, const ClientSpec& spec)
      : context_(context), message_latency_(context.simulation, spec.message_latency, name + ".message_latency") {}

  engine::Process<void> deliver(const Site& from, Bytes size) override {
    co_await context_.simulation.delay(message_latency_.next());
    co_await context_.network.transfer(size, from.nic_cap, from.nic);
  }

 private:
  ServiceContext context_;
  Sampler<Duration> message_latency_;
};

}  // namespace twostep::models
