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
      : quantity_(std::move(quantity)), stream_(simulation.stream(purpose)) {}

  [[nodiscard]] Q next() {
    if (next_ == drawn_.size()) draw();
    const Q drawn = drawn_[next_];
    next_ += step_;
    return drawn;
  }
  [[nodiscard]] bool is_zero() const { return quantity_.is_zero(); }
  [[nodiscard]] bool is_at_most(Q most) const { return quantity_.is_constant() && quantity_.mean() <= most; }

 private:
  // Twice as many as the last time: nobody else takes of this stream, and together they do not wait for each other. A
  // constant is drawn once.
  [[gnu::noinline]] void draw() {
    const std::size_t most = quantity_.is_constant() ? 1 : engine::Sampled<Q>::most_at_once;
    drawn_.resize(std::clamp<std::size_t>(2 * drawn_.size(), 1, most));
    quantity_.sample(stream_, drawn_);
    next_ = 0;
    step_ = quantity_.is_constant() ? 0 : 1;
  }

  // All that most uses look at stands first, in one line of the processor's cache.
  std::vector<Q> drawn_;  // ahead of their use
  std::size_t next_ = 0;  // of these
  std::size_t step_ = 0;  // to the one after it
  engine::Sampled<Q> quantity_;
  engine::RandomStream stream_;
};

}  // namespace twostep::models
