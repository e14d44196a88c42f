#include "sim/page/bounded_curve.hpp"

#include <utility>

namespace twostep::page {

void BoundedCurve::add(CurvePoint point) {
  if (!points_.empty() && in_last_ < stretch_) {
    if (point.value > points_.back().value) points_.back() = point;
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
    const bool second = i + 1 < points_.size() && points_[i + 1].value > points_[i].value;
    kept.push_back(points_[second ? i + 1 : i]);
  }
  // An odd last point stands for one old stretch only.
  in_last_ = points_.size() % 2 == 1 ? stretch_ : 2 * stretch_;
  stretch_ *= 2;
  points_ = std::move(kept);
}

}  // namespace twostep::page
