// PriceSpec: a price as a catalogue or a scenario writes it: "$0.20/1M requests", a list of tiers of a month's
// quantity, or either with a month's allowance.
#pragma once

#include <string>

#include "sim/cost/price.hpp"
#include "sim/scenario/shape.hpp"
#include "sim/units.hpp"

namespace twostep::models {

struct TierSpec {
  std::string up_to;  // "6B GB-s"; empty: without end
  UnitPrice price;
};

struct PriceSpec {
  scenario::OneOrMore<TierSpec> price;
  std::string free;  // "1M requests"; empty: nothing
};

scenario::Shape<TierSpec> shape_of(scenario::Describe<TierSpec>);
scenario::Shape<PriceSpec> shape_of(scenario::Describe<PriceSpec>);

// Of a price that was read.
[[nodiscard]] cost::Price to_price(const PriceSpec& spec);

}  // namespace twostep::models
