// Network: links that transfers share by max-min fairness. One contended link is computed exactly by FluidLink; a route
// over several contended links is a SimGrid Comm. Latency is never part of it: it is paid as a delay by who calls.
#pragma once

#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <span>
#include <variant>
#include <vector>

#include "sim/engine/burst_bandwidth.hpp"
#include "sim/engine/fluid_link.hpp"
#include "sim/engine/frame_pool.hpp"
#include "sim/engine/process.hpp"
#include "sim/engine/route_network.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

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
  ~Network() = default;

  // Links may be added at any time when fluid, and only before the run starts when simgrid (SimGrid seals its
  // platform): std::logic_error. The first simgrid link loads SimGrid (route_network.hpp). Capacity must be positive
  // and finite: std::invalid_argument; an unlimited link is no link: leave it out of the route.
  LinkId add_link(Bandwidth capacity, LinkKind kind);
  // A fluid link with a burst. Throws std::invalid_argument when it is none.
  LinkId add_link(const BurstBandwidth& capacity);
  // Fills the bucket of a link with a burst anew.
  void refill(LinkId link);

  // A transfer over at most one link, kept by who waits for it: a process (co_await), or who begins it when it is not
  // ready.
  class Transfer {
   public:
    Transfer(Network& network, Bytes size, Bandwidth cap, LinkId link, SimTime deadline);
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() = default;
    static void* operator new(std::size_t size) { return FramePool::allocate(size); }
    static void operator delete(void* memory, std::size_t size) noexcept { FramePool::release(memory, size); }

    // Whether it has ended already, which may have taken time.
    [[nodiscard]] bool ready() {
      if (auto* fluid = std::get_if<FluidLink::Transfer>(&way_)) return fluid->ready();
      if (auto* delay = std::get_if<Simulation::Delay>(&way_)) return delay->await_ready();
      return std::get<OverOne>(way_).transfer.ready();
    }
    // If not: `done` is called at its end.
    void begin(Wakeup done) {
      if (auto* fluid = std::get_if<FluidLink::Transfer>(&way_)) {
        fluid->begin(done);
      } else if (auto* delay = std::get_if<Simulation::Delay>(&way_)) {
        delay->simulation.schedule(delay->until, done);
      } else {
        std::get<OverOne>(way_).transfer.begin(done);
      }
    }
    [[nodiscard]] bool await_ready() { return ready(); }
    void await_suspend(std::coroutine_handle<> process) { begin(Simulation::wakeup_of(process)); }
    void await_resume() const noexcept {}

   private:
    // A link that SimGrid shares.
    struct OverOne {
      OverOne(RouteNetwork& network, Bytes size, Bandwidth cap, std::uint32_t number)
          : link(number), transfer(network.transfer(size, cap, {&link, 1})) {}
      std::uint32_t link;
      RouteNetwork::Transfer transfer;
    };
    // Over nothing, over a fluid link, or over one that SimGrid shares.
    std::variant<Simulation::Delay, FluidLink::Transfer, OverOne> way_;
  };

  // Moves `size` over `route` at no more than `cap`; ends at the nanosecond nearest to the arrival of the last byte. An
  // empty route takes size / cap, and no time when cap is unlimited. Zero bytes take no time. Throws std::logic_error
  // on a route of mixed kinds or of several fluid links, std::invalid_argument when size is negative or cap not
  // positive. Transfers over simgrid links end only inside run.
  Process<void> transfer(Bytes size, Bandwidth cap, std::span<const LinkId> route);
  // The same for the common case of at most one link (an invalid id: none). Over a fluid link or none, what has not
  // arrived by the deadline is given up then.
  [[nodiscard]] Transfer transfer(Bytes size, Bandwidth cap, LinkId link, SimTime deadline = SimTime::max()) {
    return {*this, size, cap, link, deadline};
  }

  // Whether such a transfer has ended when this returns, which may have taken time: where nothing at all happens before
  // its end, and nothing else is on its link. It costs much less than a transfer that is begun. False: it has not
  // begun.
  [[nodiscard]] bool moves_alone(Bytes size, Bandwidth cap, LinkId link, SimTime deadline) {
    if (!link.valid()) return false;
    FluidLink* fluid = places_[link.index].fluid;
    return fluid != nullptr && fluid->moves_alone(size, cap, deadline);
  }

  // Bytes moved so far over the link, and its capacity now (utilisation of a NIC).
  [[nodiscard]] double bytes_moved(LinkId link) const;
  [[nodiscard]] Bandwidth capacity(LinkId link) const;
  [[nodiscard]] std::size_t active_transfers(LinkId link) const;
  // Whether a transfer over SimGrid's links is under way; those over fluid links have an event of their own pending.
  [[nodiscard]] bool busy() const;

  // Runs the simulation to its end. With simgrid links: inside SimGrid's engine and by its clock, at most once per
  // operating-system process (fork per run). Without them SimGrid would have nothing to add to the simulation's own
  // events, and is not loaded. Throws what Simulation::run throws.
  void run();

 private:
  // A fluid link, or the number of one among those that SimGrid shares.
  struct LinkPlace {
    FluidLink* fluid = nullptr;
    std::uint32_t number = 0;
  };

  LinkId add(LinkPlace place);
  [[nodiscard]] LinkPlace place(LinkId link) const { return places_.at(link.index); }

  Simulation& simulation_;
  std::unique_ptr<RouteNetwork> simgrid_;  // null while no link is of its kind
  std::deque<FluidLink> fluid_;            // a deque: they stay where they are
  std::vector<LinkPlace> places_;
};

}  // namespace twostep::engine
