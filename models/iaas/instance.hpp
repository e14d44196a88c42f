// Instance: one virtual server of a fleet: its place for programs, and since when it runs and serves.
#pragma once

#include <cstdint>

#include "models/site.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct Instance {
  Site site;
  SimTime running_since = SimTime::max();  // billed from here
  SimTime ready_since = SimTime::max();    // serves from here
};

}  // namespace twostep::models
