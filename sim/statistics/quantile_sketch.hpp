// QuantileSketch by the name that statistics and models use it under.
#pragma once

#include "sim/observation/quantile_sketch.hpp"

namespace twostep::statistics {

using observation::QuantileSketch;

}  // namespace twostep::statistics
