// SimGridNetwork: links that SimGrid shares by max-min fairness among routes over several of them.
#pragma once

#include <cstdint>
#include <vector>

#include <simgrid/s4u/Comm.hpp>
#include <simgrid/s4u/Link.hpp>

#include "sim/engine/route_network.hpp"
#include "sim/engine/simgrid/route_zone.hpp"

namespace twostep::engine {

class SimGridNetwork final : public RouteNetwork {
 public:
  explicit SimGridNetwork(Simulation& simulation) : simulation_(simulation) {}

  std::uint32_t add_link(Bandwidth capacity) override;
  [[nodiscard]] Bandwidth capacity(std::uint32_t link) const override { return links_[link].capacity; }
  [[nodiscard]] double bytes_moved(std::uint32_t link) const override;
  [[nodiscard]] bool busy() const override { return !active_.empty() || !requests_.empty(); }
  [[nodiscard]] std::size_t active_transfers(std::uint32_t link) const override { return links_[link].active; }

  // Builds SimGrid's platform and runs its engine with the simulation's events in it.
  void run() override;

  // For EventQueueModel: what processes asked for and SimGrid has not been told yet.
  [[nodiscard]] bool has_requests() const { return !requests_.empty(); }
  void start_requests();
  // The run has ended: SimGrid forgets the transfers under way.
  void cancel_all();

 private:
  struct SharedLink {
    Bandwidth capacity;
    simgrid::s4u::Link* link = nullptr;
    std::size_t active = 0;
    std::int64_t completed_bytes = 0;
    double cancelled_bytes = 0;  // that transfers cut off by the end of the run had moved
  };
  struct Communication;

  void request(Transfer& transfer) override;
  void start(Transfer& transfer);
  void complete(Communication& communication);
  void build_platform();
  [[nodiscard]] double bytes_left(const Communication& communication) const;

  Simulation& simulation_;
  std::vector<SharedLink> links_;
  std::vector<Transfer*> requests_;
  std::vector<Communication*> active_;
  bool running_ = false;
  RouteZone* zone_ = nullptr;  // owned by SimGrid, as are the hosts
  simgrid::s4u::Host* sender_ = nullptr;
  simgrid::s4u::Host* receiver_ = nullptr;
};

}  // namespace twostep::engine
