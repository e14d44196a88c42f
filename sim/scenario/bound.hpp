// Bounds: the range that a field's value must lie in.
#pragma once

#include <string>
#include <vector>

#include "sim/scenario/codec.hpp"
#include "sim/scenario/quantity.hpp"

namespace twostep::scenario {

struct Bound {
  enum class Kind { at_least, at_most, more_than };
  Kind kind = Kind::at_least;
  double magnitude = 0;  // in the base unit of the field's type
  Json shown;            // as it would be written: 1, "128 MiB"
};

// "at least 1 and at most 10"; "a whole number of at least 1".
std::string to_text(const std::vector<Bound>& bounds);

// False, with an issue, when the magnitude lies outside.
bool within_bounds(double magnitude, const std::vector<Bound>& bounds, const Node& node, Issues& issues);

// Adds minimum, maximum or exclusiveMinimum for numbers, and a sentence to the description for quantities.
void add_bounds(const std::vector<Bound>& bounds, Json& schema);

// What a value is compared by, found by overloading; a type without one has no bounds.
inline double magnitude(double value) { return value; }
inline double magnitude(std::int64_t value) { return static_cast<double>(value); }
inline double magnitude(int value) { return value; }
inline double magnitude(Duration value) { return static_cast<double>(value.ns); }
inline double magnitude(Bytes value) { return static_cast<double>(value.count); }
inline double magnitude(Bandwidth value) { return value.bytes_per_second; }
inline double magnitude(CpuWork value) { return static_cast<double>(value.vcpu_ns); }
inline double magnitude(Rate value) { return value.per_second; }
inline double magnitude(Percent value) { return value.share; }

}  // namespace twostep::scenario
