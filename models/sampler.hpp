// Sampler: a sampled quantity together with the random stream it is drawn from in one run.
#pragma once

#include <string_view>
#include <utility>

#include "sim/engine/sampled.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

template <class Q>
class Sampler {
 public:
  // `purpose` names the stream: the same purpose gives the same numbers in every variant.
  Sampler(const engine::Simulation& simulation, engine::Sampled<Q> quantity, std::string_view purpose)
      : quantity_(std::move(quantity)), stream_(simulation.stream(purpose)) {}

  [[nodiscard]] Q next() { return quantity_.sample(stream_); }
  [[nodiscard]] bool is_zero() const { return quantity_.is_zero(); }
  [[nodiscard]] bool is_at_most(Q most) const { return quantity_.is_constant() && quantity_.mean() <= most; }

 private:
  engine::Sampled<Q> quantity_;
  engine::RandomStream stream_;
};

}  // namespace twostep::models
