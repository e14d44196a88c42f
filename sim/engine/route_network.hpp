// RouteNetwork: links that transfers may cross several of, shared among all of them by max-min fairness. What Network
// asks of the part of the engine that SimGrid computes (sim/engine/simgrid), which is loaded when it is first needed.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "sim/engine/simulation.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

class RouteNetwork {
 public:
  RouteNetwork() = default;
  RouteNetwork(const RouteNetwork&) = delete;
  RouteNetwork& operator=(const RouteNetwork&) = delete;
  virtual ~RouteNetwork() = default;

  // What the computation keeps of a transfer under way.
  class Flow {
   public:
    Flow() = default;
    Flow(const Flow&) = delete;
    Flow& operator=(const Flow&) = delete;
    virtual ~Flow() = default;
  };

  // A transfer, kept by who waits for it from its request on: a process (co_await), or who begins it when it is not
  // ready.
  struct Transfer {
    RouteNetwork& network;
    Bytes size;
    Bandwidth cap;
    std::span<const std::uint32_t> links;  // must stay as they are until the transfer ends
    Wakeup done{};                         // at its end
    std::unique_ptr<Flow> flow{};

    // SimGrid never starts a communication of 0 bytes.
    [[nodiscard]] bool ready() const { return size.count == 0; }
    void begin(Wakeup at_end) {
      done = at_end;
      network.request(*this);
    }
    [[nodiscard]] bool await_ready() const { return ready(); }
    void await_suspend(std::coroutine_handle<> process) { begin(Simulation::wakeup_of(process)); }
    void await_resume() const noexcept {}
  };

  // co_await transfer(...): the size must not be negative, the cap positive, and the route not empty.
  [[nodiscard]] Transfer transfer(Bytes size, Bandwidth cap, std::span<const std::uint32_t> links) {
    return {.network = *this, .size = size, .cap = cap, .links = links};
  }

  // Returns the number of the link: 0, 1, 2 ... Throws std::logic_error once the run has begun.
  virtual std::uint32_t add_link(Bandwidth capacity) = 0;
  [[nodiscard]] virtual Bandwidth capacity(std::uint32_t link) const = 0;
  [[nodiscard]] virtual double bytes_moved(std::uint32_t link) const = 0;
  [[nodiscard]] virtual std::size_t active_transfers(std::uint32_t link) const = 0;
  // Whether a transfer is asked for or under way.
  [[nodiscard]] virtual bool busy() const = 0;

  // Runs the simulation's events together with the transfers, until it is finished or nothing is left to happen. Throws
  // std::logic_error when this operating-system process has run SimGrid before.
  virtual void run() = 0;

 private:
  virtual void request(Transfer& transfer) = 0;
};

// Loads SimGrid's part of the engine into the program. It has a library of its own (simgrid.so) because loading SimGrid
// with all that Debian links it with takes longer than many a run: only those whose routes need it pay for it. Throws
// std::runtime_error, which names the library and says why, when it cannot be loaded.
[[nodiscard]] std::unique_ptr<RouteNetwork> load_simgrid(Simulation& simulation);

}  // namespace twostep::engine
