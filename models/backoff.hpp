// Exponential back-off: how long who failed waits before trying again.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "sim/units.hpp"

namespace twostep::models {

// Before retry number `retry`, from 0: first * factor^retry, and no more than `longest` (AWS architecture blog,
// "Exponential backoff and jitter", 2015-03-04; of jitter, who asks takes a uniform part).
[[nodiscard]] inline Duration backoff(Duration first, double factor, std::int64_t retry,
                                      Duration longest = Duration::max()) {
  const double ns = static_cast<double>(first.ns) * std::pow(factor, static_cast<double>(retry));
  return ns >= static_cast<double>(longest.ns) ? longest : Duration::from_ns(ns);
}

}  // namespace twostep::models
