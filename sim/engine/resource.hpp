// Resource: a number of equal units that processes hold and wait for, first come first served.
#pragma once

#include <cassert>
#include <cstdint>

#include "sim/engine/simulation.hpp"
#include "sim/engine/waiters.hpp"

namespace twostep::engine {

class Resource {
 public:
  Resource(Simulation& simulation, std::int64_t capacity) : simulation_(simulation), free_(capacity) {}
  Resource(const Resource&) = delete;
  Resource& operator=(const Resource&) = delete;

  [[nodiscard]] std::int64_t available() const { return free_; }

  // co_await acquire(n): holds n units on return. A large request is not overtaken by later small ones.
  auto acquire(std::int64_t units = 1) {
    struct Awaiter : Claim {
      Resource& resource;
      Awaiter(Resource& r, std::int64_t n) : Claim{{}, n}, resource(r) {}
      [[nodiscard]] bool await_ready() {
        if (!resource.waiters_.empty() || resource.free_ < this->units) return false;
        resource.free_ -= this->units;
        return true;
      }
      void await_suspend(std::coroutine_handle<> waiting) {
        this->process = waiting;
        resource.waiters_.push(*this);
      }
      void await_resume() const noexcept {}
    };
    return Awaiter{*this, units};
  }

  // Takes the units if they are free and nobody waits for them; never suspends.
  [[nodiscard]] bool try_acquire(std::int64_t units = 1) {
    if (!waiters_.empty() || free_ < units) return false;
    free_ -= units;
    return true;
  }

  void release(std::int64_t units = 1) {
    assert(units >= 0);
    free_ += units;
    while (!waiters_.empty() && waiters_.front().units <= free_) {
      Claim& claim = waiters_.pop();
      free_ -= claim.units;
      simulation_.resume_now(claim.process);
    }
  }

 private:
  struct Claim : Waiter {
    std::int64_t units;
  };

  Simulation& simulation_;
  Waiters<Claim> waiters_;
  std::int64_t free_;
};

}  // namespace twostep::engine
