// Sampled<Q>: a quantity with a unit that is drawn anew each time: a Distribution in Q's base unit.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

#include "sim/engine/distribution.hpp"
#include "sim/units.hpp"

namespace twostep::engine {

template <class Q>
struct BaseUnit;  // how Q maps to a double and back

template <>
struct BaseUnit<Duration> {
  static double to_base(Duration d) { return static_cast<double>(d.ns); }
  static Duration from_base(double v) { return Duration::from_ns(v); }
};
template <>
struct BaseUnit<Bytes> {
  static double to_base(Bytes b) { return static_cast<double>(b.count); }
  static Bytes from_base(double v) { return {static_cast<std::int64_t>(std::llrint(v))}; }
};
template <>
struct BaseUnit<CpuWork> {
  static double to_base(CpuWork w) { return static_cast<double>(w.vcpu_ns); }
  static CpuWork from_base(double v) { return {static_cast<std::int64_t>(std::llrint(v))}; }
};

template <class Q>
class Sampled {
 public:
  Sampled() = default;  // always zero
  Sampled(Q constant)
      : distribution_(Distribution::constant(BaseUnit<Q>::to_base(constant))) {}  // NOLINT: a value is a constant
  explicit Sampled(Distribution distribution) : distribution_(std::move(distribution)) {}

  [[nodiscard]] Q sample(RandomStream& stream) const { return BaseUnit<Q>::from_base(distribution_.sample(stream)); }
  // As many samples, in their order, faster: at most `most_at_once`.
  void sample(RandomStream& stream, std::span<Q> samples) const {
    std::array<double, most_at_once> values;  // NOLINT(cppcoreguidelines-pro-type-member-init): filled here
    const std::span<double> drawn(values.data(), samples.size());
    distribution_.sample(stream, drawn);
    std::ranges::transform(drawn, samples.begin(), &BaseUnit<Q>::from_base);
  }
  static constexpr std::size_t most_at_once = 64;

  [[nodiscard]] Q mean() const { return BaseUnit<Q>::from_base(distribution_.mean()); }
  [[nodiscard]] bool is_constant() const { return distribution_.is_constant(); }
  [[nodiscard]] bool is_zero() const { return distribution_.is_zero(); }
  [[nodiscard]] const Distribution& distribution() const { return distribution_; }

 private:
  Distribution distribution_;
};

}  // namespace twostep::engine
