// EnvironmentPool: the execution environments of one function: active, or idle until they are used again or end.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "models/faas/environment.hpp"
#include "models/faas/function_spec.hpp"
#include "models/faas/hybrid_histogram.hpp"
#include "sim/engine/prefetch.hpp"
#include "sim/engine/timer.hpp"
#include "sim/engine/waiters.hpp"
#include "sim/observation/function_use.hpp"

namespace twostep::models {

class Account;
class Eviction;
class Slots;
struct AdmissionRequest;

// Environments now, of one function or of several.
struct EnvironmentCount {
  std::int64_t busy = 0;
  std::int64_t starting = 0;
  std::int64_t idle = 0;
};

class alignas(64) EnvironmentPool {
 public:
  struct Settings {
    EnvironmentCount* count = nullptr;  // to which its own belong
    Slots* slots = nullptr;             // the account's, or its own
    Bytes memory{};
    std::uint32_t invocations_per_environment = 1;
    ReuseOrder reuse = ReuseOrder::newest;
    bool shares_processors = false;
    Site fresh_site;      // what a new environment has of its host
    NetworkSpec burst{};  // with one, each environment has a link of its own
    KeepAliveSpec keep_alive;
    double cold_start_s = 0;  // mean, for the greedy-dual policy
  };
  // `load(context, pool)` starts an environment ahead of its next invocation, for the hybrid histogram.
  struct LoadHook {
    void (*load)(void* context, EnvironmentPool& pool) = nullptr;
    void* context = nullptr;
  };

  EnvironmentPool(Account& account, std::string name, const Settings& settings, LoadHook load_hook);
  EnvironmentPool(const EnvironmentPool&) = delete;
  EnvironmentPool& operator=(const EnvironmentPool&) = delete;

  // An environment that takes one more invocation now; null when there is none.
  Environment* take();
  // A new one on a host, with no invocation in it yet. The account must have the memory for it.
  Environment& create();
  // A new environment's first invocation, or a loaded one's readiness.
  void enter(Environment& environment);
  // Its cold start is over.
  void make_ready(Environment& environment);
  void become_idle(Environment& environment);
  // An invocation in it ended; `reusable`: not in the midst of a step.
  void leave(Environment& environment, bool reusable);
  // Ends an idle environment.
  void evict(Environment& environment);
  // Counts the time of those that are idle now.
  void settle(SimTime now);

  // What an invocation looks at, see below, and what is likely to be its environment; and then, of a pool that is
  // there, what it has to follow.
  void prefetch() const { engine::prefetch<320>(this); }
  void prefetch_first() const { engine::prefetch<sizeof first_>(&first_); }
  void prefetch_further() const {
    if (const Environment* ready = open_.empty() ? idle_.newest() : open_.oldest(); ready != nullptr) {
      engine::prefetch<sizeof(Environment)>(ready);
    }
    if (histogram_ != nullptr) engine::prefetch<sizeof(HybridHistogram)>(histogram_.get());
  }

  [[nodiscard]] Environment* oldest_idle() const { return idle_.oldest(); }
  [[nodiscard]] const Settings& settings() const { return settings_; }
  [[nodiscard]] std::uint32_t number() const { return number_; }
  [[nodiscard]] observation::FunctionUse& use() { return use_; }
  [[nodiscard]] engine::Waiters<AdmissionRequest>& waiting() { return waiting_; }

 private:
  using List = EnvironmentList<&Environment::older, &Environment::newer>;

  static void expire(void* self);
  static void load_again(void* self);
  Environment* next_idle();
  void remove_idle(Environment& environment);
  void discard(Environment& environment);
  engine::LinkId fresh_link(engine::LinkId link);
  void renew(Environment& environment);
  void count_idle_time();
  void unload_until_needed();

  // What every invocation looks at stands together, up to the first of the settings: a trace has thousands of
  // functions, and a processor's cache holds a part of them.
  engine::Simulation& simulation_;  // the account's, as is the next
  Eviction* eviction_;              // null: there is none
  List open_;                       // active, with room for more
  List idle_;
  List provisioned_;
  Environment* free_ = &first_;  // the first, before it is made, or ended ones, linked by `older`
  std::int64_t running_ = 0;
  Duration keep_alive_;
  std::unique_ptr<HybridHistogram> histogram_;
  engine::Waiters<AdmissionRequest> waiting_;
  engine::Timer expiry_;
  observation::FunctionUse use_;
  Settings settings_;
  Environment first_;  // most functions of a trace never have two at a time

  Account& account_;
  LoadHook load_hook_;
  std::uint32_t number_;
  std::vector<std::unique_ptr<Environment>> others_;
  std::vector<Environment*> idle_by_index_;  // of random re-use only
  engine::RandomStream random_;
  std::int64_t alive_ = 0;
  SimTime last_end_ = SimTime::max();  // of its last invocation; the end of time: none yet
  std::unique_ptr<engine::Timer> loading_;

 public:
  // Of the greedy-dual policy.
  struct Worth {
    double of_use = 0;  // cold-start time / memory, s/MiB
    std::int64_t frequency = 0;
    bool listed = false;
    double listed_at = 0;
  } worth;
  bool in_ring = false;  // among the functions that have somebody waiting
};

}  // namespace twostep::models
