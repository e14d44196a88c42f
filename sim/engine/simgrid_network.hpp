// SimGridNetwork: links that SimGrid shares by max-min fairness among routes over several of them.
#pragma once

#include <coroutine>
#include <cstdint>
#include <span>
#include <vector>

#include <simgrid/s4u/Comm.hpp>
#include <simgrid/s4u/Link.hpp>

#include "sim/engine/route_zone.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

class SimGridNetwork {
 public:
  explicit SimGridNetwork(Simulation& simulation) : simulation_(simulation) {}
  SimGridNetwork(const SimGridNetwork&) = delete;
  SimGridNetwork& operator=(const SimGridNetwork&) = delete;

  // Returns the number of the link: 0, 1, 2 ... Throws std::logic_error once the run has begun.
  std::uint32_t add_link(Bandwidth capacity);

  // A communication, in the frame of the process that waits for it, from its request on.
  class Transfer {
   public:
    // `links` must stay as they are until the transfer ends.
    Transfer(SimGridNetwork& network, Bytes size, Bandwidth cap, std::span<const std::uint32_t> links)
        : network_(network), size_(size), cap_(cap), links_(links) {}
    [[nodiscard]] bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> process) {
      process_ = process;
      network_.request(*this);
    }
    void await_resume() const noexcept {}

   private:
    friend SimGridNetwork;
    SimGridNetwork& network_;
    Bytes size_;
    Bandwidth cap_;
    std::span<const std::uint32_t> links_;
    std::coroutine_handle<> process_;
    simgrid::s4u::CommPtr communication_;
    simgrid::kernel::resource::Action* action_ = nullptr;  // of the communication, while it runs
    std::size_t place_ = 0;                                // in active_
  };

  // co_await transfer(...): size and cap must be positive, and the route not empty.
  [[nodiscard]] Transfer transfer(Bytes size, Bandwidth cap, std::span<const std::uint32_t> links) {
    return {*this, size, cap, links};
  }

  [[nodiscard]] Bandwidth capacity(std::uint32_t link) const { return links_[link].capacity; }
  [[nodiscard]] double bytes_moved(std::uint32_t link) const;
  [[nodiscard]] bool busy() const { return !active_.empty() || !requests_.empty(); }
  [[nodiscard]] std::size_t active_transfers(std::uint32_t link) const { return links_[link].active; }

  // Builds SimGrid's platform and runs its engine with the simulation's events in it, until the simulation is finished
  // or nothing is left to happen. Throws std::logic_error when this operating-system process has run SimGrid before.
  void run();

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

  void request(Transfer& transfer);
  void start(Transfer& transfer);
  void complete(Transfer& transfer);
  void build_platform();
  [[nodiscard]] double bytes_left(const Transfer& transfer) const;

  Simulation& simulation_;
  std::vector<SharedLink> links_;
  std::vector<Transfer*> requests_;
  std::vector<Transfer*> active_;
  bool running_ = false;
  RouteZone* zone_ = nullptr;  // owned by SimGrid, as are the hosts
  simgrid::s4u::Host* sender_ = nullptr;
  simgrid::s4u::Host* receiver_ = nullptr;
};

}  // namespace twostep::engine
