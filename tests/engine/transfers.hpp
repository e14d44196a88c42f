// Transfers that start at given times whatever the others do (open loop), and when each of them ended.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/engine/network.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::testing {

struct OpenTransfer {
  SimTime start;
  Bytes size;
  Bandwidth cap;
};

inline engine::Process<void> move_at(engine::Simulation& simulation, engine::Network& network, OpenTransfer transfer,
                                     std::vector<engine::LinkId> route, double& end_ns) {
  co_await simulation.delay_until(transfer.start);
  co_await network.transfer(transfer.size, transfer.cap, route);
  end_ns = static_cast<double>(simulation.now().ns);
}

// Nanoseconds at which each transfer over one link of `capacity` ended.
inline std::vector<double> ends_over_one_link(const std::vector<OpenTransfer>& transfers, Bandwidth capacity,
                                              engine::LinkKind kind) {
  engine::Simulation simulation;
  engine::Network network(simulation);
  const engine::LinkId link = network.add_link(capacity, kind);
  std::vector<double> ends(transfers.size());
  for (std::size_t i = 0; i < transfers.size(); ++i) {
    simulation.spawn(move_at(simulation, network, transfers[i], {link}, ends[i]), "transfer", i);
  }
  if (kind == engine::LinkKind::simgrid) {
    network.run();
  } else {
    simulation.run();
  }
  return ends;
}

}  // namespace twostep::testing
