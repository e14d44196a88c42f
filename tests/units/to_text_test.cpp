#include <rapidcheck.h>

#include <cmath>
#include <string>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "sim/units.hpp"

namespace twostep {
namespace {

TEST_CASE("a duration is shown in the unit that keeps the number readable") {
  CHECK(to_text(Duration{0}) == "0 ns");
  CHECK(to_text(Duration{7}) == "7 ns");
  CHECK(to_text(Duration{999}) == "999 ns");
  CHECK(to_text(Duration{1'000}) == "1.00 us");
  CHECK(to_text(Duration{290'000}) == "290 us");
  CHECK(to_text(Duration{2'800'000}) == "2.80 ms");
  CHECK(to_text(Duration{13'000'000}) == "13.0 ms");
  CHECK(to_text(Duration{447'000'000}) == "447 ms");
  CHECK(to_text(Duration{2'490'039'841}) == "2.49 s");
  CHECK(to_text(Duration{-2'490'039'841}) == "-2.49 s");
}

TEST_CASE("a duration from a minute on is shown as two neighbouring units") {
  CHECK(to_text(Duration::seconds(60)) == "1m 00s");
  CHECK(to_text(Duration::seconds(1300)) == "21m 40s");   // 21 * 60 + 40
  CHECK(to_text(Duration::seconds(27'492)) == "7h 38m");  // 7 * 3600 + 38 * 60 + 12
  CHECK(to_text(Duration::seconds(90'000)) == "1d 01h");  // 86 400 + 3600
  CHECK(to_text(Duration::max()) == "106752d 00h");       // 106 751 d 23 h 47 min, rounded
}

TEST_CASE("a duration is rounded before its unit is chosen") {
  CHECK(to_text(Duration{999'499}) == "999 us");
  CHECK(to_text(Duration{999'500}) == "1.00 ms");
  CHECK(to_text(Duration{999'499'999}) == "999 ms");
  CHECK(to_text(Duration{999'600'000}) == "1.00 s");
  CHECK(to_text(Duration{59'949'000'000}) == "59.9 s");
  CHECK(to_text(Duration{59'960'000'000}) == "1m 00s");
  CHECK(to_text(Duration{3'599'600'000'000}) == "1h 00m");  // 3599.6 s
  CHECK(to_text(Duration::seconds(86'399)) == "1d 00h");
}

TEST_CASE("a size is shown as a round number of decimal or binary units where it is one") {
  CHECK(to_text(Bytes{0}) == "0 B");
  CHECK(to_text(Bytes{512}) == "512 B");
  CHECK(to_text(Bytes{100'000'000}) == "100 MB");
  CHECK(to_text(Bytes{90'000'000'000}) == "90 GB");
  CHECK(to_text(Bytes{671'088'640}) == "640 MiB");
  CHECK(to_text(Bytes{3'008 * 1'048'576LL}) == "3008 MiB");  // as the platform sells it; 2.94 GiB is not round
  CHECK(to_text(Bytes{1'024}) == "1 KiB");
  CHECK(to_text(Bytes{1'234'567}) == "1.23 MB");
  CHECK(to_text(Bytes{999'700}) == "1.00 MB");
  CHECK(to_text(Bytes{-1'234'567}) == "-1.23 MB");
}

TEST_CASE("a bandwidth is shown in bits a second") {
  CHECK(to_text(Bandwidth{67'250'000}) == "538 Mbit/s");
  CHECK(to_text(Bandwidth{3'587'500}) == "28.7 Mbit/s");
  CHECK(to_text(Bandwidth{1'250'000'000}) == "10.0 Gbit/s");
  CHECK(to_text(Bandwidth{0.5}) == "4.00 bit/s");
  CHECK(to_text(Bandwidth{0}) == "0.00 bit/s");
  CHECK(to_text(Bandwidth::unlimited()) == "unlimited");
}

TEST_CASE("processor work and rates are shown with three digits") {
  CHECK(to_text(CpuWork{200'000'000}) == "200 vCPU-ms");
  CHECK(to_text(CpuWork{2'000'000'000}) == "2.00 vCPU-s");
  CHECK(to_text(CpuWork{7'200'000'000'000}) == "2.00 vCPU-h");
  CHECK(to_text(CpuWork{0}) == "0 vCPU-s");
  CHECK(to_text(CpuWork{500}) == "0.500 vCPU-us");
  CHECK(to_text(Rate{3500}) == "3,500 /s");
  CHECK(to_text(Rate{1e6}) == "1,000,000 /s");
  CHECK(to_text(Rate{0.05}) == "0.0500 /s");
  CHECK(to_text(Rate{12.345}) == "12.3 /s");
}

constexpr std::int64_t dollar = 1'000'000'000'000;

TEST_CASE("money is shown with cents from a dollar on and three digits below") {
  CHECK(to_text(Usd{0}) == "$0");
  CHECK(to_text(Usd{36'100'000'000}) == "$0.0361");
  CHECK(to_text(Usd{36'000'000'000}) == "$0.036");
  CHECK(to_text(Usd{290'000'000'000}) == "$0.29");
  CHECK(to_text(Usd{287'200'000'000}) == "$0.287");
  CHECK(to_text(Usd{300'000'000'000}) == "$0.30");
  CHECK(to_text(Usd{200'000}) == "$0.0000002");
  CHECK(to_text(Usd{1}) == "$0.000000000001");
  CHECK(to_text(Usd{dollar}) == "$1.00");
  CHECK(to_text(Usd{27'840'000'000'000}) == "$27.84");
  CHECK(to_text(Usd{1'584 * dollar}) == "$1,584");
  CHECK(to_text(Usd{1'234'567 * dollar}) == "$1,234,567");
  CHECK(to_text(Usd{-27'840'000'000'000}) == "-$27.84");
}

TEST_CASE("money is rounded before its form is chosen") {
  CHECK(to_text(Usd{999'499'999'999}) == "$0.999");
  CHECK(to_text(Usd{999'500'000'000}) == "$1.00");
  CHECK(to_text(Usd{999'990'000'000'000}) == "$999.99");
  CHECK(to_text(Usd{999'996'000'000'000}) == "$1,000");
  CHECK(to_text(Usd{INT64_MIN}) == "-$9,223,372");
}

TEST_CASE("what is shown is within half a unit of its third digit") {
  rc::prop("durations below a minute", [] {
    const std::int64_t ns = *rc::gen::inRange<std::int64_t>(0, 59'900'000'000);
    const auto shown = parse_duration(to_text(Duration{ns}));
    RC_ASSERT(shown.has_value());
    RC_ASSERT(std::abs(static_cast<double>(shown->ns - ns)) <=
              0.0051 * static_cast<double>(ns));  // 1.00 stands for 0.9995 to 1.005
  });
  rc::prop("sizes", [] {
    const std::int64_t count = *rc::gen::inRange<std::int64_t>(0, INT64_MAX / 16);
    const std::string text = to_text(Bytes{count});
    const auto shown = parse_bytes(text);
    RC_ASSERT(shown.has_value());
    RC_ASSERT(std::abs(static_cast<double>(shown->count - count)) <= 0.0051 * static_cast<double>(count));
  });
  rc::prop("bandwidths", [] {
    const double bytes_per_second = *rc::gen::inRange<int>(1, INT32_MAX);
    const auto shown = parse_bandwidth(to_text(Bandwidth{bytes_per_second}));
    RC_ASSERT(shown.has_value());
    RC_ASSERT(std::abs(shown->bytes_per_second - bytes_per_second) <= 0.0051 * bytes_per_second);
  });
}

}  // namespace
}  // namespace twostep
