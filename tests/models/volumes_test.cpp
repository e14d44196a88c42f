// I/O operations of volumes: a rate, credits for a burst, and what is bought beside the size.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

// Steps on one instance, by so many workers at once, with a volume "v".
Run with_volume(const std::string& figures, const std::string& steps, int workers = 1, const std::string& more = "") {
  return simulate({.resources = fleet_with(R"("workers": )" + std::to_string(workers)) +
                                R"(, "v": {"kind": "volume", "service": "v", )" + figures + "}",
                   .steps = steps,
                   .arrivals = R"("process": "batch", "count": )" + std::to_string(workers),
                   .more = more});
}

TEST_CASE("a volume does so many operations a second, whole ones") {
  const auto time = [](const std::string& step, int workers = 1) {
    return with_volume(R"("iops": 100, "operation": "16 KiB")", step, workers).result.makespan;
  };
  CHECK(time(R"({"get": "1600 KiB", "from": "v"})") == ms(1000));  // 100 operations of 16 KiB
  CHECK(time(R"({"get": "1 B", "from": "v"})") == ms(10));
  CHECK(time(R"({"get": "16385 B", "from": "v"})") == ms(20));
  CHECK(time(R"({"repeat": 50, "steps": [{"put": "4 KiB", "to": "v"}]})") == ms(500));
  CHECK(time(R"({"get": "1600 KiB", "from": "v"})", 3) == ms(3000));  // one volume for all of them
}

TEST_CASE("a volume moves no more bytes than its bandwidth, however many operations it has") {
  // 3,000 operations of 256 KiB would be 786 MB/s. 640 of them are 167.8 MB, at 160 MB/s.
  const Run run = with_volume(R"("iops": 3000, "bandwidth": "160 MB/s")", R"({"get": "160 MiB", "from": "v"})");
  CHECK(run.result.makespan.in_seconds() == Approx(640 * 262'144 / 160e6).epsilon(1e-9));
  const Run shared = with_volume(R"("iops": 3000, "bandwidth": "160 MB/s")", R"({"get": "160 MiB", "from": "v"})", 2);
  CHECK(shared.result.makespan.in_seconds() == Approx(2 * 640 * 262'144 / 160e6).epsilon(1e-9));
}

const std::string gp2_of_100_gib = R"("size": "100 GiB", "iops": 100, "iops_per_gib": 3, "most_iops": 10000,
                                      "burst_iops": 3000, "io_credits": 1000)";
const std::string size_price = R"("prices": {"v.gb_month": "$0.10/GB-month"})";

TEST_CASE("credits let a volume burst until they are used up") {
  // 100 GiB have 300 operations a second. 1,000 credits go at 3,000 - 300 a second: 0.37037 s, 1,111.1 operations. 1
  // GiB are 4,096 operations; the other 2,984.9 take 9.94963 s.
  const Run run = with_volume(gp2_of_100_gib, R"({"get": "1 GiB", "from": "v"})", 1, size_price);
  CHECK(run.result.makespan.in_seconds() == Approx(0.370370 + 9.949630).epsilon(1e-6));
}

TEST_CASE("credits come back at the rate that the volume always has") {
  // After 4,096 operations none are left. 3 s give 900: 0.3333 s at 3,000 a second, 1,000 operations.
  const Run run =
      with_volume(gp2_of_100_gib, R"({"get": "1 GiB", "from": "v"}, {"sleep": "3 s"}, {"get": "250 MiB", "from": "v"})",
                  1, size_price);
  CHECK(run.result.makespan.in_seconds() == Approx(10.32 + 3 + 1.0 / 3).epsilon(1e-6));
}

TEST_CASE("the size of a volume sets its operations between the least and the most") {
  const auto operations_a_second = [](const std::string& size) {
    const Run run = with_volume(
        R"("iops": 100, "iops_per_gib": 3, "most_iops": 10000, "operation": "1 KiB", "size": ")" + size + "\"",
        R"({"get": "30000 KiB", "from": "v"})", 1, size_price);
    return 30'000 / run.result.makespan.in_seconds();
  };
  CHECK(operations_a_second("10 GiB") == Approx(100));
  CHECK(operations_a_second("100 GiB") == Approx(300));
  CHECK(operations_a_second("4000 GiB") == Approx(10'000));
}

TEST_CASE("operations and bandwidth beyond what the size includes are billed by the month") {
  const Run run = with_volume(R"("size": "100 GB", "iops": 4000, "included_iops": 3000, "bandwidth": "225 MiB/s",
                                 "included_bandwidth": "125 MiB/s")",
                              R"({"get": "1 B", "from": "v"}, {"sleep": "73 h"})", 1,
                              R"("prices": {"v.gb_month": "$0.08/GB-month", "v.iops_month": "$0.005/IOPS-month",
                                            "v.mb_s_month": "$0.04/MBps-month"})");
  // A tenth of a month: 100 GB * $0.08, 1,000 IOPS * $0.005 and 100 MiB/s, which Amazon calls MB/s, * $0.04; the read
  // takes a second more
  CHECK(run.metric("cost.v") == Approx((8 + 5 + 4) / 10.0).epsilon(1e-4));
}

TEST_CASE("the machine's way to its volumes caps each transfer of a volume with operations") {
  const Run run = simulate({.resources = fleet_with(R"("volume_bandwidth": "26214400 B/s")") +
                                         R"(, "v": {"kind": "volume", "service": "v", "iops": 1000})",
                            .steps = R"({"get": "25 MiB", "from": "v"})"});
  CHECK(run.result.makespan == ms(1000));  // 26,214,400 bytes
}

TEST_CASE("operations that make no volume are refused") {
  const auto problem = [](const std::string& figures, const std::string& words) {
    const auto problems = problems_with({.resources = fleet_with() + R"(, "v": {"kind": "volume", )" + figures + "}",
                                         .steps = R"({"get": "1 B", "from": "v"})"});
    return problems.size() == 1 && problems.front().find(words) != std::string::npos;
  };
  CHECK(problem(R"("burst_iops": 3000, "io_credits": 1)", "no base rate"));
  CHECK(problem(R"("iops": 100, "burst_iops": 3000)", "io_credits"));
  CHECK(problem(R"("iops_per_gib": 3)", "size"));
  CHECK(problem(R"("iops": 100, "operation": "0 B")", "no size of an I/O operation"));
  CHECK(problem(R"("iops": 100, "in_memory": true)", "no I/O operations"));
  CHECK(problem(R"("included_iops": 3000)", "no I/O operations a second"));
  CHECK(problem(R"("included_bandwidth": "125 MB/s")", "unlimited bandwidth"));
}

}  // namespace
