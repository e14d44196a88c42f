#include "sim/scenario/quantity.hpp"

#include "tests/scenario/reading.hpp"

namespace twostep::scenario {
namespace {

const std::string duration_form = R"(write a number and a unit: ns, us, ms, s, min, h or d, as in "2.49 s")";

template <class T>
std::string problem(const std::string& text) {
  const Lines lines = problems_as<T>(text);
  REQUIRE(lines.size() == 1);
  return lines[0].substr(std::string("f.json:1: ").size());
}

TEST_CASE("a bare number where a unit is needed is told which units fit") {
  CHECK(problem<Duration>("2") == "2 has no unit; " + duration_form);
  CHECK(problem<Duration>("\"2\"") == "\"2\" has no unit; " + duration_form);
  CHECK(problem<Bytes>("640") ==
        R"(640 has no unit; write a number and a unit: B, KB, MB, GB, TB, KiB, MiB, GiB or TiB, as in "640 MiB")");
  CHECK(problem<Bandwidth>("538") ==
        "538 has no unit; write a number and a unit: bit/s, Kbit/s, Mbit/s, Gbit/s, B/s, KB/s, MB/s, GB/s, MiB/s or "
        "GiB/s, "
        R"(as in "538 Mbit/s", or "unlimited")");
  CHECK(problem<Percent>("4") == R"(4 has no unit; write a number and %, as in "4 %")");
  CHECK(problem<Rate>("1").starts_with("1 has no unit; write a number and a unit: /s, /min, /h, /d, request/s, "));
}

TEST_CASE("a wrong unit is told with the nearest") {
  CHECK(problem<Bandwidth>("\"1 MBit\"")
            .starts_with(R"("1 MBit" is not a bandwidth: "MBit" is no unit here; did you mean "1 Mbit/s"? )"));
  CHECK(problem<Bytes>("\"640 mib\"").find(R"(did you mean "640 MiB"?)") != std::string::npos);
  CHECK(problem<Bytes>("\"640MIB\"").find(R"(did you mean "640MiB"?)") != std::string::npos);
  CHECK(problem<CpuWork>("\"0.2 vcpu-s\"").find(R"(did you mean "0.2 vCPU-s"?)") != std::string::npos);
  CHECK(problem<Duration>("\"2 parsec\"") ==
        R"("2 parsec" is not a duration: "parsec" is no unit here; )" + duration_form);
}

TEST_CASE("a quantity of another kind is told as what it is") {
  CHECK(problem<Duration>("\"100 MB\"") == R"("100 MB" is a size, not a duration; )" + duration_form);
  CHECK(problem<CpuWork>("\"0.2 s\"").starts_with(R"("0.2 s" is a duration, not processor work; write)"));
  CHECK(problem<Bandwidth>("\"538 Mbit\"").find(R"(did you mean "538 Mbit/s"?)") != std::string::npos);
}

TEST_CASE("what is no quantity at all is told so") {
  CHECK(problem<Duration>("\"fast\"") == "\"fast\" is not a duration; " + duration_form);
  CHECK(problem<Duration>("\"\"") == "\"\" is not a duration; " + duration_form);
  CHECK(problem<Duration>("true") == "true is true or false, not a duration; " + duration_form);
  CHECK(problem<Duration>("[]") == "[] is a list, not a duration; " + duration_form);
}

TEST_CASE("fractions, negatives and what is too large are told apart") {
  CHECK(problem<Duration>("\"1.5 ns\"") == "\"1.5 ns\" is no whole number of nanoseconds; round it");
  CHECK(problem<Bytes>("\"0.1 KiB\"") == "\"0.1 KiB\" is no whole number of bytes; round it");
  CHECK(problem<Duration>("\"-1 s\"") == "\"-1 s\" is negative; " + duration_form);
  CHECK(problem<Duration>("\"-1.5 ns\"") == "\"-1.5 ns\" is negative; " + duration_form);
  CHECK(problem<Duration>("\"1e400 s\"") == "\"1e400 s\" is too large; write at most 9223372036854775807 nanoseconds");
  CHECK(problem<Duration>("\"300000 d\"") ==
        "\"300000 d\" is too large; write at most 9223372036854775807 nanoseconds");
  CHECK(problem<Duration>("\"1e-400 s\"") == "\"1e-400 s\" is no whole number of nanoseconds; round it");
  CHECK(problem<Bandwidth>("\"1e400 MB/s\"") ==
        "\"1e400 MB/s\" is out of range; write a number between 1e-300 and 1e300");
  CHECK(problem<Bandwidth>("\"0 MB/s\"").starts_with("\"0 MB/s\" is zero; "));
  CHECK(problem<Rate>("\"-1 /s\"").starts_with("\"-1 /s\" is negative; "));
  CHECK(problem<Percent>("\"-4 %\"") == R"("-4 %" is negative; write a number and %, as in "4 %")");
  CHECK(good<Bandwidth>("\"unlimited\"").is_unlimited());
}

TEST_CASE("a price is dollars for a unit") {
  CHECK(good<UnitPrice>("\"$0.0000166667/GB-s\"").femto == 16'666'700'000);
  CHECK(problem<UnitPrice>("0.1").find("is not a price for a unit; write dollars") != std::string::npos);
  CHECK(problem<UnitPrice>("\"$0.10\"").find("is not a price for a unit") != std::string::npos);
}

TEST_CASE("a quantity of any unit is in the base unit of its dimension") {
  const auto check = [](const std::string& text, double value, Dimension dimension) {
    CAPTURE(text);
    const auto quantity = good<Quantity>("\"" + text + "\"");
    CHECK(quantity.value == value);
    CHECK(quantity.dimension == dimension);
    CHECK(quantity.text == text);
  };
  check("465 min", 27'900, Dimension::duration);  // 465 * 60
  check("13 ms", 0.013, Dimension::duration);
  check("2.8 ms", 0.0028, Dimension::duration);
  check("90 GB", 9e10, Dimension::size);
  check("538 Mbit/s", 67'250'000, Dimension::bandwidth);
  check("0.2 vCPU-s", 0.2, Dimension::work);
  check("3500 message/s", 3500, Dimension::rate);
  check("$0.29", 0.29, Dimension::money);
  check("$27.84/h", 27.84, Dimension::money_per_hour);
  check("$1,584/h", 1584, Dimension::money_per_hour);
  check("4 %", 0.04, Dimension::number);
  check("21x", 21, Dimension::number);
}

TEST_CASE("a bare number is a quantity without a dimension") {
  const auto quantity = good<Quantity>("7.3");
  CHECK(quantity.value == 7.3);
  CHECK(quantity.dimension == Dimension::number);
  CHECK(quantity.text == "7.3");
  for (const char* text : {"\"21\"", "\"$\"", "\"$1/d\"", "\"x\"", "true", "\"1 parsec\"", "\"1e999 s\""}) {
    CAPTURE(text);
    CHECK(problem<Quantity>(text).find("is neither a number nor a quantity") != std::string::npos);
  }
}

}  // namespace
}  // namespace twostep::scenario
