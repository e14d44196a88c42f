#include "models/price_spec.hpp"

#include <optional>
#include <utility>
#include <vector>

#include "sim/cost/price_list.hpp"

namespace twostep::models {

using scenario::Describe;
using scenario::Issues;
using scenario::Node;
using scenario::Shape;

namespace {

// Whether the quantity is one, and of what the price is for.
bool is_quantity_of(const std::string& text, const UnitPrice& price) {
  const std::optional<cost::PricedUnit> quantity = cost::parse_priced_unit(text);
  const std::optional<cost::PricedUnit> priced = cost::parse_priced_unit(price.per);
  return quantity && priced &&
         (priced->unit == quantity->unit || priced->fits(quantity->unit) || quantity->fits(priced->unit));
}

void check_price(const PriceSpec& spec, const Node& node, Issues& issues) {
  const std::vector<TierSpec>& tiers = spec.price.all;
  const UnitPrice& first = tiers.front().price;
  std::int64_t before = 0;
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    const bool last = i + 1 == tiers.size();
    if (last != tiers[i].up_to.empty()) {
      issues.add(node, last ? "has a last tier that ends" : "has a tier without an end before the last",
                 R"("up_to" in every tier but the last)");
      return;
    }
    if (last) break;
    const auto end = cost::parse_priced_unit(tiers[i].up_to);
    if (!is_quantity_of(tiers[i].up_to, first) || end->count <= before) {
      issues.add(node, "has a tier up to \"" + tiers[i].up_to + "\", which is not more of what is paid for than before",
                 "quantities that grow, as in \"6B GB-s\" for a price for GB-s");
      return;
    }
    before = end->count;
  }
  if (!spec.free.empty() && !is_quantity_of(spec.free, first)) {
    issues.add(node, "is free up to \"" + spec.free + "\", which is not a quantity of what is paid for",
               "as in \"400,000 GB-s\" for a price for GB-s");
  }
}

}  // namespace

Shape<TierSpec> shape_of(Describe<TierSpec>) {
  Shape<TierSpec> shape("tier", "A price for a part of a month's quantity.");
  shape.required("price", &TierSpec::price, "the price");
  shape.optional("up_to", &TierSpec::up_to,
                 R"(where the part ends, counted from the month's first unit: "6B GB-s"; the last has no end)");
  shape.short_form("price");
  return shape;
}

Shape<PriceSpec> shape_of(Describe<PriceSpec>) {
  Shape<PriceSpec> shape("price", "What a meter costs.");
  shape.required("price", &PriceSpec::price, "the price, or tiers of it");
  shape.optional("free", &PriceSpec::free,
                 R"(what costs nothing in a month where "free_tier" is true: "1M requests"; the tiers begin with it)");
  shape.short_form("price");
  shape.check(&check_price);
  return shape;
}

cost::Price to_price(const PriceSpec& spec) {
  const auto units = [](const std::string& text) {
    const auto quantity = cost::parse_priced_unit(text);
    return quantity ? quantity->count : 0;
  };
  std::vector<cost::PriceTier> tiers;
  tiers.reserve(spec.price.all.size());
  for (const TierSpec& tier : spec.price.all) {
    tiers.push_back({tier.up_to.empty() ? std::nullopt : std::optional(units(tier.up_to)), tier.price});
  }
  return {std::move(tiers), units(spec.free)};
}

}  // namespace twostep::models
