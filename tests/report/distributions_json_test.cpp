#include "sim/report/distributions_json.hpp"

#include <string>

#include <catch2/catch.hpp>

using namespace twostep;
using nlohmann::ordered_json;

TEST_CASE("a few samples are all in the curve, in order") {
  observation::RunResult result;
  for (const double value : {0.3, 0.1, 0.2}) result.latency.add(value);
  const ordered_json all = report::distributions_json(result);
  REQUIRE(all.size() == 1);
  CHECK(all[0].at("of") == "latency");
  CHECK(all[0].at("samples") == 3);
  CHECK(all[0].at("values") == ordered_json{0.1, 0.2, 0.3});
  CHECK(all[0].at("shares") == ordered_json{1.0 / 3, 2.0 / 3, 1.0});
  CHECK(all[0].at("p50") == 0.2);
}

TEST_CASE("many samples are in the curve in steps of half a per cent") {
  observation::RunResult result;
  for (int i = 1; i <= 1'000; ++i) result.bandwidth.add(i);
  result.spans.emplace_back("fetch", result.bandwidth);
  const ordered_json all = report::distributions_json(result);
  REQUIRE(all.size() == 2);
  CHECK(all[0].at("of") == "span.fetch");
  CHECK(all[0].at("unit") == "s");
  CHECK(all[1].at("unit") == "bytes/s");
  REQUIRE(all[1].at("values").size() == 200);
  CHECK(all[1].at("values")[0] == 5);  // the fifth of a thousand
  CHECK(all[1].at("shares")[0] == 0.005);
  CHECK(all[1].at("values")[199] == 1'000);
}

TEST_CASE("of equal samples in a row only the ends stand in the curve") {
  observation::RunResult result;
  for (int i = 0; i < 150; ++i) result.latency.add(i < 100 ? 1 : 2);
  const ordered_json curve = report::distributions_json(result).at(0);
  // 100 ones end at the share 2/3, 50 twos begin right after it.
  CHECK(curve.at("values") == ordered_json{1, 1, 2, 2});
  CHECK(curve.at("shares") == ordered_json{1.0 / 150, 100.0 / 150, 101.0 / 150, 1.0});
}
