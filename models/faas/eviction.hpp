// Eviction: which idle environment of an account goes first when another needs its memory.
#pragma once

#include <memory>

#include "models/faas/environment.hpp"
#include "models/faas/keep_alive_spec.hpp"

namespace twostep::models {

class Eviction {
 public:
  virtual ~Eviction() = default;
  virtual void became_idle(Environment& environment) = 0;
  // It is used again, or ends.
  virtual void left_idle(Environment& environment) = 0;
  // A function was invoked.
  virtual void invoked(EnvironmentPool& function) = 0;
  // A function has no environment any more.
  virtual void vanished(EnvironmentPool& function) = 0;
  // The one to go first, which the caller then ends; null when none is idle.
  virtual Environment* victim() = 0;
};

// Null for a policy that keeps no account of memory.
std::unique_ptr<Eviction> make_eviction(const KeepAliveSpec& policy);

}  // namespace twostep::models
