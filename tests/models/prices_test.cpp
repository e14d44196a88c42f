// Prices as scenarios write them: plain, by tier, with an allowance.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

// Three puts to a bucket whose puts are priced so.
Parts puts(const std::string& price, const std::string& more = "") {
  return {
      .resources = function_with() + R"(, "b": {"kind": "object_store", "service": "b"})",
      .steps = R"({"repeat": 3, "steps": [{"put": "1 KB", "to": "b"}]})",
      .more =
          R"("prices": {"lambda.gb_s": "$0/GB-s", "lambda.request": "$0/request", "b.get": "$0/request", "b.put": )" +
          price + "}" + more};
}

double cost_of(const Parts& parts) { return simulate(parts).bill.total.in_dollars(); }

TEST_CASE("a price may have tiers of the run's quantity") {
  CHECK(cost_of(puts(R"("$1/request")")) == Approx(3.0));
  CHECK(cost_of(puts(R"([{"up_to": "2 requests", "price": "$1/request"}, "$0.10/request"])")) == Approx(2.1));
  CHECK(cost_of(puts(R"(["$1/request"])")) == Approx(3.0));
}

TEST_CASE("an allowance counts only where the scenario says so, and never in what an hour costs") {
  const std::string price = R"({"price": "$1/request", "free": "2 requests"})";
  CHECK(cost_of(puts(price)) == Approx(3.0));
  const Run run = simulate(puts(price, R"(, "free_tier": true)"));
  CHECK(run.bill.total.in_dollars() == Approx(1.0));
  REQUIRE(run.bill.lines.size() >= 2);
}

TEST_CASE("tiers that do not grow, or end, and quantities of something else are refused") {
  const auto refused = [](const std::string& price, const std::string& what) {
    const auto problems = problems_with(puts(price));
    REQUIRE(problems.size() == 1);
    CHECK_THAT(problems[0], Catch::Contains("/prices/b.put") && Catch::Contains(what));
  };
  refused(R"([{"up_to": "2 requests", "price": "$1/request"}])", "has a last tier that ends");
  refused(R"(["$1/request", "$2/request"])", "has a tier without an end before the last");
  refused(R"([{"up_to": "2 GB", "price": "$1/request"}, "$2/request"])", "not more of what is paid for");
  refused(R"([{"up_to": "2 requests", "price": "$1/request"}, {"up_to": "2 requests", "price": "$1/request"},
              "$2/request"])",
          "not more of what is paid for");
  refused(R"({"price": "$1/request", "free": "2 GB"})", "is free up to");
  refused(R"("1 dollar")", "is not a price for a unit");
  refused("[]", "is an empty list");
}

TEST_CASE("what is sent to a client on the internet is billed by size, and to another client is not") {
  const auto sent = [](const std::string& client) {
    return simulate({.resources = function_with() + R"(, "c": {"kind": "client", "service": "ec2")" + client + "}",
                     .steps = R"({"message": "250 MB", "to": "c"}, {"send": 50, "size": "1 MB", "to": "c"})"});
  };
  const Run run = sent(R"(, "internet": true)");
  CHECK(run.used("internet_gb", "c") == 300'000'000);
  // 0.3 GB at $0.09.
  for (const auto& line : run.bill.lines) {
    if (line.meter == "internet_gb") CHECK(line.amount.in_dollars() == Approx(0.027));
  }
  CHECK(sent("").used("internet_gb", "c") == 0);
}

}  // namespace
