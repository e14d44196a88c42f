// EnvironmentPool: the execution environments of one function: busy, or idle until they are used again or expire.
#pragma once

#include <cstdint>
#include <deque>

#include "models/faas/host_pool.hpp"
#include "models/site.hpp"
#include "sim/engine/timer.hpp"

namespace twostep::models {

struct Environment {
  Site site;
  std::uint32_t host = 0;
  SimTime idle_since;
  Environment* older = nullptr;  // among the idle ones
  Environment* newer = nullptr;
};

// Idle environments form a list by the time they became idle: the newest is used first, the oldest expires first, and
// one timer stands for all of them.
class EnvironmentPool {
 public:
  EnvironmentPool(engine::Simulation& simulation, engine::Network& network, HostPool& hosts, const FunctionSpec& spec)
      : simulation_(simulation),
        network_(network),
        hosts_(hosts),
        memory_(spec.memory),
        keep_alive_(spec.keep_alive),
        expiry_(simulation, &expire, this) {
    fresh_site_.vcpus = spec.vcpu_share();
    fresh_site_.nic_cap = spec.network;
  }

  // Parallel steps of one execution share the environment's vCPUs. Once, before the run.
  void share_processors() { shares_processors_ = true; }

  // The most recently used idle environment; null when there is none.
  Environment* take_idle() {
    Environment* environment = newest_;
    if (environment == nullptr) return nullptr;
    newest_ = environment->older;
    (newest_ != nullptr ? newest_->newer : oldest_) = nullptr;
    return environment;
  }

  // A new environment on a host.
  Environment& create() {
    if (free_ == nullptr) free_ = &environments_.emplace_back();
    Environment& environment = *free_;
    free_ = environment.older;
    const engine::LinkId processors = environment.site.processors;  // of an environment that was here before
    environment = {};
    environment.site = fresh_site_;
    if (shares_processors_) {
      const Bandwidth capacity{fresh_site_.vcpus * 1e9};  // vCPU-nanoseconds a second, see Interpreter
      environment.site.processors =
          processors.valid() ? processors : network_.add_link(capacity, engine::LinkKind::fluid);
    }
    environment.host = hosts_.place(memory_);
    environment.site.nic = hosts_.nic(environment.host);
    return environment;
  }

  void put_idle(Environment& environment) {
    if (keep_alive_ <= Duration::zero()) {
      discard(environment);
      return;
    }
    environment.idle_since = simulation_.now();
    environment.older = newest_;
    environment.newer = nullptr;
    (newest_ != nullptr ? newest_->newer : oldest_) = &environment;
    newest_ = &environment;
    if (!expiry_.armed()) expiry_.arm(oldest_->idle_since + keep_alive_);
  }

  // Ends an environment that is neither idle nor in use any more.
  void discard(Environment& environment) {
    hosts_.remove(environment.host, memory_);
    environment.older = free_;
    free_ = &environment;
  }

 private:
  static void expire(void* self) {
    auto& pool = *static_cast<EnvironmentPool*>(self);
    while (pool.oldest_ != nullptr && pool.oldest_->idle_since + pool.keep_alive_ <= pool.simulation_.now()) {
      Environment& environment = *pool.oldest_;
      pool.oldest_ = environment.newer;
      (pool.oldest_ != nullptr ? pool.oldest_->older : pool.newest_) = nullptr;
      pool.discard(environment);
    }
    if (pool.oldest_ != nullptr) pool.expiry_.arm(pool.oldest_->idle_since + pool.keep_alive_);
  }

  engine::Simulation& simulation_;
  engine::Network& network_;
  HostPool& hosts_;
  Bytes memory_;
  Duration keep_alive_;
  Site fresh_site_;
  bool shares_processors_ = false;
  std::deque<Environment> environments_;
  Environment* free_ = nullptr;  // destroyed ones, linked by `older`
  Environment* newest_ = nullptr;
  Environment* oldest_ = nullptr;
  engine::Timer expiry_;
};

}  // namespace twostep::models
