#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::function_with;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

const std::string price = R"("prices": {"cache.node_hour": "$0.20/h"})";

// Steps on a function, with a cache "c" and an object store "s" behind it.
Run with_cache(const std::string& figures, const std::string& steps, int count = 1) {
  return simulate({.resources = function_with() + R"(, "c": {"kind": "cache", "type": "node", "get_latency": "1 ms",
                                                    "put_latency": "2 ms", )" +
                                figures +
                                R"(}, "s": {"kind": "object_store", "service": "s3", "get_latency": "30 ms"})",
                   .steps = steps,
                   .arrivals = R"("process": "batch", "count": )" + std::to_string(count),
                   .more = price});
}

TEST_CASE("a cache answers a hit by itself") {
  const Run run = with_cache(R"("backing": "s")", R"({"get": "1 KB", "from": "c"}, {"put": "1 KB", "to": "c"})");
  CHECK(run.time_in("fetch") == ms(1));
  CHECK(run.time_in("store") == ms(2));
  CHECK(run.used("get") == 0);
  CHECK(run.metric("cache.hit_ratio") == 1);
}

TEST_CASE("a miss reads the store behind the cache and writes what it got to the cache") {
  const Run run = with_cache(R"("backing": "s", "hit_ratio": "0 %")", R"({"get": "1 KB", "from": "c"})");
  CHECK(run.time_in("fetch") == ms(1 + 30 + 2));
  CHECK(run.used("get") == 1);
  CHECK(run.metric("cache.hit_ratio") == 0);
}

TEST_CASE("so many reads hit as the hit ratio says") {
  const Run run = with_cache(R"("backing": "s", "hit_ratio": "80 %")",
                             R"({"repeat": 10000, "steps": [{"get": "1 KB", "from": "c"}]})");
  // sqrt(0.8 * 0.2 / 10,000) = 0.004
  CHECK(run.metric("cache.hit_ratio") == Approx(0.8).margin(4 * 0.004));
  CHECK(static_cast<double>(run.used("get")) == Approx(10'000 * (1 - run.metric("cache.hit_ratio"))));
  CHECK(run.time_in("fetch") == ms(10'000 + 32 * run.used("get")));
}

TEST_CASE("a miss without a store behind the cache fails the step") {
  const Run run = with_cache(R"("hit_ratio": "0 %")", R"({"get": "1 KB", "from": "c"})");
  CHECK(run.result.failed == 1);
  CHECK(run.result.makespan == ms(1));
}

TEST_CASE("all clients share the node's NIC, and each has no more than its own") {
  CHECK(with_cache(R"("network": "100 MB/s")", R"({"get": "100 MB", "from": "c"})", 2).result.makespan == ms(1 + 2000));
  const Run capped = simulate({.resources = function_with(R"("network": "50 MB/s")") +
                                            R"(, "c": {"kind": "cache", "type": "node", "network": "100 MB/s"})",
                               .steps = R"({"get": "100 MB", "from": "c"})",
                               .more = price});
  CHECK(capped.result.makespan == ms(2000));
}

TEST_CASE("a node is billed by the started hour") {
  CHECK(with_cache(R"("billing_quantum": "1 h")", R"({"sleep": "61 min"}, {"get": "1 B", "from": "c"})")
            .metric("cost.cache") == Approx(2 * 0.20));
  CHECK(with_cache(R"("billing_quantum": "1 s")", R"({"sleep": "90 min"}, {"get": "0 B", "from": "c"})")
            .metric("cost.cache") == Approx(1.5 * 0.20).epsilon(1e-3));  // and a started second
}

TEST_CASE("a store behind a cache that is none is refused") {
  const auto problem = [](const std::string& cache, const std::string& words) {
    const auto problems = problems_with({.resources = function_with() + R"(, "c": {"kind": "cache", )" + cache +
                                                      R"(}, "q": {"kind": "queue", "service": "sqs"})",
                                         .steps = R"({"get": "1 B", "from": "c"})",
                                         .more = price});
    return problems.size() == 1 && problems.front().find(words) != std::string::npos;
  };
  CHECK(problem(R"("type": "node", "backing": "stroe")", "is no resource of this scenario"));
  CHECK(problem(R"("type": "node", "backing": "q")", "cannot stand behind cache c"));
  CHECK(problem(R"("type": "node", "hit_ratio": "101 %")", "more than all"));
  CHECK(problem(R"("type": "node", "billing_quantum": "1 ms")", "whole number of seconds"));
}

}  // namespace
