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
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;
  Sampler(Sampler&&) noexcept = default;  // what has been drawn stays where it is
  Sampler& operator=(Sampler&&) noexcept = default;
  ~Sampler() = default;

  [[nodiscard]] Q next() {
    if (next_ == end_) draw();
    const Q drawn = *next_;
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
    next_ = drawn_.data();
    end_ = next_ + drawn_.size();
    step_ = quantity_.is_constant() ? 0 : 1;
  }

  // All that most uses look at stands first, in one line of the processor's cache.
  const Q* next_ = nullptr;  // of those drawn
  const Q* end_ = nullptr;
  std::ptrdiff_t step_ = 0;  // to the one after it
  std::vector<Q> drawn_;     // ahead of their use
  engine::Sampled<Q> quantity_;
  engine::RandomStream stream_;
};

}  // namespace twostep::models
