#include "sim/engine/simgrid/module.hpp"

#include "sim/engine/simgrid/network.hpp"

// All else in this library is hidden: it has a copy of Simulation's functions, which must not stand for the program's.
extern "C" __attribute__((visibility("default"))) twostep::engine::RouteNetwork* twostep_make_simgrid_network(
    twostep::engine::Simulation& simulation) {
  return new twostep::engine::SimGridNetwork(simulation);
}
