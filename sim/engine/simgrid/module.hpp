// The one function by which the program enters the library of SimGrid's part of the engine.
#pragma once

#include "sim/engine/route_network.hpp"

namespace twostep::engine {

// Returns a new network; the caller owns it.
using SimGridEntry = RouteNetwork*(Simulation&);
inline constexpr const char* simgrid_entry_name = "twostep_make_simgrid_network";

}  // namespace twostep::engine
