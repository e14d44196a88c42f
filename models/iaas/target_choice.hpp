// TargetChoice: which of a load balancer's targets the next request goes to.
#pragma once

#include <cstdint>
#include <vector>

#include "models/iaas/load_balancer_spec.hpp"
#include "sim/engine/random_stream.hpp"

namespace twostep::models {

// Targets by the number of their outstanding requests. Every operation but remove() takes constant time, on average:
// numbers change by one at a time.
class LeastOutstanding {
 public:
  void add(std::uint32_t target, std::int64_t outstanding);
  void remove(std::uint32_t target);
  // To another number.
  void move(std::uint32_t target, std::int64_t outstanding);
  // A target with the least number, of several that which has had it for longest. Requires some target.
  [[nodiscard]] std::uint32_t least() const { return levels_[lowest_].first; }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Level {
    std::uint32_t first = none;
    std::uint32_t last = none;
  };
  struct Place {
    std::uint32_t previous = none;
    std::uint32_t next = none;
    std::size_t level = 0;
  };

  void link(std::uint32_t target, std::size_t level);
  void unlink(std::uint32_t target);
  void find_lowest();

  std::vector<Level> levels_;
  std::vector<Place> places_;  // by target
  std::size_t lowest_ = 0;     // level that is not empty, unless all are
  std::size_t targets_ = 0;
};

class TargetChoice {
 public:
  TargetChoice(BalancingPolicy policy, engine::RandomStream stream) : policy_(policy), stream_(stream) {}

  // Targets are small numbers. A target that is added again has kept its outstanding requests.
  void add(std::uint32_t target);
  // It gets no more; those that are outstanding may still end.
  void remove(std::uint32_t target);
  [[nodiscard]] bool empty() const { return targets_.empty(); }
  // Requires !empty(). Takes one number from the stream for each of two random choices, and none otherwise.
  [[nodiscard]] std::uint32_t choose();
  // A request is outstanding from begun() to ended().
  void begun(std::uint32_t target) { change(target, 1); }
  void ended(std::uint32_t target) { change(target, -1); }

 private:
  struct Load {
    std::int64_t outstanding = 0;
    bool is_target = false;
  };

  void change(std::uint32_t target, std::int64_t by) {
    Load& load = loads_[target];
    load.outstanding += by;
    if (policy_ == BalancingPolicy::least_outstanding && load.is_target) least_.move(target, load.outstanding);
  }
  [[nodiscard]] std::uint32_t one_of_two();

  BalancingPolicy policy_;
  engine::RandomStream stream_;
  std::vector<Load> loads_;             // by target
  std::vector<std::uint32_t> targets_;  // in the order in which they were added
  std::size_t next_ = 0;                // of round robin
  LeastOutstanding least_;
};

}  // namespace twostep::models
