// Network: links that transfers share by max-min fairness. One contended link is computed exactly by FluidLink; a route
// over several contended links is a SimGrid Comm. Latency is never part of it: it is paid as a delay by who calls.
#pragma once

#include <coroutine>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <variant>

#include "sim/engine/burst_bandwidth.hpp"
#include "sim/engine/fluid_link.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

class SimGridNetwork;  // the links that SimGrid shares; simgrid_network.hpp

// Which computation shares a link. All links of one route must be of one kind, and a fluid route has at most one link.
enum class LinkKind : std::uint8_t { fluid, simgrid };

struct LinkId {
  std::uint32_t index = UINT32_MAX;
  [[nodiscard]] bool valid() const { return index != UINT32_MAX; }
};

class Network {
 public:
  explicit Network(Simulation& simulation);
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network();

  // Links may be added at any time when fluid, and only before the run starts when simgrid (SimGrid seals its
  // platform): std::logic_error. Capacity must be positive and finite: std::invalid_argument; an unlimited link is no
  // link: leave it out of the route.
  LinkId add_link(Bandwidth capacity, LinkKind kind);
  // A fluid link with a burst. Throws std::invalid_argument when it is none.
  LinkId add_link(const BurstBandwidth& capacity);
  // Fills the bucket of a link with a burst anew.
  void refill(LinkId link);

  // A transfer over at most one link, in the frame of the process that waits for it.
  class Transfer {
   public:
    template <class Way, class... Arguments>
    explicit Transfer(std::in_place_type_t<Way> way, Arguments&&... arguments)
        : way_(way, std::forward<Arguments>(arguments)...) {}
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() = default;
    [[nodiscard]] bool await_ready() {
      if (auto* fluid = std::get_if<FluidLink::Transfer>(&way_)) return fluid->await_ready();
      const auto* delay = std::get_if<Simulation::Delay>(&way_);
      return delay != nullptr && delay->await_ready();
    }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> process) {
      if (auto* shared = std::get_if<Process<void>>(&way_)) return shared->operator co_await().await_suspend(process);
      if (auto* fluid = std::get_if<FluidLink::Transfer>(&way_)) {
        fluid->await_suspend(process);
      } else {
        std::get<Simulation::Delay>(way_).await_suspend(process);
      }
      return std::noop_coroutine();
    }
    void await_resume() {
      if (auto* shared = std::get_if<Process<void>>(&way_)) shared->operator co_await().await_resume();
    }

   private:
    // Over a fluid link, over nothing, or over a link that SimGrid shares.
    std::variant<FluidLink::Transfer, Simulation::Delay, Process<void>> way_;
  };

  // Moves `size` over `route` at no more than `cap`; ends at the nanosecond nearest to the arrival of the last byte. An
  // empty route takes size / cap, and no time when cap is unlimited. Zero bytes take no time. Throws std::logic_error
  // on a route of mixed kinds or of several fluid links, std::invalid_argument when size is negative or cap not
  // positive. Transfers over simgrid links end only inside run_in_simgrid.
  Process<void> transfer(Bytes size, Bandwidth cap, std::span<const LinkId> route);
  // The same for the common case of at most one link (an invalid id: none). Over a fluid link or none, what has not
  // arrived by the deadline is given up then.
  [[nodiscard]] Transfer transfer(Bytes size, Bandwidth cap, LinkId link, SimTime deadline = SimTime::max());

  // Bytes moved so far over the link, and its capacity now (utilisation of a NIC).
  [[nodiscard]] double bytes_moved(LinkId link) const;
  [[nodiscard]] Bandwidth capacity(LinkId link) const;
  [[nodiscard]] std::size_t active_transfers(LinkId link) const;
  // Whether a transfer over SimGrid's links is under way; those over fluid links have an event of their own pending.
  [[nodiscard]] bool busy() const;

  // Runs the simulation to its end: inside SimGrid's engine with the simgrid links, and SimGrid's clock. At most once
  // per process (fork per run). Throws what Simulation::run throws.
  void run_in_simgrid();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace twostep::engine
