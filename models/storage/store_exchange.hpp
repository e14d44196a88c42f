// StoreService::Exchange: one request to a store and its answer, a latency and then a transfer, kept by who waits for
// it. It is no process of its own: most invocations do little else than read and write a store, and a coroutine costs
// as much as all that happens in one.
#pragma once

#include <coroutine>
#include <cstdint>
#include <memory>

#include "models/storage/store_service.hpp"
#include "sim/engine/network.hpp"

namespace twostep::models {

class StoreService::Exchange {
 public:
  // A request that the store takes: metered, and with a latency of its own. What would begin its transfer at or after
  // `deadline`, or cannot end before it, waits until the deadline instead.
  Exchange(StoreService& store, const Site& site, bool reads, Bytes size, std::int64_t connections, SimTime deadline)
      : store_(store),
        site_(site),
        request_{.reads = reads, .size = size, .connections = connections},
        deadline_(deadline),
        first_byte_(now() + store.accept(request_)) {}
  // One that it has taken.
  Exchange(StoreService& store, const Site& site, Duration latency, const Request& request, SimTime deadline)
      : store_(store), site_(site), request_(request), deadline_(deadline), first_byte_(now() + latency) {}
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  ~Exchange() = default;

  // Whether it is over already, which may have taken time.
  [[nodiscard]] bool ready() {
    if (first_byte_ >= deadline_) return !waits_for(Wait::for_deadline, deadline_);
    return !waits_for(Wait::for_first_byte, first_byte_) && move();
  }
  // If not: `done` is called when it is.
  void begin(engine::Wakeup done) {
    done_ = done;
    wait();
  }

  [[nodiscard]] bool await_ready() { return ready(); }
  void await_suspend(std::coroutine_handle<> process) { begin(engine::Simulation::wakeup_of(process)); }
  void await_resume() const noexcept {}

 private:
  enum class Wait : std::uint8_t { for_first_byte, for_last_byte, for_deadline };

  [[nodiscard]] SimTime now() const { return store_.context_.simulation.now(); }
  // False when it is there already.
  bool waits_for(Wait wait, SimTime until) {
    wait_ = wait;
    return until > now() && !store_.context_.simulation.skip_to(until);
  }
  bool move();
  bool move_among_others(const Route& route);
  void wait() {
    engine::Simulation& simulation = store_.context_.simulation;
    switch (wait_) {
      case Wait::for_first_byte:
        return simulation.schedule(first_byte_, {&first_byte_came, this});
      case Wait::for_last_byte:
        return transfer_->begin({&last_byte_came, this});
      case Wait::for_deadline:
        return simulation.schedule(deadline_, done_);
    }
  }
  static void first_byte_came(void* self);
  static void last_byte_came(void* self);
  void arrived();

  StoreService& store_;
  const Site& site_;
  Request request_;
  SimTime deadline_;
  SimTime first_byte_;
  Wait wait_ = Wait::for_first_byte;
  engine::Wakeup done_;
  std::unique_ptr<engine::Network::Transfer> transfer_;  // where something disturbs it
};

}  // namespace twostep::models
