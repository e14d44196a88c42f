// What every resource has that a catalogue describes and a provider bills: a profile and a service.
#pragma once

#include "sim/scenario/shape.hpp"

namespace twostep::models {

template <class Spec>
void describe_profile(scenario::Shape<Spec>& shape) {
  shape.optional("profile", &Spec::profile, "the catalogue's entry that gives every figure not given here");
}

// The profile, and the service.
template <class Spec>
void describe_billed(scenario::Shape<Spec>& shape) {
  describe_profile(shape);
  shape.optional("service", &Spec::service, "the name under which it is billed");
}

}  // namespace twostep::models
