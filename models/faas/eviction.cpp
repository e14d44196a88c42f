#include "models/faas/eviction.hpp"

#include <set>
#include <tuple>

#include "models/faas/environment_pool.hpp"

namespace twostep::models {

namespace {

class LeastRecentlyUsed final : public Eviction {
 public:
  void became_idle(Environment& environment) override { idle_.push(environment); }
  void left_idle(Environment& environment) override { idle_.remove(environment); }
  void invoked(EnvironmentPool& /*function*/) override {}
  void vanished(EnvironmentPool& /*function*/) override {}
  Environment* victim() override { return idle_.oldest(); }

 private:
  EnvironmentList<&Environment::used_before, &Environment::used_after> idle_;
};

// Functions with an idle environment, in order of the worth of their least worthy one. That is the one that became idle
// first: the clock never goes back, and the other terms are the function's.
class GreedyDual final : public Eviction {
 public:
  void became_idle(Environment& environment) override {
    environment.clock = clock_;
    insert(*environment.pool);  // unless it is there: the oldest idle one is the same as before
  }

  void left_idle(Environment& environment) override {
    EnvironmentPool& function = *environment.pool;
    // What is idle beside it decides; the environment itself has left the pool's list already.
    remove(function);
    insert(function);
  }

  void invoked(EnvironmentPool& function) override {
    ++function.worth.frequency;
    if (!function.worth.listed) return;
    remove(function);
    insert(function);
  }

  void vanished(EnvironmentPool& function) override { function.worth.frequency = 0; }

  Environment* victim() override {
    if (order_.empty()) return nullptr;
    const Entry& first = *order_.begin();
    clock_ = std::get<double>(first);
    return std::get<EnvironmentPool*>(first)->oldest_idle();
  }

 private:
  using Entry = std::tuple<double, std::uint32_t, EnvironmentPool*>;  // the number settles ties, the same in every run

  void insert(EnvironmentPool& function) {
    const Environment* oldest = function.oldest_idle();
    if (function.worth.listed || oldest == nullptr) return;
    function.worth.listed = true;
    function.worth.listed_at = oldest->clock + function.worth.of_use * static_cast<double>(function.worth.frequency);
    const Entry entry{function.worth.listed_at, function.number(), &function};
    if (spare_.empty()) {
      order_.insert(entry);
      return;
    }
    spare_.value() = entry;
    order_.insert(std::move(spare_));
  }

  void remove(EnvironmentPool& function) {
    if (!function.worth.listed) return;
    function.worth.listed = false;
    spare_ = order_.extract({function.worth.listed_at, function.number(), &function});
  }

  std::set<Entry> order_;
  std::set<Entry>::node_type spare_;  // of the entry that was removed last: a change allocates nothing
  double clock_ = 0;
};

}  // namespace

std::unique_ptr<Eviction> make_eviction(const KeepAliveSpec& policy) {
  if (std::holds_alternative<LeastRecentlyUsedKeepAlive>(policy)) return std::make_unique<LeastRecentlyUsed>();
  if (std::holds_alternative<GreedyDualKeepAlive>(policy)) return std::make_unique<GreedyDual>();
  return nullptr;
}

}  // namespace twostep::models
