// Account: what all functions of one account share: the platform's hosts, and the limit on invocations at once.
#pragma once

#include <cstdint>

#include "models/faas/host_pool.hpp"
#include "models/time_weighted.hpp"
#include "sim/engine/waiters.hpp"

namespace twostep::models {

class Account {
 public:
  Account(engine::Simulation& simulation, engine::Network& network, const HostSpec& hosts, Bytes smallest_memory,
          std::int64_t limit)
      : simulation_(simulation), hosts_(simulation, network, hosts, smallest_memory), limit_(limit) {}

  [[nodiscard]] HostPool& hosts() { return hosts_; }
  [[nodiscard]] TimeWeighted& running() { return running_; }

  // Takes a concurrency slot if there is one; never waits.
  [[nodiscard]] bool try_enter() {
    if (running_.level() >= limit_) return false;
    running_.change(simulation_.now(), 1);
    return true;
  }

  // co_await enter(): takes a slot, waiting for one first come first served.
  auto enter() {
    struct Awaiter : engine::Waiter {
      Account& account;
      explicit Awaiter(Account& a) : account(a) {}
      [[nodiscard]] bool await_ready() const { return account.waiting_.empty() && account.try_enter(); }
      void await_suspend(std::coroutine_handle<> invocation) {
        process = invocation;
        account.waiting_.push(*this);
      }
      void await_resume() const noexcept {}
    };
    return Awaiter{*this};
  }

  // Gives the slot back, or straight on to the first that waits.
  void leave() {
    if (waiting_.empty()) {
      running_.change(simulation_.now(), -1);
    } else {
      simulation_.resume_now(waiting_.pop().process);
    }
  }

 private:
  engine::Simulation& simulation_;
  HostPool hosts_;
  std::int64_t limit_;
  TimeWeighted running_;
  engine::Waiters<> waiting_;
};

}  // namespace twostep::models
