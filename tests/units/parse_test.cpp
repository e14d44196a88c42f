#include <cmath>
#include <string>

#include <catch2/catch.hpp>

#include "sim/units.hpp"

namespace twostep {
namespace {

TEST_CASE("a duration is read in each of its units") {
  CHECK(parse_duration("7 ns") == Duration{7});
  CHECK(parse_duration("7 us") == Duration{7'000});
  CHECK(parse_duration("7 ms") == Duration{7'000'000});
  CHECK(parse_duration("7 s") == Duration{7'000'000'000});
  CHECK(parse_duration("7 min") == Duration{420'000'000'000});    // 7 * 60 s
  CHECK(parse_duration("7 h") == Duration{25'200'000'000'000});   // 7 * 3600 s
  CHECK(parse_duration("7 d") == Duration{604'800'000'000'000});  // 7 * 86 400 s
  CHECK(parse_duration("2.49 s") == Duration{2'490'000'000});
  CHECK(parse_duration("2.49s") == Duration{2'490'000'000});
  CHECK(parse_duration("2.49   s") == Duration{2'490'000'000});
  CHECK(parse_duration("0.1 ms") == Duration{100'000});
  CHECK(parse_duration("1e-3 s") == Duration{1'000'000});
  CHECK(parse_duration("1.5 us") == Duration{1'500});
  CHECK(parse_duration("0 s") == Duration{0});
  CHECK(parse_duration("-1 s") == Duration{-1'000'000'000});
}

TEST_CASE("what is no whole number of nanoseconds is no duration") {
  CHECK(parse_duration("1.5 ns") == std::nullopt);
  CHECK(parse_duration("0.0000000001 s") == std::nullopt);
  CHECK(parse_duration("0.0000000010 s") == Duration{1});
}

TEST_CASE("a duration ends at 292 years") {
  // 2^63 ns = 106 751.99 d
  CHECK(parse_duration("106751 d") == Duration{106'751 * 86'400'000'000'000});
  CHECK(parse_duration("106752 d") == std::nullopt);
  CHECK(parse_duration("9223372036854775807 ns") == Duration::max());
  CHECK(parse_duration("9223372036854775808 ns") == std::nullopt);
  CHECK(parse_duration("1e400 s") == std::nullopt);
  CHECK(parse_duration("1e99999999999 s") == std::nullopt);
}

TEST_CASE("what is no number and unit is no duration") {
  for (const char* text :
       {"",     " ",    "s",    "1",     "1.0",    "1 S",   "1 sec", "1 m",  "1 s ",  " 1 s", "1 s s",
        "+1 s", ".5 s", "1. s", "1,5 s", "0x10 s", "inf s", "nan s", "1 kB", "one s", "1\ts", "1 MBit"}) {
    CAPTURE(text);
    CHECK(parse_duration(text) == std::nullopt);
  }
}

TEST_CASE("a size is read in each of its units") {
  CHECK(parse_bytes("3 B") == Bytes{3});
  CHECK(parse_bytes("3 KB") == Bytes{3'000});
  CHECK(parse_bytes("3 kB") == Bytes{3'000});
  CHECK(parse_bytes("3 MB") == Bytes{3'000'000});
  CHECK(parse_bytes("3 GB") == Bytes{3'000'000'000});
  CHECK(parse_bytes("3 TB") == Bytes{3'000'000'000'000});
  CHECK(parse_bytes("3 KiB") == Bytes{3'072});              // 3 * 1024
  CHECK(parse_bytes("640 MiB") == Bytes{671'088'640});      // 640 * 1024^2
  CHECK(parse_bytes("3 GiB") == Bytes{3'221'225'472});      // 3 * 1024^3
  CHECK(parse_bytes("3 TiB") == Bytes{3'298'534'883'328});  // 3 * 1024^4
  CHECK(parse_bytes("1.5 KiB") == Bytes{1'536});
  CHECK(parse_bytes("0.5 KB") == Bytes{500});
  CHECK(parse_bytes("1.5 B") == std::nullopt);
  CHECK(parse_bytes("0.1 KiB") == std::nullopt);  // 102.4 bytes
  CHECK(parse_bytes("9223372 TB") == Bytes{9'223'372'000'000'000'000});
  CHECK(parse_bytes("9223373 TB") == std::nullopt);
  CHECK(parse_bytes("3 mb") == std::nullopt);
  CHECK(parse_bytes("3 Mb") == std::nullopt);
}

TEST_CASE("a bandwidth is read in each of its units") {
  CHECK(parse_bandwidth("8 bit/s") == Bandwidth{1});
  CHECK(parse_bandwidth("4 bit/s") == Bandwidth{0.5});
  CHECK(parse_bandwidth("8 Kbit/s") == Bandwidth{1'000});
  CHECK(parse_bandwidth("538 Mbit/s") == Bandwidth{67'250'000});  // 538e6 / 8
  CHECK(parse_bandwidth("28.7 Mbit/s") == Bandwidth{3'587'500});  // 28.7e6 / 8
  CHECK(parse_bandwidth("10 Gbit/s") == Bandwidth{1'250'000'000});
  CHECK(parse_bandwidth("3 B/s") == Bandwidth{3});
  CHECK(parse_bandwidth("3 KB/s") == Bandwidth{3'000});
  CHECK(parse_bandwidth("40.16 MB/s") == Bandwidth{40'160'000});
  CHECK(parse_bandwidth("3 GB/s") == Bandwidth{3'000'000'000});
  CHECK(parse_bandwidth("3 MiB/s") == Bandwidth{3'145'728});
  CHECK(parse_bandwidth("3 GiB/s") == Bandwidth{3'221'225'472});
  CHECK(parse_bandwidth("unlimited") == Bandwidth::unlimited());
  CHECK(parse_bandwidth("1e400 MB/s") == std::nullopt);
  CHECK(parse_bandwidth("1e308 GB/s") == std::nullopt);
  CHECK(parse_bandwidth("1 MBit/s") == std::nullopt);
  CHECK(parse_bandwidth("1 Mbit") == std::nullopt);
  CHECK(parse_bandwidth("Unlimited") == std::nullopt);
}

TEST_CASE("processor work is read in each of its units") {
  CHECK(parse_work("7 vCPU-us") == CpuWork{7'000});
  CHECK(parse_work("7 vCPU-ms") == CpuWork{7'000'000});
  CHECK(parse_work("0.2 vCPU-s") == CpuWork{200'000'000});
  CHECK(parse_work("7 vCPU-min") == CpuWork{420'000'000'000});
  CHECK(parse_work("7 vCPU-h") == CpuWork{25'200'000'000'000});
  CHECK(parse_work("0.2 s") == std::nullopt);
  CHECK(parse_work("0.2 vcpu-s") == std::nullopt);
  CHECK(parse_work("0.0001 vCPU-us") == std::nullopt);  // a tenth of a nanosecond
}

TEST_CASE("a rate is read in each of its units") {
  CHECK(parse_rate("3 /s") == Rate{3});
  CHECK(parse_rate("3/s") == Rate{3});
  CHECK(parse_rate("3 /min") == Rate{0.05});  // 3 / 60
  CHECK(parse_rate("9 /h") == Rate{0.0025});  // 9 / 3600
  CHECK(parse_rate("864 /d") == Rate{0.01});  // 864 / 86 400
  CHECK(parse_rate("3500 request/s") == Rate{3500});
  CHECK(parse_rate("3500 requests/s") == Rate{3500});
  CHECK(parse_rate("1,000,000 message/s") == Rate{1e6});
  CHECK(parse_rate("3 message/min") == Rate{0.05});
  CHECK(parse_rate("3 per second") == std::nullopt);
  CHECK(parse_rate("3") == std::nullopt);
}

TEST_CASE("a unit price is exact to the femto-dollar") {
  const auto price = parse_unit_price("$0.0000166667/GB-s");
  REQUIRE(price.has_value());
  CHECK(price->femto == 16'666'700'000);  // 0.0000166667 * 1e15
  CHECK(price->per == "GB-s");
  CHECK(parse_unit_price("$0.20/1M requests")->femto == 200'000'000'000'000);
  CHECK(parse_unit_price("$0.20/1M requests")->per == "1M requests");
  CHECK(parse_unit_price("$0.1/h")->femto == 100'000'000'000'000);
  CHECK(parse_unit_price("$0.000000000000001/request")->femto == 1);
  CHECK(parse_unit_price("$1,584/h")->femto == 1'584'000'000'000'000'000);
  CHECK(parse_unit_price("$0/h")->femto == 0);
}

TEST_CASE("what is not dollars for a unit is no unit price") {
  for (const char* text :
       {"", "$", "0.10/h", "$0.10", "$0.10/", "$0.10 /h", "$0.10/ h", "$0.10/h ", "$-0.10/h", "-$0.10/h", "$/h", "$x/h",
        "$0.0000000000000001/h", "$9224/h", "$1e400/h", "$1/h\n", "$1/a/b", "$1/\xc3\xa9"}) {
    CAPTURE(text);
    CHECK(parse_unit_price(text).has_value() == false);
  }
}

TEST_CASE("a percentage is the nearest double of its hundredth") {
  CHECK(parse_percent("4 %") == 0.04);
  CHECK(parse_percent("4%") == 0.04);
  CHECK(parse_percent("0.1 %") == 0.001);
  CHECK(parse_percent("7 %") == 0.07);  // 7 * 0.01 would be 0.07000000000000001
  CHECK(parse_percent("-4 %") == -0.04);
  CHECK(parse_percent("4") == std::nullopt);
  CHECK(parse_percent("0.04") == std::nullopt);
}

}  // namespace
}  // namespace twostep
