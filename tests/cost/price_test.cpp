// Prices by tier, and allowances.
#include "sim/cost/price.hpp"

#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "sim/cost/bill.hpp"

namespace twostep::cost {
namespace {

using observation::Usage;

constexpr std::int64_t cent = 10'000'000'000'000;  // femto-dollars

// Ten cents for each of the first 100, 5 cents up to 300, then 1 cent; 40 a month are free.
const Price tiered({{100, {10 * cent, "u"}}, {300, {5 * cent, "u"}}, {std::nullopt, {cent, "u"}}}, 40);

std::vector<std::int64_t> quantities(const std::vector<PricedPart>& parts) {
  std::vector<std::int64_t> all;
  for (const PricedPart& part : parts) all.push_back(part.quantity);
  return all;
}

Usage used(const std::string& resource, std::int64_t quantity, std::int64_t base_per_unit = 1) {
  return {.resource = resource,
          .service = "s",
          .meter = "m",
          .unit = "u",
          .base_per_unit = base_per_unit,
          .quantity = quantity};
}

Bill bill_of(const std::vector<Usage>& usage, bool allowances = false) {
  return make_bill(usage, {.catalogue = "test", .prices = {{"s.m", tiered}}, .allowances = allowances});
}

TEST_CASE("a quantity is split at the tiers that it reaches") {
  CHECK(quantities(parts_of(50, 0, 1, tiered, false)) == std::vector<std::int64_t>{50});
  CHECK(quantities(parts_of(100, 0, 1, tiered, false)) == std::vector<std::int64_t>{100});
  CHECK(quantities(parts_of(400, 0, 1, tiered, false)) == std::vector<std::int64_t>{100, 200, 100});
  CHECK(quantities(parts_of(150, 90, 1, tiered, false)) == std::vector<std::int64_t>{10, 140});
  CHECK(quantities(parts_of(7, 1'000, 1, tiered, false)) == std::vector<std::int64_t>{7});
  CHECK(quantities(parts_of(400, 0, 2, tiered, false)) == std::vector<std::int64_t>{200, 200});  // half units
}

TEST_CASE("the allowance is the first of a month's quantity, where allowances count") {
  const auto parts = parts_of(150, 0, 1, tiered, true);
  CHECK(quantities(parts) == std::vector<std::int64_t>{40, 60, 50});
  CHECK(parts[0].price.femto == 0);
  CHECK(parts[1].price.femto == 10 * cent);
  CHECK(quantities(parts_of(30, 20, 1, tiered, true)) == std::vector<std::int64_t>{20, 10});
}

TEST_CASE("a bill has a line for each tier, and its total is their sum") {
  const Bill bill = bill_of({used("r", 400)});
  REQUIRE(bill.lines.size() == 3);
  CHECK(bill.total.in_dollars() == Approx(100 * 0.10 + 200 * 0.05 + 100 * 0.01));
  CHECK(bill.lines[2].quantity == 100);
  CHECK(bill.lines[2].amount.in_dollars() == Approx(1.00));
  CHECK(bill_of({used("r", 400)}, true).total.in_dollars() == Approx(60 * 0.10 + 200 * 0.05 + 100 * 0.01));
}

TEST_CASE("the resources of a meter go through its tiers together, whatever their base units") {
  // 80 units by a, then 80 by b in tenths: 20 at 10 cents, 60 at 5 cents.
  const Bill bill = bill_of({used("a", 80), used("b", 800, 10)});
  REQUIRE(bill.lines.size() == 3);
  CHECK(bill.lines[0].resource == "a");
  CHECK(bill.lines[1].quantity == 200);
  CHECK(bill.lines[2].quantity == 600);
  CHECK(bill.total.in_dollars() == Approx(100 * 0.10 + 60 * 0.05));
}

TEST_CASE("a boundary beyond all numbers is never reached") {
  const Price far({{INT64_MAX, {cent, "u"}}, {std::nullopt, {2 * cent, "u"}}}, 0);
  CHECK(quantities(parts_of(INT64_MAX, 0, 1'000, far, false)) == std::vector<std::int64_t>{INT64_MAX});
}

TEST_CASE("parts add up to the quantity, and two bills in a row to one of both") {
  rc::prop("", [] {
    const auto first = *rc::gen::inRange<std::int64_t>(0, 1'000);
    const auto second = *rc::gen::inRange<std::int64_t>(0, 1'000);
    const bool allowances = *rc::gen::arbitrary<bool>();
    const auto cost_of = [](const std::vector<PricedPart>& parts) {
      std::int64_t cost = 0;
      for (const PricedPart& part : parts) cost += part.quantity * (part.price.femto / cent);
      return cost;
    };
    const auto one = parts_of(first, 0, 1, tiered, allowances);
    const auto two = parts_of(second, first, 1, tiered, allowances);
    const auto both = parts_of(first + second, 0, 1, tiered, allowances);
    std::int64_t sum = 0;
    for (const PricedPart& part : both) sum += part.quantity;
    RC_ASSERT(sum == first + second);
    RC_ASSERT(cost_of(one) + cost_of(two) == cost_of(both));
  });
}

}  // namespace
}  // namespace twostep::cost
