#include "models/faas/eviction.hpp"

#include <bit>
#include <cstdint>

#include "models/faas/environment_pool.hpp"
#include "sim/engine/four_ary_heap.hpp"

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

// The function with the least worthy idle environment is on top of a heap. Of a function's environments that is the one
// which became idle first: the clock never goes back, and the other terms are the function's.
//
// A use makes a function worth more, which its entry needs not know: it is found out at the top. So a use costs nothing
// here, as long as there is memory.
class GreedyDual final : public Eviction {
 public:
  void became_idle(Environment& environment) override {
    environment.clock = clock_;
    EnvironmentPool& function = *environment.pool;
    const double worth = worth_of(function);
    // Worth less than its entry says: it had vanished in the meantime.
    if (!function.worth.listed || worth < function.worth.listed_at) list(function, worth);
  }

  void left_idle(Environment& /*environment*/) override {}
  void invoked(EnvironmentPool& function) override { ++function.worth.frequency; }
  void vanished(EnvironmentPool& function) override { function.worth.frequency = 0; }

  Environment* victim() override {
    while (!by_worth_.empty()) {
      const Entry first = by_worth_.top();
      EnvironmentPool& function = *first.function;
      const bool is_its_entry = function.worth.listed && function.worth.listed_at == first.worth;
      Environment* const oldest = function.oldest_idle();
      if (is_its_entry && oldest != nullptr && worth_of(function) == first.worth) {
        clock_ = first.worth;
        return oldest;
      }
      by_worth_.pop();
      if (!is_its_entry) continue;
      function.worth.listed = false;
      if (oldest != nullptr) list(function, worth_of(function));
    }
    return nullptr;
  }

 private:
  struct Entry {
    double worth;  // at least that
    std::uint32_t number;
    EnvironmentPool* function;
    // By worth, then by number, the same in every run. As one number, which the heap compares without branches: the
    // bits of doubles that are not negative are in the order of their values.
    [[nodiscard]] bool before(const Entry& other) const { return order() < other.order(); }
    __extension__ using Order = unsigned __int128;
    [[nodiscard]] Order order() const {
      return static_cast<Order>(std::bit_cast<std::uint64_t>(worth)) << 64U | number;
    }
  };

  // Of its least worthy idle environment. Requires one.
  static double worth_of(EnvironmentPool& function) {
    return function.oldest_idle()->clock + function.worth.of_use * static_cast<double>(function.worth.frequency);
  }

  void list(EnvironmentPool& function, double worth) {
    function.worth.listed = true;
    function.worth.listed_at = worth;
    by_worth_.push({worth, function.number(), &function});
  }

  engine::FourAryHeap<Entry> by_worth_;
  double clock_ = 0;
};

}  // namespace

std::unique_ptr<Eviction> make_eviction(const KeepAliveSpec& policy) {
  if (std::holds_alternative<LeastRecentlyUsedKeepAlive>(policy)) return std::make_unique<LeastRecentlyUsed>();
  if (std::holds_alternative<GreedyDualKeepAlive>(policy)) return std::make_unique<GreedyDual>();
  return nullptr;
}

}  // namespace twostep::models
