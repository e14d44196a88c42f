// Fleet: the servers of one fleet in one run: their workers serve requests, or messages of a queue.
//
// An instance that dies takes what it serves with it. Its death is known when an execution begins there, and is that
// execution's deadline, so that it ends as failed at that very moment. A step that cannot be cut short (a message, an
// answer of a function) goes on for nobody; its request has failed at the death all the same, which is when it is
// recorded to have ended.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "models/iaas/autoscaler.hpp"
#include "models/iaas/dispatch.hpp"
#include "models/iaas/fleet_events.hpp"
#include "models/iaas/fleet_spec.hpp"
#include "models/iaas/instance_pool.hpp"
#include "models/iaas/load_balancer.hpp"
#include "models/messaging/queue_service.hpp"
#include "models/ports.hpp"
#include "models/program/interpreter.hpp"
#include "models/program/walk.hpp"
#include "models/request.hpp"
#include "models/time_weighted.hpp"

namespace twostep::models {

// What comes with a request.
struct FleetRequest {
  Bytes payload{};
  bool over_network = false;  // it is sent to the machine, not there already
  bool poisoned = false;      // its input makes an execution fail, at its end
  Duration traced{};          // how long it took when it was recorded in a trace
};

class Fleet : public Addressable, private Tenant {
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
  // Requests come through it. Once, before start().
  void stand_behind(LoadBalancer& balancer);
  // Launches the instances that are there at the start.
  void start();
  // From now on, shows what it does in the timeline, which must outlive the run.
  void show_in(EventTrace& trace);

  // A request that arrives now: waits for a worker, which takes its payload and runs the program.
  engine::Process<void> serve(const Program& program, FleetRequest request);
  engine::Process<void> deliver(const Site& from, Bytes size) override;

  // Counts running time up to now, towards the window's meter.
  void accrue(SimTime now) { pool_.accrue(now); }
  // Bills every instance up to the end of the run.
  void close(SimTime end) { pool_.close(end); }

  // Whether its instances come and go, or requests may be turned away.
  [[nodiscard]] bool is_elastic() const {
    return spec_.autoscaling || spec_.mortal() || spec_.queue_limit || spec_.containers || balancer_ != nullptr;
  }
  [[nodiscard]] const InstancePool& pool() const { return pool_; }
  [[nodiscard]] const FleetSpec& spec() const { return spec_; }
  [[nodiscard]] const TimeWeighted& running() const { return pool_.running(); }
  [[nodiscard]] TimeWeighted& busy_workers() { return dispatch_.busy(); }
  [[nodiscard]] std::int64_t workers_per_instance() const { return spec_.workers * spec_.units_per_instance(); }
  // Requests for which there was no room, or no instance, and those lost with the instance at which they waited or were
  // served.
  [[nodiscard]] std::int64_t turned_away() const { return turned_away_; }
  [[nodiscard]] std::int64_t lost_requests() const { return lost_requests_; }

 private:
  void workers_started(std::uint32_t index, std::int64_t number) override;
  void workers_stopped(std::uint32_t index, std::int64_t number) override;
  void instance_stopped(std::uint32_t index) override;
  void instance_lost(std::uint32_t index) override;
  void instance_ended(std::uint32_t index, std::int64_t billed_seconds) override;

  auto worker();
  engine::Process<void> poll(std::uint32_t index, QueueService& queue);
  [[nodiscard]] static bool polls(const Instance& instance);
  [[nodiscard]] SimTime look_up_at(const Instance& instance, const QueueService& queue) const;
  void begin_at(Instance& instance, Execution& execution) const;
  // At its end; returns when that was.
  SimTime settle(const Instance& instance, Execution& execution);
  void turn_away(const Program& program, SimTime arrival, SimTime asked, Execution& execution,
                 observation::Outcome outcome);
  void end_request(SimTime arrival, SimTime end, const Execution& execution, observation::Outcome outcome);
  void record(const Program& program, SimTime asked, SimTime end, const Execution& execution,
              observation::Outcome outcome);
  // In the timeline, if there is one: returns the invocation's number there.
  std::uint64_t show_start(const Program& program, SimTime asked, const Execution& execution);
  void show_end(std::uint64_t shown, const Program& program, std::uint32_t instance, SimTime asked,
                const Execution& execution);
  void account_for_wait(SimTime since, SimTime until, const Instance& instance, observation::PhaseTimes& phases) const;

  ServiceContext context_;
  observation::Recorder& recorder_;
  Interpreter& interpreter_;
  RequestLedger& requests_;
  std::string name_;
  FleetSpec spec_;
  std::uint32_t platform_;
  InstancePool pool_;
  Dispatch dispatch_;
  std::optional<Autoscaler> autoscaler_;
  LoadBalancer* balancer_ = nullptr;
  QueueService* queue_ = nullptr;
  const Program* queue_program_ = nullptr;
  std::size_t next_receiver_ = 0;  // messages go round the instances
  Sampler<Duration> message_latency_;
  Meter* between_zones_ = nullptr;  // null: its instances are all in one zone
  std::int64_t turned_away_ = 0;
  std::int64_t lost_requests_ = 0;
  std::optional<FleetEvents> events_;  // none: no timeline is wanted
  double dollars_per_second_ = 0;      // of an instance, for the timeline
};

}  // namespace twostep::models
