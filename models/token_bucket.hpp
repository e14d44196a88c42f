// TokenBucket: tokens that come at a rate, up to as many as the bucket holds; it is full at the beginning.
#pragma once

#include <algorithm>
#include <cmath>

#include "sim/units.hpp"

namespace twostep::models {

class TokenBucket {
 public:
  TokenBucket(double tokens_per_second, double most) : rate_(tokens_per_second), most_(most), level_(most) {}

  // All of them, or none and false. More than the bucket holds are taken when it is full, and owed.
  [[nodiscard]] bool take(double tokens, SimTime now) {
    level_ = std::min(most_, level_ + (now - filled_).in_seconds() * rate_);
    filled_ = now;
    if (level_ + rounding < std::min(tokens, most_)) return false;
    level_ -= tokens;
    return true;
  }

 private:
  static constexpr double rounding = 1e-6;  // a token that is there but for rounding is there

  double rate_;
  double most_;
  double level_;
  SimTime filled_;
};

}  // namespace twostep::models
