#include "sim/cost/bill.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using twostep::UnitPrice;
using twostep::Usd;
using twostep::cost::Bill;
using twostep::cost::make_bill;
using twostep::cost::MissingPrice;
using twostep::cost::PriceList;
using twostep::cost::PriceUnitMismatch;
using twostep::observation::Usage;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

// 2018 prices: $0.0000166667/GB-s, $0.20/1M requests, $0.10/h.
PriceList prices_of_2018() {
  return {.catalogue = "aws-us-east-1-2018-12",
          .prices = {{"lambda.gb_s", {16'666'700'000, "GB-s"}},
                     {"lambda.request", {200'000'000'000'000, "1M requests"}},
                     {"ec2.m4.large_hour", {100'000'000'000'000, "h"}}}};
}

Usage gb_s(std::int64_t mib_ms) { return {"train", "lambda", "gb_s", "GB-s", 1'024'000, mib_ms}; }
Usage requests(std::int64_t count) { return {"train", "lambda", "request", "request", 1, count}; }
Usage instance_seconds(std::int64_t seconds) { return {"trainer", "ec2", "m4.large_hour", "h", 3'600, seconds}; }

// A price list of one meter "s.m" in units of u, and a use of it.
Bill bill_of(std::int64_t quantity, std::int64_t base_per_unit, std::int64_t femto, const std::string& per = "u") {
  const Usage usage{"r", "s", "m", "u", base_per_unit, quantity};
  return make_bill(std::vector{usage}, {.catalogue = "test", .prices = {{"s.m", {femto, per}}}});
}

}  // namespace

TEST_CASE("the paper's training run on functions costs 29 cents") {
  // 31 executions of 900 s with 640 MiB: 31 * 900,000 ms * 640 MiB = 17,856,000,000 MiB-ms = 17,437.5 GB-s.
  // 17,437.5 * $0.0000166667 = $0.29062558125; 31 requests at $0.20 a million = $0.0000062.
  const Bill bill = make_bill(std::vector{gb_s(31LL * 900'000 * 640), requests(31)}, prices_of_2018());
  REQUIRE(bill.lines.size() == 2);
  CHECK(bill.lines[0].units() == 17'437.5);
  CHECK(bill.lines[0].amount == Usd{290'625'581'250});
  CHECK(bill.lines[0].unit_price_usd() == Approx(0.0000166667).epsilon(1e-15));
  CHECK(bill.lines[1].amount == Usd{6'200'000});
  CHECK(bill.lines[1].price_count == 1'000'000);
  CHECK(bill.lines[1].unit_price_usd() == Approx(2e-7).epsilon(1e-15));
  CHECK(bill.total == Usd{290'631'781'250});
}

TEST_CASE("an hourly price is charged by the second") {
  // 1,300 s / 3,600 s * $0.10 = $0.036111111111|1..., rounded down.
  const Bill bill = make_bill(std::vector{instance_seconds(1'300)}, prices_of_2018());
  CHECK(bill.total == Usd{36'111'111'111});
}

TEST_CASE("an amount is rounded half to even, once") {
  // 1,000 femto-dollars are a pico-dollar.
  CHECK(bill_of(1, 1, 499).total == Usd{0});
  CHECK(bill_of(1, 1, 500).total == Usd{0});  // 0.5 to 0
  CHECK(bill_of(1, 1, 501).total == Usd{1});
  CHECK(bill_of(1, 1, 1'500).total == Usd{2});                 // 1.5 to 2
  CHECK(bill_of(1, 1, 2'500).total == Usd{2});                 // 2.5 to 2
  CHECK(bill_of(3, 1, 500).total == Usd{2});                   // 3 * 0.5 = 1.5 to 2, not 3 times 0
  CHECK(bill_of(1, 3, 1'000).total == Usd{0});                 // a third
  CHECK(bill_of(2, 3, 1'000).total == Usd{1});                 // two thirds
  CHECK(bill_of(5, 2, 1'000'000, "1,000 u").total == Usd{2});  // 2.5 pico-dollars to 2
}

TEST_CASE("usage of one meter of one resource is added up before it is rounded") {
  // Two halves of a pico-dollar are one; on their own each would be rounded to zero.
  const Usage half{"r", "s", "m", "u", 1, 1};
  const PriceList prices{.catalogue = "test", .prices = {{"s.m", {500, "u"}}}};
  const Bill bill = make_bill(std::vector{half, half}, prices);
  REQUIRE(bill.lines.size() == 1);
  CHECK(bill.lines[0].quantity == 2);
  CHECK(bill.total == Usd{1});
}

TEST_CASE("different resources with the same meter have lines of their own, in order of first use") {
  Usage other = requests(5);
  other.resource = "classify";
  const Bill bill = make_bill(std::vector{requests(31), other, requests(1)}, prices_of_2018());
  REQUIRE(bill.lines.size() == 2);
  CHECK(bill.lines[0].resource == "train");
  CHECK(bill.lines[0].quantity == 32);
  CHECK(bill.lines[1].resource == "classify");
}

TEST_CASE("no usage is no money and needs no price") {
  const Usage unpriced{"r", "gpu", "hour", "h", 3'600, 0};
  const Bill bill = make_bill(std::vector{unpriced, requests(0)}, prices_of_2018());
  CHECK(bill.lines.empty());
  CHECK(bill.total == Usd{0});
}

TEST_CASE("every used meter without a price is named, with what the list has") {
  const Usage gpu{"r", "gpu", "hour", "h", 3'600, 60};
  const Usage sqs{"q", "sqs", "request", "request", 1, 1};
  try {
    (void)make_bill(std::vector{gpu, requests(1), sqs, sqs}, prices_of_2018());
    FAIL("nothing was thrown");
  } catch (const MissingPrice& missing) {
    CHECK(missing.meters() == std::vector<std::string>{"gpu.hour", "sqs.request"});
    const std::string text = missing.what();
    CHECK_THAT(text, Catch::Contains("aws-us-east-1-2018-12"));
    CHECK_THAT(text, Catch::Contains("gpu.hour, sqs.request"));
    CHECK_THAT(text, Catch::Contains("ec2.m4.large_hour, lambda.gb_s, lambda.request"));
  }
}

TEST_CASE("a price for another unit than the meter counts is refused") {
  CHECK_THROWS_AS(bill_of(1, 1, 1, "h"), PriceUnitMismatch);
  CHECK_THROWS_AS(bill_of(1, 1, 1, "1M"), PriceUnitMismatch);
  CHECK_THROWS_WITH(bill_of(1, 1, 1, "GB-s"),
                    Catch::Contains("s.m") && Catch::Contains("GB-s") && Catch::Contains("\"u\""));
}

TEST_CASE("the largest quantity at the largest price overflows visibly, and what fits is exact") {
  CHECK_THROWS_AS(bill_of(most, 1, most), std::overflow_error);
  CHECK_THROWS_AS(bill_of(most, 1, 2'000), std::overflow_error);
  CHECK(bill_of(most, 1, 1'000).total == Usd{most});  // one pico-dollar each
  // Dividing by as much as was multiplied leaves the price: 2^63 - 1 femto-dollars are 9,223,372,036,854,775.807
  // pico-dollars.
  CHECK(bill_of(most, most, most).total == Usd{9'223'372'036'854'776});
  CHECK_THROWS_AS(bill_of(most, most, most, "9223372036854775807 u"), std::overflow_error);
}

TEST_CASE("a total or a merged quantity beyond its range overflows visibly") {
  const PriceList prices{.catalogue = "test", .prices = {{"s.m", {1'000, "u"}}}};
  const Usage first{"a", "s", "m", "u", 1, most};
  const Usage second{"b", "s", "m", "u", 1, most};
  CHECK_THROWS_AS(make_bill(std::vector{first, first}, prices), std::overflow_error);
  CHECK_THROWS_AS(make_bill(std::vector{first, second}, prices), std::overflow_error);
}

TEST_CASE("a negative quantity, unit size or price is refused") {
  CHECK_THROWS_AS(bill_of(-1, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(bill_of(1, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(bill_of(1, -1, 1), std::invalid_argument);
  CHECK_THROWS_AS(bill_of(1, 1, -1), std::invalid_argument);
}
