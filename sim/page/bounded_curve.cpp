#include "sim/page/bounded_curve.hpp"

#include <algorithm>
#include <utility>

namespace twostep::page {

void BoundedCurve::add(CurvePoint point) {
  if (!points_.empty() && in_last_ < stretch_) {
    points_.back().value = std::max(points_.back().value, point.value);
    ++in_last_;
    return;
  }
  if (points_.size() == most_) {
    keep_greater_of_pairs();
    add(point);
    return;
  }
  points_.push_back(point);
  in_last_ = 1;
}

void BoundedCurve::keep_greater_of_pairs() {
  std::vector<CurvePoint> kept;
  kept.reserve(most_);
  for (std::size_t i = 0; i < points_.size(); i += 2) {
    kept.push_back(points_[i]);
    if (i + 1 < points_.size()) kept.back().value = std::max(kept.back().value, points_[i + 1].value);
  }
  // An odd last point stands for one old stretch only.
  in_last_ = points_.size() % 2 == 1 ? stretch_ : 2 * stretch_;
  stretch_ *= 2;
  points_ = std::move(kept);
}

}  // namespace twostep::page
