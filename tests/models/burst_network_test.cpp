// Networks with a burst above a base rate, and transfers that others slow down beyond a function's lifetime.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

const std::string burst = R"("network": {"base": "10 MB/s", "burst": "100 MB/s", "bucket": "90 MB"})";
const std::string store = R"(, "s": {"kind": "object_store", "service": "s3"})";

TEST_CASE("a function's transfer bursts until its bucket is empty") {
  // The bucket empties at 100 - 10 MB/s: 1 s, 100 MB. The other 50 MB take 5 s.
  const auto fetch = [](int count) {
    return simulate({.resources = function_with(burst) + store,
                     .steps = R"({"get": "150 MB", "from": "s"})",
                     .arrivals = R"("process": "batch", "count": )" + std::to_string(count)})
        .result.makespan;
  };
  CHECK(fetch(1) == ms(6000));
  CHECK(fetch(7) == ms(6000));  // each environment has a bucket of its own
}

TEST_CASE("parallel transfers of one environment share its bucket") {
  const Run run = simulate({.resources = function_with(burst) + store,
                            .steps = R"({"fan_out": 3, "steps": [{"get": "50 MB", "from": "s"}]})"});
  CHECK(run.result.makespan == ms(6000));
}

TEST_CASE("a warm environment finds its bucket as it was left, a new one finds a full one") {
  const auto second_fetch = [](const std::string& keep_alive) {
    const Run run = simulate({.resources = function_with(burst + R"(, "keep_alive": )" + keep_alive) + store,
                              .steps = R"({"get": "100 MB", "from": "s"})",
                              .arrivals = R"("process": "deterministic", "rate": "0.5 /s", "count": 2)"});  // every 2 s
    return run.result.makespan;
  };
  // They come at 2 s and 4 s. The first empties the bucket at 3 s; at 4 s the warm one's holds 10 MB: 100 MB/s for
  // 0.1111 s, 11.111 MB, and the other 88.889 MB at 10 MB/s.
  CHECK(second_fetch(R"("10 min")").in_seconds() == Approx(4 + 0.111111 + 8.888889).epsilon(1e-6));
  CHECK(second_fetch(R"({"policy": "none"})") == ms(5000));
}

TEST_CASE("the workers of an instance share its bucket") {
  const Run run = simulate({.resources = fleet_with(burst + R"(, "workers": 2)") + store,
                            .steps = R"({"get": "75 MB", "from": "s"})",
                            .arrivals = R"("process": "batch", "count": 2)"});
  CHECK(run.result.makespan == ms(6000));
}

TEST_CASE("a transfer that others slow down beyond a function's lifetime ends with the lifetime") {
  // On one host of 10 MB/s, two functions read 10 MB each: 1 s alone, and 2 s together.
  const Run run = simulate(
      {.resources =
           function_with(R"("lifetime": "1500 ms", "host": {"memory": "2 GiB", "network": "10 MB/s"})") + store,
       .steps = R"({"get": "10 MB", "from": "s"})",
       .arrivals = R"("process": "batch", "count": 2)"});
  CHECK(run.result.makespan == ms(1500));
  CHECK(run.result.failed == 2);
}

TEST_CASE("bursts that cannot be are refused") {
  const auto problem = [](const std::string& resource, const std::string& words, const std::string& steps = "") {
    const auto problems = problems_with(
        {.resources = resource + store, .steps = steps.empty() ? R"({"get": "1 B", "from": "s"})" : steps});
    return problems.size() == 1 && problems.front().find(words) != std::string::npos;
  };
  const auto network = [](const std::string& figures) { return function_with(R"("network": {)" + figures + "}"); };
  CHECK(problem(network(R"("base": "10 MB/s", "burst": "10 MB/s", "bucket": "1 MB")"), "no burst above the base rate"));
  CHECK(problem(network(R"("base": "unlimited", "burst": "unlimited", "bucket": "1 MB")"), "no base rate"));
  CHECK(problem(network(R"("base": "1 MB/s", "burst": "2 MB/s", "bucket": "0 B")"), "nothing to burst with"));
  CHECK(problem(network(R"("base": "1 MB/s", "bucket": "1 B")"), "burst"));
  CHECK(problem(function_with(burst + R"(, "host": {"network": "574 Mbit/s"})"), "a transfer has one bottleneck"));
  CHECK(problem(fleet_with(burst), "shared at one end only", R"({"message": "1 KB", "to": "f"})"));
}

}  // namespace
