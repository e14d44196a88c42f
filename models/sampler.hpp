// Sampler: a sampled quantity together with the random stream it is drawn from in one run.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/engine/sampled.hpp"
#include "sim/engine/simulation.hpp"

namespace twostep::models {

template <class Q>
class Sampler {
 public:
  // `purpose` names the stream: the same purpose gives the same numbers in every variant.
  Sampler(const engine::Simulation& simulation, engine::Sampled<Q> quantity, std::string_view purpose)
      : quantity_(std::move(quantity)), stream_(simulation.stream(purpose)) {
    if (quantity_.is_constant()) drawn_.push_back(quantity_.mean());
  }

  [[nodiscard]] Q next() {
    if (quantity_.is_constant()) return drawn_.front();
    if (next_ == drawn_.size()) draw();
    return drawn_[next_++];
  }
  [[nodiscard]] bool is_zero() const { return quantity_.is_zero(); }
  [[nodiscard]] bool is_at_most(Q most) const { return quantity_.is_constant() && quantity_.mean() <= most; }

 private:
  // Twice as many as the last time: nobody else takes of this stream, and together they do not wait for each other.
  [[gnu::noinline]] void draw() {
    drawn_.resize(std::clamp<std::size_t>(2 * drawn_.size(), 1, engine::Sampled<Q>::most_at_once));
    quantity_.sample(stream_, drawn_);
    next_ = 0;
  }

  engine::Sampled<Q> quantity_;
  engine::RandomStream stream_;
  std::vector<Q> drawn_;  // ahead of their use
  std::size_t next_ = 0;  // of these
};

}  // namespace twostep::models
