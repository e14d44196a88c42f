// Site: what a running program has of the machine it runs on: processors, network, volumes, and how long it may stay.
#pragma once

#include <cstdint>

#include "sim/engine/network.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct Transitions;  // models/program/program.hpp

struct Site {
  double vcpus = 1;           // the share of a function, or all of an instance's
  engine::LinkId processors;  // shared by the instance's workers; invalid when they cannot contend
  engine::LinkId nic;         // invalid: not a bottleneck
  engine::LinkKind nic_kind = engine::LinkKind::fluid;
  Bandwidth nic_cap = Bandwidth::unlimited();  // most that this execution may use of it
  engine::LinkId volume_link;                  // between an instance and its volumes; invalid: not a bottleneck
  std::uint32_t zone = 0;                      // of an instance, from 1; 0: it is in no particular one
  bool used = false;                           // a program has started here before
  bool loaded = false;                         // `load` steps have run here
  Transitions* transitions = nullptr;          // of an orchestrator; null: steps are not counted
};

}  // namespace twostep::models
