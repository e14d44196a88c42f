// BurstBandwidth: a bandwidth that is exceeded for as long as a bucket of bytes lasts (a token bucket).
#pragma once

#include "sim/units.hpp"

namespace twostep::engine {

// The bucket fills at `base` up to its size and empties by what is moved: while there is something in it, the link
// moves up to `burst`, and then `base`. It is full at the beginning. Requires 0 < base < burst, both finite, bucket >
// 0.
struct BurstBandwidth {
  Bandwidth base;
  Bandwidth burst;
  Bytes bucket;
};

}  // namespace twostep::engine
