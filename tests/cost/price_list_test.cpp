#include "sim/cost/price_list.hpp"

#include <catch2/catch.hpp>

using twostep::cost::parse_priced_unit;
using twostep::cost::PricedUnit;

TEST_CASE("the text after a price's slash is an optional count and a unit") {
  const auto check = [](const char* per, std::int64_t count, const char* unit) {
    INFO(per);
    const auto priced = parse_priced_unit(per);
    REQUIRE(priced.has_value());
    CHECK(priced->count == count);
    CHECK(priced->unit == unit);
  };
  check("h", 1, "h");
  check("GB-s", 1, "GB-s");
  check("1M requests", 1'000'000, "requests");
  check("1 million requests", 1'000'000, "requests");
  check("10K requests", 10'000, "requests");
  check("10,000 requests", 10'000, "requests");
  check("1B messages", 1'000'000'000, "messages");
  check("1,000 read units", 1'000, "read units");
  check("1 MB", 1, "MB");  // a megabyte, not a million of B
  check("1 KB", 1, "KB");
  check(" 1 GB ", 1, "GB");
}

TEST_CASE("a count of zero, a count out of range and a missing unit are no priced unit") {
  for (const char* per : {"", " ", "1M ", "0 requests", "99999999999999999999 requests", "9999999999999B requests",
                          "/h", "-1 requests", ", requests"}) {
    INFO(per);
    CHECK_FALSE(parse_priced_unit(per).has_value());
  }
}

TEST_CASE("a price fits a meter that counts the same unit, in singular or plural") {
  CHECK(PricedUnit{1'000'000, "requests"}.fits("request"));
  CHECK(PricedUnit{1, "request"}.fits("request"));
  CHECK(PricedUnit{1, "GB-s"}.fits("GB-s"));
  CHECK_FALSE(PricedUnit{1, "GB-s"}.fits("h"));
  CHECK_FALSE(PricedUnit{1, "h"}.fits("GB-s"));
  CHECK_FALSE(PricedUnit{1, "requestss"}.fits("request"));
  CHECK_FALSE(PricedUnit{1, "GB"}.fits("GB-s"));
}
