// Environment: an execution environment of a function: a sandbox with its runtime on a host.
#pragma once

#include <cstdint>

#include "models/site.hpp"
#include "sim/engine/waiters.hpp"
#include "sim/units.hpp"

namespace twostep::models {

class EnvironmentPool;

// What every invocation looks at comes first, in as few lines of a processor's cache as hold it.
struct alignas(64) Environment {
  Site site;
  EnvironmentPool* pool = nullptr;  // of its function
  std::uint32_t running = 0;        // invocations in it
  std::uint32_t executing = 0;      // those of them that wait no longer for its cold start
  SimTime executing_since{};
  Duration unbilled_init{};
  SimTime since{};               // when it became what it is: idle, or active
  Environment* older = nullptr;  // in the list it is in
  Environment* newer = nullptr;
  bool starting = false;         // its cold start is not over
  bool has_starter = false;      // somebody sees to its cold start
  bool provisioned = false;      // never expires
  bool ending = false;           // takes no more invocations; ends with the last of them
  std::uint32_t idle_index = 0;  // of random re-use
  std::uint32_t host = 0;
  std::uint64_t number = 0;            // of those of its function that were started, from 1
  double clock = 0;                    // of the greedy-dual policy, at its last use
  engine::Waiters<> until_ready{};     // invocations in it that wait for the end of its cold start
  Environment* used_before = nullptr;  // among the idle ones of all functions of the account
  Environment* used_after = nullptr;
};

// A list of environments by the time they entered it. The links are the environments' own.
template <Environment* Environment::* Older, Environment* Environment::* Newer>
class EnvironmentList {
 public:
  [[nodiscard]] bool empty() const { return newest_ == nullptr; }
  [[nodiscard]] Environment* newest() const { return newest_; }
  [[nodiscard]] Environment* oldest() const { return oldest_; }

  void push(Environment& environment) {
    environment.*Older = newest_;
    environment.*Newer = nullptr;
    (newest_ != nullptr ? newest_->*Newer : oldest_) = &environment;
    newest_ = &environment;
  }

  void remove(Environment& environment) {
    Environment* older = environment.*Older;
    Environment* newer = environment.*Newer;
    (older != nullptr ? older->*Newer : oldest_) = newer;
    (newer != nullptr ? newer->*Older : newest_) = older;
  }

 private:
  Environment* newest_ = nullptr;
  Environment* oldest_ = nullptr;
};

}  // namespace twostep::models
