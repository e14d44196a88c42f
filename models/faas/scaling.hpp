// Scaling: how fast new environments may appear: a bucket of permits that begins full and is refilled at a rate.
//
// AWS Lambda until 2023: 3,000 environments at once (us-east-1), then 500 a minute, for the account. Since 2023-11-26:
// 1,000 every 10 seconds, for each function ("AWS Lambda functions now scale 12 times faster", AWS News Blog).
#pragma once

#include <algorithm>
#include <cmath>

#include "models/faas/function_spec.hpp"

namespace twostep::models {

class Scaling {
 public:
  explicit Scaling(const ScalingSpec& spec) : spec_(spec), permits_(static_cast<double>(spec.burst)) {}

  [[nodiscard]] bool unlimited() const { return spec_.burst == INT64_MAX; }

  [[nodiscard]] bool has_permit(SimTime now) {
    if (unlimited()) return true;
    refill(now);
    return permits_ >= 1;
  }
  // Requires has_permit(now).
  void take() {
    if (!unlimited()) permits_ -= 1;
  }

  // When there will be a permit; requires that there is none now. The end of time when there is no rate.
  [[nodiscard]] SimTime next(SimTime now) const {
    if (spec_.rate.per_second <= 0) return SimTime::max();
    return now + Duration{static_cast<std::int64_t>(std::ceil((1 - permits_) / spec_.rate.per_second * 1e9))};
  }

 private:
  void refill(SimTime now) {
    const double more = (now - refilled_).in_seconds() * spec_.rate.per_second;
    permits_ = std::min(static_cast<double>(spec_.burst), permits_ + more);
    refilled_ = now;
    const double whole = std::round(permits_);  // a permit that is there but for rounding is there
    if (std::abs(permits_ - whole) < 1e-6) permits_ = whole;
  }

  ScalingSpec spec_;
  double permits_;
  SimTime refilled_;
};

}  // namespace twostep::models
