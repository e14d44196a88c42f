// Bill: metered usage priced by a price list, line by line, exactly.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/cost/price_list.hpp"
#include "sim/observation/usage.hpp"
#include "sim/units.hpp"

namespace twostep::cost {

// What one resource used of one meter at one price, and what that costs. Where a meter's price has tiers or an
// allowance, there is a line for each that the resource reached.
struct BillLine {
  std::string resource;
  std::string service;
  std::string meter;
  std::string unit;           // "GB-s"
  std::int64_t quantity = 0;  // in base units: `base_per_unit` of them make one `unit`
  std::int64_t base_per_unit = 1;
  UnitPrice price;
  std::int64_t price_count = 1;  // how many units the price is for: 1,000,000 for "1M requests"
  Usd amount;                    // quantity * price, rounded half to even to a pico-dollar, once

  [[nodiscard]] double units() const { return static_cast<double>(quantity) / static_cast<double>(base_per_unit); }
  // Dollars for one unit, for showing; the amount is not made from it.
  [[nodiscard]] double unit_price_usd() const {
    return static_cast<double>(price.femto) / (1e15 * static_cast<double>(price_count));
  }
};

struct Bill {
  std::vector<BillLine> lines;  // in the order in which the usage names them first
  Usd total;                    // the exact sum of the lines' amounts
};

// A meter was used for which the price list has no price.
class MissingPrice : public std::runtime_error {
 public:
  MissingPrice(std::vector<std::string> missing, const PriceList& prices);
  // Each as "service.meter".
  [[nodiscard]] const std::vector<std::string>& meters() const { return meters_; }

 private:
  std::vector<std::string> meters_;
};

// A price is for a unit that is not the meter's: hours against GB-s.
class PriceUnitMismatch : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Usage of the same resource, service, meter and unit added up, in order of first appearance. Throws
// std::overflow_error.
[[nodiscard]] std::vector<observation::Usage> merged(std::span<const observation::Usage> usage);

// Prices merged usage. What the bill is of counts as a whole month's quantity: tiers and allowances are reached by it,
// over all resources together in the order of the usage. A quantity of zero makes no line and needs no price. Throws
// MissingPrice (naming every meter that has no price), PriceUnitMismatch, std::overflow_error when an amount or the
// total exceeds Usd's range, and std::invalid_argument for a negative quantity or a base_per_unit below one.
[[nodiscard]] Bill make_bill(std::span<const observation::Usage> usage, const PriceList& prices);

}  // namespace twostep::cost
