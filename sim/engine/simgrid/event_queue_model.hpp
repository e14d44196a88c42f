// EventQueueModel: the simulation's event list as a SimGrid resource model, so that SimGrid's engine drives both.
//
// With lookahead: SimGrid asks for the date of the next event; the model asks all other models for theirs, and runs
// every own event up to the least of those in one go. SimGrid's clock therefore lags behind Simulation::now().
#pragma once

#include <simgrid/kernel/resource/Model.hpp>

#include "sim/engine/simgrid/network.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::engine {

// To be added to SimGrid's engine before all other models, which it does when it makes the root zone: asked first, it
// can start transfers before the network's rates are computed for the step.
class EventQueueModel final : public simgrid::kernel::resource::Model {
 public:
  EventQueueModel(Simulation& simulation, SimGridNetwork& network);

  // Runs what can be run. Returns the seconds from `now`, SimGrid's clock, to the next date at which this model has to
  // do something, or -1 when there is none.
  double next_occurring_event(double now) override;
  void update_actions_state(double /*now*/, double /*delta*/) override {}

 private:
  // The date of the next event of SimGrid's own; infinite when there is none.
  [[nodiscard]] double horizon(double now);

  Simulation& simulation_;
  SimGridNetwork& network_;
};

}  // namespace twostep::engine
