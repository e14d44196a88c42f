// FunctionUse: what one function did in a run, and for how long its execution environments were active and idle.
#pragma once

#include <cstdint>
#include <string>

#include "sim/units.hpp"

namespace twostep::observation {

struct FunctionUse {
  std::string name{};
  Bytes memory{};                  // of one environment
  std::uint64_t executions = 0;    // invocations that started
  std::uint64_t cold_starts = 0;   // those of them that waited for a new environment
  std::uint64_t throttled = 0;     // invocations that did not start
  std::uint64_t failed = 0;        // executions that ended without a result
  std::uint64_t environments = 0;  // that were started
  std::uint64_t loaded = 0;        // those of them that were started ahead of an invocation
  std::uint64_t evicted = 0;       // those of them that ended because another needed their memory
  // Summed over its environments, in nanoseconds; as doubles, since years of many environments exceed 63 bits.
  double starting_ns = 0;
  double active_ns = 0;
  double idle_ns = 0;
};

}  // namespace twostep::observation
