// Account: what all functions of one account share: the platform's hosts, the concurrency, the rate at which new
// environments may appear, and the memory that environments may take.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>

#include "models/faas/environment_pool.hpp"
#include "models/faas/eviction.hpp"
#include "models/faas/host_pool.hpp"
#include "models/faas/scaling.hpp"
#include "models/faas/slots.hpp"

namespace twostep::models {

// An invocation that waits to be admitted.
struct AdmissionRequest : engine::Waiter {
  Environment* environment = nullptr;  // what it got
};

class Account {
 public:
  struct Settings {
    HostSpec hosts;
    Bytes smallest_memory{};       // of all its functions
    std::int64_t concurrency = 0;  // of the functions that have none set aside
    ScalingSpec scaling;
    KeepAliveSpec keep_alive;  // where it is one with a memory limit
  };
  Account(engine::Simulation& simulation, engine::Network& network, const Settings& settings);
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  // An environment for one invocation of the function, and a slot: both at once or, as null, neither. An environment
  // that is `starting` is not ready yet; the caller starts it, unless it has a starter.
  Environment* try_admit(EnvironmentPool& function) {
    Slots& slots = *function.settings().slots;
    if (!slots.try_take(simulation_.now())) return nullptr;
    Environment* environment = function.take();
    return environment != nullptr ? environment : try_start(function, slots);
  }

  // co_await admit(function): waits for what try_admit gives. Of one function, first come first served; functions take
  // turns.
  auto admit(EnvironmentPool& function) {
    struct Awaiter : AdmissionRequest {
      Account& account;
      EnvironmentPool& function;
      Awaiter(Account& a, EnvironmentPool& f) : account(a), function(f) {}
      [[nodiscard]] bool await_ready() {
        if (function.waiting().empty()) this->environment = account.try_admit(function);
        return this->environment != nullptr;
      }
      void await_suspend(std::coroutine_handle<> invocation) {
        this->process = invocation;
        account.wait(function, *this);
      }
      [[nodiscard]] Environment* await_resume() const noexcept { return this->environment; }
    };
    return Awaiter{*this, function};
  }

  // The invocation ended; see EnvironmentPool::leave.
  void leave(Environment& environment, bool reusable);
  // An environment for the function outside any invocation; null when there is no memory for it.
  Environment* try_load(EnvironmentPool& function);
  // Such an environment is ready.
  void loaded(Environment& environment);

  void became_idle(Environment& environment);
  void left_idle(Environment& environment);

  [[nodiscard]] engine::Simulation& simulation() { return simulation_; }
  [[nodiscard]] engine::Network& network() { return network_; }
  [[nodiscard]] HostPool& hosts() { return hosts_; }
  [[nodiscard]] Slots& slots() { return slots_; }
  [[nodiscard]] Eviction* eviction() { return eviction_.get(); }
  [[nodiscard]] std::uint32_t next_number() { return functions_++; }

 private:
  Environment* try_start(EnvironmentPool& function, Slots& slots);
  void wait(EnvironmentPool& function, AdmissionRequest& request);
  void admit_waiting();
  // Whether there is, or can be made, memory for one more environment.
  bool make_room(Bytes memory);

  engine::Simulation& simulation_;
  engine::Network& network_;
  HostPool hosts_;
  Slots slots_;
  Scaling scaling_;
  Bytes memory_limit_;  // zero: none
  Bytes idle_memory_;   // counted where there is a limit
  std::unique_ptr<Eviction> eviction_;
  std::deque<EnvironmentPool*> ring_;  // functions with somebody waiting, in the order of their turns
  engine::Timer next_permit_;
  std::uint32_t functions_ = 0;
};

}  // namespace twostep::models
