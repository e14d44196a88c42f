// Instance: one virtual server of a fleet: its place for programs, what it is doing, and since when it runs and serves.
#pragma once

#include <cstdint>

#include "models/site.hpp"
#include "models/time_weighted.hpp"
#include "sim/engine/waiters.hpp"
#include "sim/observation/invocation_record.hpp"
#include "sim/units.hpp"

namespace twostep::models {

enum class InstanceState : std::uint8_t {
  starting,  // asked for, or running but not ready
  serving,
  draining,  // takes no new work, and ends with what it has
  gone,      // and its place may be used again once nothing runs there any more
};

// A request that asks for a worker.
struct WorkerRequest : engine::Waiter {
  std::uint32_t instance = 0;
  // Completed while all is well; throttled: turned away; failed: the instance at which it waited is lost.
  observation::Outcome outcome = observation::Outcome::completed;
};

// What became of it, when it did not have to wait or waits no more.
struct WorkerAnswer {
  std::uint32_t instance = 0;
  observation::Outcome outcome = observation::Outcome::completed;
};

// Of an instance's workers, over a stretch of time.
struct WorkerTime {
  double busy_ns = 0;
  double capacity_ns = 0;
};

struct Instance {
  Site site;
  SimTime running_since = SimTime::max();  // billed from here
  SimTime ready_since = SimTime::max();    // serves from here
  SimTime dies_at = SimTime::max();        // known here beforehand, and to nobody else
  InstanceState state = InstanceState::starting;
  bool reserved = false;         // runs under a reservation: not billed by running time
  bool noticed = false;          // it is a spot instance that will be taken back
  bool is_free = false;          // gone, and its place may be used again
  std::uint32_t generation = 0;  // how many instances had this place before
  std::uint32_t zone = 0;
  std::uint64_t number = 0;  // in the order of their launches
  std::int64_t units = 0;    // containers that it is to have; 1 where there are none
  std::int64_t started = 0;  // of them, those that serve
  // Its workers, and the requests that wait for them when they come through a load balancer.
  std::int64_t workers = 0;
  TimeWeighted busy;
  TimeWeighted capacity;   // workers over time
  std::int64_t taken = 0;  // requests that began since the load was last looked at
  engine::Waiters<WorkerRequest> waiting;
  std::int64_t waiting_count = 0;
  std::int64_t pollers = 0;  // workers that take their work from a queue
  WorkerTime seen;           // by the autoscaler

  // Since it was last asked for.
  WorkerTime worker_time(SimTime now) {
    busy.settle(now);
    capacity.settle(now);
    const WorkerTime total{.busy_ns = busy.integral_ns(), .capacity_ns = capacity.integral_ns()};
    const WorkerTime since{.busy_ns = total.busy_ns - seen.busy_ns,
                           .capacity_ns = total.capacity_ns - seen.capacity_ns};
    seen = total;
    return since;
  }
};

}  // namespace twostep::models
