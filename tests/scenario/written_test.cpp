#include <rapidcheck.h>

#include <cmath>

#include <rapidcheck/catch.h>

#include "sim/scenario/quantity.hpp"
#include "tests/scenario/reading.hpp"
#include "tests/scenario/sample.hpp"

namespace twostep::scenario {
namespace {

TEST_CASE("a quantity is written in its largest whole unit") {
  CHECK(written_text(Duration::seconds(900)) == "15 min");
  CHECK(written_text(Duration::seconds(30)) == "30 s");
  CHECK(written_text(Duration{2'490'000'000}) == "2.49 s");
  CHECK(written_text(Duration{2'490'039'841}) == "2.490039841 s");
  CHECK(written_text(Duration{290'000}) == "290 us");
  CHECK(written_text(Duration{1'500}) == "1.5 us");
  CHECK(written_text(Duration{7}) == "7 ns");
  CHECK(written_text(Duration{-1'500}) == "-1.5 us");
  CHECK(written_text(Duration{0}) == "0 s");
  CHECK(written_text(Duration::seconds(172'800)) == "2 d");
  CHECK(written_text(Bytes{100'000'000}) == "100 MB");
  CHECK(written_text(Bytes{671'088'640}) == "640 MiB");
  CHECK(written_text(Bytes{1'234'567}) == "1234567 B");
  CHECK(written_text(CpuWork{200'000'000}) == "200 vCPU-ms");
  CHECK(written_text(CpuWork{7}) == "0.007 vCPU-us");
  CHECK(written_text(Bandwidth::mbit_per_second(538)) == "538 Mbit/s");
  CHECK(written_text(Bandwidth{3}) == "3 B/s");
  CHECK(written_text(Rate{0.05}) == "0.05 /s");
  CHECK(written_text(Percent{0.07}) == "7 %");
  CHECK(written_text(Percent{1}) == "100 %");
  CHECK(written_text(UnitPrice{.femto = 16'666'700'000, .per = "GB-s"}) == "$0.0000166667/GB-s");
  CHECK(written_text(UnitPrice{.femto = 100'000'000'000'000, .per = "h"}) == "$0.10/h");
  CHECK(written_text(UnitPrice{.femto = 0, .per = "h"}) == "$0.00/h");
}

TEST_CASE("every quantity that is written is read back as the same") {
  const auto whole = [] { return *rc::gen::inRange<std::int64_t>(-INT64_MAX, INT64_MAX); };
  rc::prop("durations", [&](std::int64_t small) {
    RC_ASSERT(parse_duration(written_text(Duration{small})) == Duration{small});
    const Duration large{whole()};
    RC_ASSERT(parse_duration(written_text(large)) == large);
    const Duration round = Duration::milliseconds(*rc::gen::inRange<std::int64_t>(0, 100'000'000));
    RC_ASSERT(parse_duration(written_text(round)) == round);
  });
  rc::prop("sizes", [&] {
    const Bytes size{whole()};
    RC_ASSERT(parse_bytes(written_text(size)) == size);
  });
  rc::prop("work", [&](std::int64_t small) {
    RC_ASSERT(parse_work(written_text(CpuWork{small})) == CpuWork{small});
    const CpuWork large{whole()};
    RC_ASSERT(parse_work(written_text(large)) == large);
  });
  rc::prop("bandwidths, rates and shares", [](double value) {
    const double positive = std::abs(value);
    RC_ASSERT(parse_bandwidth(written_text(Bandwidth{positive})) == Bandwidth{positive});
    RC_ASSERT(parse_rate(written_text(Rate{positive})) == Rate{positive});
    RC_ASSERT(parse_percent(written_text(Percent{positive})) == positive);
  });
  rc::prop("prices", [] {
    const UnitPrice price{.femto = *rc::gen::inRange<std::int64_t>(0, INT64_MAX), .per = "GB-s"};
    const auto back = parse_unit_price(written_text(price));
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->femto == price.femto);
    RC_ASSERT(back->per == price.per);
  });
}

TEST_CASE("the ends of the ranges are written and read back") {
  for (const std::int64_t value : {INT64_MAX, -INT64_MAX, std::int64_t{0}, std::int64_t{1}, std::int64_t{-1}}) {
    CHECK(parse_duration(written_text(Duration{value})) == Duration{value});
    CHECK(parse_bytes(written_text(Bytes{value})) == Bytes{value});
    CHECK(parse_work(written_text(CpuWork{value})) == CpuWork{value});
  }
  for (const double value : {1e-300, 1e300, 0x1p-1000, 1.0 / 3, 67'250'000.000000007}) {
    CHECK(parse_bandwidth(written_text(Bandwidth{value})) == Bandwidth{value});
    CHECK(parse_rate(written_text(Rate{value})) == Rate{value});
    CHECK(parse_percent(written_text(Percent{value})) == value);
  }
  CHECK(parse_bandwidth(written_text(Bandwidth::unlimited())) == Bandwidth::unlimited());
}

TEST_CASE("what was read is written without what is a default, and read back") {
  const auto json = written(
      good<sample::Server>(R"({"packing": "spread", "type": "x", "count": 1, "nic": "1 Gbit/s", "boot": "30 s"})"));
  REQUIRE(json.has_value());
  CHECK(json->dump() == R"({"type":"x","nic":"1000 Mbit/s","packing":"spread"})");
  const auto site = written(good<sample::Site>(R"({"kind": "function", "memory": "640 MiB"})"));
  REQUIRE(site.has_value());
  CHECK(site->dump() == R"({"kind":"function","memory":"640 MiB"})");
}

}  // namespace
}  // namespace twostep::scenario
