// What a program needs of the platforms it talks to: something that can be invoked, and something that has an address.
#pragma once

#include <cstdint>

#include "models/at_limit.hpp"
#include "models/site.hpp"
#include "sim/engine/process.hpp"
#include "sim/observation/invocation_record.hpp"
#include "sim/units.hpp"

namespace twostep::models {

// How an invocation that was asked for ended, and where its time went from the asking to the answer.
struct InvocationResult {
  observation::Outcome outcome = observation::Outcome::completed;
  observation::PhaseTimes phases{};
};

// What is asked of a function, and on whose behalf.
struct Invocation {
  AtLimit at_limit = AtLimit::reject;
  bool poisoned = false;  // its input makes every execution fail, at its end
  SimTime origin{};       // arrival of the request that it descends from
  Bytes payload{};
};

// Something that runs a program on request: a function.
class Invocable {
 public:
  virtual ~Invocable() = default;
  // Fills `result`, which must outlive the invocation.
  virtual engine::Process<void> invoke(const Invocation& invocation, InvocationResult& result) = 0;
};

// Something with a network address: a fleet, a client.
class Addressable {
 public:
  virtual ~Addressable() = default;
  // One message of `size` from the machine at `from`; ends when it has arrived.
  virtual engine::Process<void> deliver(const Site& from, Bytes size) = 0;
};

}  // namespace twostep::models
