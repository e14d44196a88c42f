#include "sim/engine/simgrid/event_queue_model.hpp"

#include <algorithm>
#include <cmath>

#include <simgrid/kernel/Timer.hpp>
#include <simgrid/s4u/Engine.hpp>

namespace twostep::engine {

namespace {

// The latest time that a date of SimGrid has reached, to the nearest nanosecond. From 104 days on a double of seconds
// no longer tells nanoseconds apart: all that are the same date to it have been reached together, or it would never get
// on.
SimTime latest_time_at(double date) {
  if (date >= SimTime::max().in_seconds()) return SimTime::max();
  SimTime time = SimTime{} + Duration::from_seconds(date);
  while (SimTime{time.ns + 1}.in_seconds() <= date) ++time.ns;
  return time;
}

}  // namespace

EventQueueModel::EventQueueModel(Simulation& simulation, SimGridNetwork& network)
    : Model("twostep event queue"), simulation_(simulation), network_(network) {}

double EventQueueModel::next_occurring_event(double now) {
  const SimTime reached = latest_time_at(now);
  while (!simulation_.finished()) {
    if (network_.has_requests()) {
      // SimGrid's clock first has to catch up with the processes that asked.
      if (simulation_.now() > reached) return simulation_.now().in_seconds() - now;
      network_.start_requests();
    }
    // What is due already may ask for more transfers: only then is it worth while to have rates computed.
    simulation_.run_events_until(reached);
    if (network_.has_requests() || simulation_.finished()) continue;
    simulation_.run_events_until(latest_time_at(horizon(now)));
    if (network_.has_requests() || simulation_.finished()) continue;
    const SimTime next = simulation_.next_event_time();
    return next == SimTime::max() ? -1 : std::max(0.0, next.in_seconds() - now);
  }
  network_.cancel_all();
  return -1;
}

double EventQueueModel::horizon(double now) {
  double date = HUGE_VAL;
  for (auto* model : simgrid::s4u::Engine::get_instance()->get_all_models()) {
    if (model == this) continue;
    const double after = model->next_occurring_event(now);
    if (after >= 0) date = std::min(date, now + after);
  }
  const double timer = simgrid::kernel::timer::Timer::next();
  return timer >= 0 ? std::min(date, timer) : date;
}

}  // namespace twostep::engine
