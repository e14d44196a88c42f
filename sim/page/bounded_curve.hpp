// BoundedCurve: a time series of any length as few points, in which no peak is lost.
#pragma once

#include <cstddef>
#include <vector>

namespace twostep::page {

struct CurvePoint {
  double time = 0;  // seconds
  double value = 0;
};

// Up to `most` points are kept as they are. Beyond that, as many neighbours as needed are merged: of each stretch the
// greatest value stays, at the time of the first. Series that were sampled at the same times keep the same times.
class BoundedCurve {
 public:
  explicit BoundedCurve(std::size_t most = 240) : most_(most) {}
  // In order of time.
  void add(CurvePoint point);
  [[nodiscard]] const std::vector<CurvePoint>& points() const { return points_; }
  // How many of the added points a kept one stands for: 1 when all are there.
  [[nodiscard]] std::size_t stretch() const { return stretch_; }

 private:
  void keep_greater_of_pairs();

  std::size_t most_;
  std::size_t stretch_ = 1;
  std::size_t in_last_ = 0;  // points that the last kept one stands for so far
  std::vector<CurvePoint> points_;
};

}  // namespace twostep::page
