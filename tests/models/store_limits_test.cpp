// What stores refuse, how clients retry, large objects in parts, provisioned capacity and conditional writes.
#include <catch2/catch.hpp>

#include "sim/observation/invocation_record.hpp"
#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

// A program of these steps on a function, with an object store "s".
Run with_objects(const std::string& figures, const std::string& steps, const std::string& arrivals = "") {
  twostep::tests::Parts parts{
      .resources = function_with() + R"(, "s": {"kind": "object_store", "service": "s3", )" + figures + "}",
      .steps = steps};
  if (!arrivals.empty()) parts.arrivals = arrivals;
  return simulate(parts);
}

Run with_table(const std::string& figures, const std::string& steps, const std::string& arrivals = "") {
  twostep::tests::Parts parts{
      .resources = function_with() + R"(, "s": {"kind": "key_value_store", "service": "dynamodb", )" + figures + "}",
      .steps = steps};
  if (!arrivals.empty()) parts.arrivals = arrivals;
  return simulate(parts);
}

std::string at_once(int count, const std::string& step) {
  return R"({"fan_out": )" + std::to_string(count) + R"(, "steps": [)" + step + "]}";
}

TEST_CASE("a prefix serves a second's worth of requests at once, and refuses the others without billing them") {
  const Run run = with_objects(R"("read_rate": "4 /s", "retries": 0)", at_once(10, R"({"get": "1 KB", "from": "s"})"));
  CHECK(run.used("get") == 4);
  CHECK(run.metric("stores.throttled") == 6);
  CHECK(run.metric("stores.failed") == 6);
  CHECK(run.result.failed == 1);  // the request whose steps they are
}

TEST_CASE("reads and writes have limits of their own") {
  const Run run = with_objects(R"("read_rate": "4 /s", "retries": 0)", at_once(10, R"({"put": "1 KB", "to": "s"})"));
  CHECK(run.used("put") == 10);
  CHECK(run.metric("stores.throttled") == 0);
}

TEST_CASE("throttled requests are served later when the client retries, at the store's rate") {
  const Run run = with_objects(R"("read_rate": "4 /s", "retries": {"count": 50, "backoff": "1 s", "longest": "1 s"})",
                               at_once(10, R"({"get": "1 KB", "from": "s"})"));
  CHECK(run.used("get") == 10);
  CHECK(run.metric("stores.failed") == 0);
  CHECK(run.metric("stores.throttled") >= 6);
  // 4 at once, then one each 250 ms: the last of 6 more comes after 1.5 s at the earliest
  CHECK(run.result.makespan >= ms(1500));
  CHECK(run.result.makespan < ms(20'000));
}

TEST_CASE("a refusal takes the latency of an answer") {
  const Run run =
      with_objects(R"("get_latency": "20 ms", "errors": "100 %", "retries": {"count": 2, "backoff": "0 s"})",
                   R"({"get": "1 GB", "from": "s"})");
  CHECK(run.result.makespan == ms(3 * 20));  // the first attempt and two retries
  CHECK(run.metric("stores.errors") == 3);
  CHECK(run.metric("stores.failed") == 1);
  CHECK(run.used("get") == 0);
  CHECK(run.result.failed == 1);
}

TEST_CASE("the wait before a retry is a uniform part of a time that doubles up to the longest") {
  // Half of all requests fail: on average one retry, after a uniform part of 100 ms: 50 ms each, 500 s for 10,000.
  // N retries, geometric with mean 1 and variance 2: variance 1 * 100^2 / 12 + 2 * 50^2 = 76^2 ms^2; 4 * 0.76 ms.
  const std::string reads = R"({"repeat": 10000, "steps": [{"get": "1 B", "from": "s"}]})";
  const Run even =
      with_objects(R"("errors": "50 %", "retries": {"count": 100, "backoff": "100 ms", "longest": "100 ms"})", reads);
  CHECK(even.time_in("fetch").in_seconds() / 10'000 == Approx(0.050).margin(0.00304));
  CHECK(even.metric("stores.errors") == Approx(10'000).margin(4 * 141));
  // With doubling, the n-th retry waits 50 ms * 2^(n-1) on average and happens with probability 2^-n: 25 ms for each of
  // 8. A request that fails still begins anew: 1 in 512. The eighth wait alone, uniform up to 12.8 s for 1 in 256, has
  // a variance of 12.8^2 / 3 / 256 s^2, half of all: a standard deviation of 0.65 s, of 10,000 6.5 ms: 4 * 3.3 %.
  const Run doubling = simulate({.resources = fleet_with(R"("workers": 10000)") +
                                              R"(, "s": {"kind": "object_store", "service": "s3", "errors": "50 %",
                                                         "retries": {"count": 8, "backoff": "100 ms"}})",
                                 .steps = R"({"retry": 100, "backoff": "0 s", "steps": [{"get": "1 B", "from": "s"}]})",
                                 .arrivals = R"("process": "batch", "count": 10000)"});
  CHECK(doubling.time_in("fetch").in_seconds() / 10'000 == Approx(8 * 0.025).epsilon(0.13));
}

TEST_CASE("keys that are spread over prefixes have the limit of each") {
  // 100 requests at once to 100 prefixes of 1 a second: 100 * (1 - 0.99^100) = 63.4 different ones on average, with a
  // standard deviation of 3.1.
  const Run run = with_objects(R"("write_rate": "1 /s", "prefixes": 100, "retries": 0)",
                               at_once(100, R"({"put": "1 KB", "to": "s"})"));
  CHECK(run.used("put") >= 51);
  CHECK(run.used("put") <= 76);
  CHECK(run.used("put") + static_cast<std::int64_t>(run.metric("stores.throttled")) == 100);
}

TEST_CASE("a client that is still retrying at the end of its lifetime has run out of time") {
  const Run run = simulate({.resources = function_with(R"("lifetime": "1 s")") +
                                         R"(, "s": {"kind": "object_store", "service": "s3", "errors": "100 %",
                                                    "retries": {"count": 100, "backoff": "1 h", "longest": "1 h"}})",
                            .steps = R"({"get": "1 B", "from": "s"})"});
  CHECK(run.result.makespan == ms(1000));
  CHECK(run.metric("stores.failed") == 0);
}

TEST_CASE("a large object is written in parts, between a request that opens the upload and one that completes it") {
  const std::string store = R"("get_latency": "20 ms", "put_latency": "30 ms", "connection_bandwidth": "10 MB/s",
                               "part": "8 MB")";
  const Run write = with_objects(store, R"({"put": "20 MB", "to": "s", "connections": 2})");
  // Two parts of 8 MB at once over 10 MB/s each, then one of 4 MB.
  CHECK(write.time_in("store") == ms(30 + (30 + 800) + (30 + 400) + 30));
  CHECK(write.used("put") == 1 + 3 + 1);
  const Run read = with_objects(store, R"({"get": "20 MB", "from": "s", "connections": 2})");
  CHECK(read.time_in("fetch") == ms((20 + 800) + (20 + 400)));
  CHECK(read.used("get") == 3);
  const Run small = with_objects(store, R"({"put": "8 MB", "to": "s", "connections": 2})");
  CHECK(small.time_in("store") == ms(30 + 400));
  CHECK(small.used("put") == 1);
}

TEST_CASE("each part is a request to the store's limit") {
  // 1 to open, 10 parts at once: 11 of 10 a second.
  const Run run = with_objects(R"("part": "1 MB", "write_rate": "10 /s", "retries": 0)",
                               R"({"put": "10 MB", "to": "s", "connections": 10})");
  CHECK(run.metric("stores.throttled") == 1);
  CHECK(run.used("put") == 1);
}

const std::string few_units = R"("retries": 0, "capacity": {"read_units": 1, "write_units": 10, "burst": "1 s"})";

TEST_CASE("a table with provisioned capacity throttles beyond its units") {
  const Run run = with_table(few_units, at_once(30, R"({"put": "1 KB", "to": "s"})"));
  CHECK(run.metric("stores.throttled") == 20);
  // 2 KiB take two units each
  CHECK(with_table(few_units, at_once(30, R"({"put": "2 KiB", "to": "s"})")).metric("stores.throttled") == 25);
  // An eventually consistent read of 4 KiB takes half a unit
  CHECK(with_table(few_units, at_once(3, R"({"get": "4 KiB", "from": "s"})")).metric("stores.throttled") == 1);
}

TEST_CASE("a table keeps five minutes of unused capacity for bursts") {
  // 10 units * 300 s
  const Run run = with_table(R"("retries": 0, "capacity": {"read_units": 1, "write_units": 10})",
                             at_once(3001, R"({"put": "1 KB", "to": "s"})"));
  CHECK(run.metric("stores.throttled") == 1);
}

TEST_CASE("provisioned capacity is billed by the hour and not by use") {
  const Run run = with_table(R"("capacity": {"read_units": 100, "write_units": 10})",
                             R"({"put": "1 KB", "to": "s"}, {"get": "1 KB", "from": "s"}, {"sleep": "2 h"})");
  // 2 h * (100 * $0.00013 + 10 * $0.00065)
  CHECK(run.metric("cost.dynamodb") == Approx(2 * (0.013 + 0.0065)).epsilon(1e-12));
  CHECK(run.used("read_unit_hour") == 100 * 7200);
  CHECK(run.used("write_unit_hour") == 10 * 7200);
}

TEST_CASE("a conditional write whose condition fails is billed and fails the step") {
  const auto writes = [](const std::string& share) {
    return with_table(R"("put_latency": "5 ms")",
                      R"({"put": "1 KB", "to": "s", "condition_fails": ")" + share + R"("})",
                      R"("process": "batch", "count": 1000)");
  };
  CHECK(writes("100 %").result.failed == 1000);
  CHECK(writes("100 %").used("write_unit") == 1000);
  CHECK(writes("0 %").result.failed == 0);
  const Run some = writes("25 %");
  CHECK(static_cast<double>(some.result.failed) == Approx(250).margin(4 * 13.7));  // sqrt(1000 * 0.25 * 0.75)
  CHECK(some.used("write_unit") == 1000);
}

std::vector<std::string> store_problems(const std::string& kind_and_figures, const std::string& steps = "") {
  return problems_with({.resources = function_with() + R"(, "s": {"kind": )" + kind_and_figures + "}",
                        .steps = steps.empty() ? R"({"put": "1 KB", "to": "s"})" : steps});
}

bool says(const std::vector<std::string>& problems, const std::string& words) {
  return problems.size() == 1 && problems.front().find(words) != std::string::npos;
}

TEST_CASE("limits that are none are refused") {
  CHECK(says(store_problems(R"("object_store", "service": "s3", "errors": "101 %")"), "more than all"));
  CHECK(says(store_problems(R"("object_store", "service": "s3", "read_rate": "1 /min")"), "one request a second"));
  CHECK(says(store_problems(R"("object_store", "service": "s3", "prefixes": 0)"), "prefixes"));
  CHECK(says(store_problems(R"("key_value_store", "service": "dynamodb", "errors": "200 %")"), "more than all"));
  CHECK(says(store_problems(R"("key_value_store", "service": "dynamodb", "capacity": {"read_units": 1})"),
             "write_units"));
  CHECK(says(store_problems(R"("key_value_store", "service": "other", "capacity": {"read_units": 1, "write_units": 1})",
                            R"({"get": "1 B", "from": "s"})"),
             "read_unit_hour") == false);  // two meters without a price: two problems
  CHECK(
      says(store_problems(R"("volume", "in_memory": true)", R"({"put": "1 KB", "to": "s", "condition_fails": "1 %"})"),
           "no conditional writes"));
  CHECK(says(
      store_problems(R"("object_store", "service": "s3")", R"({"put": "1 KB", "to": "s", "condition_fails": "101 %"})"),
      "more than all"));
}

}  // namespace
