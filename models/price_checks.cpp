#include "models/price_checks.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "models/bindings.hpp"
#include "models/meters.hpp"
#include "sim/scenario/nearest_word.hpp"

namespace twostep::models {

using scenario::Issues;

void check_prices(const Scenario& scenario, const std::string& variant, const cost::PriceList& prices, Issues& issues) {
  std::vector<std::string> meters;
  for (const auto& [name, resource] : scenario.resources) {
    for (std::string& meter : meters_of(resource.value)) meters.push_back(std::move(meter));
  }
  for (const auto& [meter, price] : scenario.prices) {
    if (std::find(meters.begin(), meters.end(), meter) != meters.end()) continue;
    issues.add(price.place, meter, "is no meter of this scenario's resources", scenario::suggestion(meter, meters));
  }
  const std::vector<std::string> used = resources_used(scenario, *find_variant(scenario, variant));
  for (const auto& [name, resource] : scenario.resources) {
    if (std::find(used.begin(), used.end(), name) == used.end()) continue;
    for (const std::string& meter : meters_of(resource.value)) {
      if (prices.prices.contains(meter)) continue;
      issues.add(resource.place, name,
                 fmt::format("is billed by {}, which has no price in {}", meter, prices.catalogue),
                 fmt::format(R"(add {{"{}": ...}} to "prices", or use a profile of the catalogue)", meter));
    }
  }
}

}  // namespace twostep::models
