// ArrivalTimes: the times at which an open workload's requests arrive, one after the other.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>

#include "models/workload/workload_spec.hpp"
#include "sim/engine/random_stream.hpp"

namespace twostep::models {

class ArrivalTimes {
 public:
  ArrivalTimes(const BatchArrivals& batch, engine::RandomStream stream) : stream_(stream), left_(batch.count) {}
  ArrivalTimes(const DeterministicArrivals& process, engine::RandomStream stream)
      : stream_(stream),
        gap_ns_(1e9 / process.rate.per_second),
        left_(limit(process.count)),
        last_(SimTime{} + process.lasts) {}
  ArrivalTimes(const PoissonArrivals& process, engine::RandomStream stream)
      : stream_(stream),
        gap_ns_(1e9 / process.rate.per_second),
        random_(true),
        left_(limit(process.count)),
        last_(SimTime{} + process.lasts) {}

  // The next arrival; nullopt after the last.
  std::optional<SimTime> next() {
    if (left_ == 0) return std::nullopt;
    if (gap_ns_ > 0) at_ns_ += random_ ? -gap_ns_ * std::log(stream_.next_uniform()) : gap_ns_;
    const SimTime at = SimTime{} + Duration::from_ns(at_ns_);
    if (at > last_) return std::nullopt;
    --left_;
    return at;
  }

 private:
  static std::int64_t limit(std::int64_t count) { return count > 0 ? count : INT64_MAX; }

  engine::RandomStream stream_;
  double gap_ns_ = 0;  // mean gap; 0: all at once
  bool random_ = false;
  double at_ns_ = 0;  // a sum of gaps below 2^53 ns (104 days) is exact to the nanosecond
  std::int64_t left_;
  SimTime last_ = SimTime::max();
};

}  // namespace twostep::models
