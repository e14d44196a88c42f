#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

// A program of these steps on a function, with a store "s".
Run with_store(const std::string& kind_and_figures, const std::string& steps) {
  return simulate({.resources = function_with() + R"(, "s": {"kind": )" + kind_and_figures + "}", .steps = steps});
}

TEST_CASE("a read of an object takes its latency and its transfer over each connection") {
  const auto fetch = [](const std::string& step) {
    return with_store(R"("object_store", "service": "s3", "get_latency": "20 ms", "connection_bandwidth": "10 MB/s")",
                      step)
        .time_in("fetch");
  };
  CHECK(fetch(R"({"get": "10 MB", "from": "s"})") == ms(20 + 1000));
  CHECK(fetch(R"({"get": "10 MB", "from": "s", "connections": 4})") == ms(20 + 250));
  CHECK(fetch(R"({"get": "0 B", "from": "s"})") == ms(20));
}

TEST_CASE("a write of an object takes its own latency and counts as storing") {
  const Run run = with_store(R"("object_store", "service": "s3", "get_latency": "20 ms", "put_latency": "30 ms",
                                "connection_bandwidth": "10 MB/s")",
                             R"({"put": "10 MB", "to": "s"}, {"send": 5, "size": "1 MB", "to": "s"})");
  CHECK(run.time_in("store") == ms(30 + 1000));
  CHECK(run.time_in("message") == ms(30 + 500));  // five messages as one object
  CHECK(run.used("put") == 2);
}

TEST_CASE("an object store charges by request, whatever the size") {
  const Run run = with_store(R"("object_store", "service": "s3")",
                             R"({"repeat": 3, "steps": [{"get": "1 GB", "from": "s"}]}, {"put": "1 B", "to": "s"})");
  CHECK(run.used("get") == 3);
  CHECK(run.used("put") == 1);
  // $0.40 a million reads, $5 a million writes
  for (const auto& line : run.bill.lines) {
    if (line.meter == "get") CHECK(line.amount.pico == 3 * 400'000);
    if (line.meter == "put") CHECK(line.amount.pico == 5'000'000);
  }
}

TEST_CASE("a key-value store charges started units of 4 KiB read and 1 KiB written") {
  // Read units are counted in halves: an eventually consistent read takes half of one.
  const auto half_units = [](const std::string& size, bool consistent) {
    return with_store(std::string(R"("key_value_store", "service": "dynamodb", "consistent_reads": )") +
                          (consistent ? "true" : "false"),
                      R"({"get": ")" + size + R"(", "from": "s"})")
        .used("read_unit");
  };
  CHECK(half_units("4096 B", false) == 1);
  CHECK(half_units("4097 B", false) == 2);
  CHECK(half_units("4096 B", true) == 2);
  CHECK(half_units("4097 B", true) == 4);
  CHECK(half_units("0 B", false) == 1);
  const auto write_units = [](const std::string& size) {
    return with_store(R"("key_value_store", "service": "dynamodb")", R"({"put": ")" + size + R"(", "to": "s"})")
        .used("write_unit");
  };
  CHECK(write_units("1024 B") == 1);
  CHECK(write_units("1025 B") == 2);
  CHECK(write_units("400 KiB") == 400);
}

TEST_CASE("the prices of a key-value store apply to whole units") {
  const Run run = with_store(R"("key_value_store", "service": "dynamodb")",
                             R"({"get": "4 KiB", "from": "s"}, {"put": "2 KiB", "to": "s"})");
  for (const auto& line : run.bill.lines) {
    if (line.meter == "read_unit") CHECK(line.amount.pico == 125'000);     // half of $0.25 / 1M
    if (line.meter == "write_unit") CHECK(line.amount.pico == 2'500'000);  // 2 * $1.25 / 1M
  }
}

TEST_CASE("a scan reads page by page") {
  const Run run = with_store(R"("key_value_store", "service": "dynamodb", "get_latency": "10 ms",
                                "connection_bandwidth": "1 MiB/s")",
                             R"({"scan": "2.5 MiB", "from": "s"})");
  CHECK(run.time_in("fetch") == ms(3 * 10 + 2500));
  CHECK(run.used("read_unit") == 256 + 256 + 128);  // halves: 4 KiB each
}

TEST_CASE("a volume is as fast as itself and the instance's way to it") {
  const auto fetch = [](const std::string& volume, int workers) {
    return simulate(
               {.resources = fleet_with(R"("volume_bandwidth": "100 MB/s", "workers": )" + std::to_string(workers)) +
                             R"(, "v": {"kind": "volume", "service": "ebs", "read_latency": "1 ms", )" + volume + "}",
                .steps = R"({"get": "100 MB", "from": "v"})",
                .arrivals = R"("process": "batch", "count": )" + std::to_string(workers)})
        .result.makespan;
  };
  CHECK(fetch(R"("bandwidth": "50 MB/s")", 1) == ms(1 + 2000));
  CHECK(fetch(R"("bandwidth": "160 MB/s")", 1) == ms(1 + 1000));
  CHECK(fetch(R"("bandwidth": "160 MB/s")", 2) == ms(1 + 2000));  // 50 MB/s each
  CHECK(fetch(R"("bandwidth": "160 MB/s", "in_memory": true)", 2) == ms(1 + 625));
}

TEST_CASE("the bandwidth metric counts reads of at least a megabyte, without their latency") {
  const Run run =
      with_store(R"("object_store", "service": "s3", "get_latency": "20 ms", "connection_bandwidth": "10 MB/s")",
                 R"({"get": "10 MB", "from": "s"}, {"get": "999999 B", "from": "s"},
                                {"put": "10 MB", "to": "s"}, {"get": "1 MB", "from": "s", "connections": 3})");
  CHECK(run.result.bandwidth.count() == 2);
  CHECK(run.metric("bandwidth.min") == Approx(10e6).epsilon(1e-12));
  CHECK(run.metric("bandwidth.max") == Approx(30e6).epsilon(1e-7));  // 33.333333 ms, rounded to nanoseconds
}

const std::string volume_of_100_gb = R"(, "v": {"kind": "volume", "service": "ebs", "size": "100 GB"})";

TEST_CASE("a volume's size is billed by the month of 730 hours") {
  const Run run = simulate(
      {.resources = fleet_with() + volume_of_100_gb, .steps = R"({"get": "1 B", "from": "v"}, {"sleep": "73 h"})"});
  // 100 GB for a tenth of a month are 10 GB-months at $0.10
  for (const auto& line : run.bill.lines) {
    if (line.meter == "gb_month") CHECK(line.amount.pico == 1'000'000'000'000);
  }
  CHECK(run.metric("cost.ebs") == 1.0);
}

TEST_CASE("a volume costs the same each hour of any window") {
  const auto per_hour = [](const std::string& arrivals) {
    return simulate({.resources = fleet_with() + volume_of_100_gb,
                     .steps = R"({"get": "1 B", "from": "v"}, {"sleep": "100 ms"})",
                     .arrivals = R"("process": "deterministic", "rate": "1 /s", )" + arrivals,
                     .workload = R"("warm_up": "2 s")"})
        .metric("cost_per_hour.ebs");
  };
  // 100 GB * $0.10 / 730 h
  // Half a minute costs 0.0001 dollars, rounded to a pico-dollar: 1e-8 of it
  CHECK(per_hour(R"("lasts": "30 s")") == Approx(10.0 / 730).epsilon(1e-8));
  CHECK(per_hour(R"("count": 30)") == Approx(10.0 / 730).epsilon(1e-8));
}

}  // namespace
