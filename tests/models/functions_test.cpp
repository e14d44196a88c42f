#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

// One GB-second is 1024 MiB * 1000 ms = 1,024,000 base units.
constexpr std::int64_t mib_ms(std::int64_t mib, std::int64_t ms) { return mib * ms; }

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

const std::string cold_start =
    R"("package": "20 MB", "init": "0.1 vCPU-s",
       "cold_start": {"placement": "150 ms", "package_bandwidth": "10 MB/s", "runtime_init": "200 ms"})";

TEST_CASE("the phases of a cold start add up") {
  const Run run = simulate({.resources = function_with(cold_start, "f", "512 MiB"), .steps = R"({"sleep": "1 s"})"});
  // 150 ms placement + 20 MB / (10 MB/s) = 2000 ms + 200 ms runtime + 100 vCPU-ms / 0.5 vCPU = 200 ms own init
  CHECK(run.time_in("cold_start") == ms(150 + 2000 + 200 + 200));
  CHECK(run.time_in("sleep") == ms(1000));
  CHECK(run.result.makespan == ms(3550));
  CHECK(run.result.cold_starts == 1);
  CHECK(run.used("gb_s") == mib_ms(512, 1000));  // initialisation is not billed
}

TEST_CASE("initialisation is billed as duration where the platform says so, placement and fetch are not") {
  const Run run =
      simulate({.resources = function_with(cold_start + R"(, "billing": {"init_billed": true})", "f", "512 MiB"),
                .steps = R"({"sleep": "1 s"})"});
  CHECK(run.used("gb_s") == mib_ms(512, 1000 + 200 + 200));
  CHECK(run.result.makespan == ms(3550));
}

TEST_CASE("the environment that became idle last is used first") {
  const Run run = simulate({.resources = function_with(R"("keep_alive": "5 s")"),
                            .steps = R"({"sleep": "0.2 s", "cold": "1.5 s"})",
                            .arrivals = R"("process": "deterministic", "rate": "1 /s", "count": 12)"});
  // A: cold at 1 s until 2.5 s; B: cold at 2 s until 3.5 s; A again at 3 s until 3.2 s. From 4 s on the newest idle one
  // is B, every second until 12.2 s; A expires at 3.2 + 5 = 8.2 s.
  CHECK(run.result.cold_starts == 2);
  CHECK(run.metric("environments.peak") == 2);
  CHECK(run.metric("environments.mean") == Approx(((8.2 - 1) + (12.2 - 2)) / 12.2).epsilon(1e-12));
}

TEST_CASE("an idle environment expires after its keep-alive, and not before") {
  const auto cold_starts = [](const std::string& think_time) {
    return simulate({.resources = function_with(R"("keep_alive": "10 s")"),
                     .steps = R"({"sleep": "1 s"})",
                     .arrivals = R"("process": "closed", "count": 2, "think_time": ")" + think_time + "\""})
        .result.cold_starts;
  };
  CHECK(cold_starts("9.999999999 s") == 1);
  CHECK(cold_starts("10.000000001 s") == 2);
}

TEST_CASE("each invocation is billed up to the next quantum of time, times its memory") {
  const auto run = [](const std::string& time) {
    return simulate(
        {.resources = function_with(R"("billing": {"quantum": "100 ms"})"), .steps = R"({"sleep": ")" + time + "\"}"});
  };
  CHECK(run("100 ms").used("gb_s") == mib_ms(1024, 100));
  CHECK(run("100.000001 ms").used("gb_s") == mib_ms(1024, 200));
  CHECK(run("99.999999 ms").used("gb_s") == mib_ms(1024, 100));
  // 0.1 GB-s at $0.0000166667 + 1 request at $0.20 a million = $0.00000166667 + $0.0000002
  CHECK(run("100 ms").bill.total.pico == 1'666'670 + 200'000);
}

TEST_CASE("several invocations are rounded up each by itself") {
  const Run run = simulate({.resources = function_with(R"("billing": {"quantum": "100 ms"})"),
                            .steps = R"({"sleep": "101 ms"})",
                            .arrivals = R"("process": "batch", "count": 10)"});
  CHECK(run.used("gb_s") == 10 * mib_ms(1024, 200));
  CHECK(run.used("request") == 10);
}

TEST_CASE("requests beyond the concurrency limit are throttled, and not billed") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 2)"),
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 5)"});
  CHECK(run.result.requests == 5);
  CHECK(run.result.completed == 2);
  CHECK(run.result.throttled == 3);
  CHECK(run.result.executions == 2);
  CHECK(run.used("request") == 2);
  CHECK(run.used("gb_s") == 2 * mib_ms(1024, 1000));
  CHECK(run.metric("concurrency.peak") == 2);
}

TEST_CASE("batches of an event source wait for the concurrency limit instead of being throttled") {
  const Run run = simulate({.resources = function_with(R"("concurrency": 1, "event_source": {"batch": 1})") +
                                         R"(, "q": {"kind": "queue", "service": "sqs"})",
                            .steps = R"({"sleep": "1 s"})",
                            .arrivals = R"("process": "batch", "count": 3)",
                            .workload = R"("via": "q")"});
  CHECK(run.result.completed == 3);
  CHECK(run.result.throttled == 0);
  CHECK(run.result.makespan == ms(3000));
  CHECK(run.time_in("queueing") == ms(0 + 1000 + 2000));
}

TEST_CASE("environments are packed on the first host with enough memory") {
  const auto hosts = [](const std::string& host, int count) {
    return simulate({.resources = function_with(R"("host": )" + host),
                     .steps = R"({"sleep": "1 s"})",
                     .arrivals = R"("process": "batch", "count": )" + std::to_string(count)})
        .metric("hosts.peak");
  };
  CHECK(hosts(R"({"memory": "3072 MiB"})", 6) == 2);  // 3 of 1024 MiB on each
  CHECK(hosts(R"({"memory": "3072 MiB"})", 7) == 3);
  CHECK(hosts(R"({"memory": "3071 MiB"})", 6) == 3);
  CHECK(hosts(R"({"memory": "3072 MiB", "packing": "one_per_host"})", 7) == 7);
  CHECK(hosts("{}", 7) == 1);  // no limit
}

TEST_CASE("the NIC of a host is shared by its environments, none above its own cap") {
  const auto makespan = [](int count) {
    return simulate(
               {.resources =
                    function_with(R"("network": "538 Mbit/s", "host": {"memory": "3328 MiB", "network": "574 Mbit/s"})",
                                  "f", "128 MiB") +
                    R"(, "s": {"kind": "object_store", "service": "s3"})",
                .steps = R"({"get": "100 MB", "from": "s"})",
                .arrivals = R"("process": "batch", "count": )" + std::to_string(count)})
        .result.makespan.ns;
  };
  CHECK(makespan(1) == 1'486'988'848);    // 800 Mbit / 538 Mbit/s
  CHECK(makespan(2) == 2'787'456'446);    // 800 / (574 / 2)
  CHECK(makespan(20) == 27'874'564'460);  // 800 / (574 / 20), all 20 * 128 MiB on one host
  CHECK(makespan(26) == 36'236'933'798);  // 800 / (574 / 26), the host is full
  CHECK(makespan(27) == 36'236'933'798);  // the 27th is on a host of its own
}

TEST_CASE("the share of a vCPU follows from the memory") {
  const auto makespan = [](const std::string& memory, int threads) {
    return simulate({.resources = R"("f": {"kind": "function", "service": "lambda", "memory": ")" + memory +
                                  R"(", "memory_per_vcpu": "1792 MiB", "max_vcpus": 2})",
                     .steps = R"({"compute": "0.2 vCPU-s", "threads": )" + std::to_string(threads) + "}"})
        .result.makespan.ns;
  };
  CHECK(makespan("640 MiB", 1) == 560'000'000);   // 0.2 / (640 / 1792)
  CHECK(makespan("640 MiB", 2) == 560'000'000);   // two threads share the same 0.357 vCPU
  CHECK(makespan("1792 MiB", 1) == 200'000'000);  // one whole vCPU
  CHECK(makespan("3008 MiB", 1) == 200'000'000);  // one thread uses one vCPU at the most
  CHECK(makespan("3008 MiB", 2) == 119'148'936);  // 0.2 / (3008 / 1792)
  CHECK(makespan("4096 MiB", 2) == 100'000'000);  // 2 vCPUs at the most
}

TEST_CASE("load steps run once in each environment") {
  const Run run = simulate({.resources = function_with(),
                            .steps = R"({"load": [{"sleep": "2 s"}]}, {"sleep": "1 s"})",
                            .arrivals = R"("process": "closed", "count": 3)"});
  CHECK(run.result.makespan == ms(2000 + 3 * 1000));
  CHECK(run.metric("latency.max") == 3.0);
  CHECK(run.metric("latency.min") == 1.0);
}

TEST_CASE("the first execution in an environment takes the cold alternative") {
  const auto makespan = [](const std::string& step) {
    return simulate({.resources = function_with(), .steps = step, .arrivals = R"("process": "closed", "count": 3)"})
        .result.makespan;
  };
  CHECK(makespan(R"({"sleep": "1 s", "cold": "2.5 s"})") == ms(2500 + 2 * 1000));
  CHECK(makespan(R"({"compute": "0.25 vCPU-s", "cold": "4 vCPU-s"})") == ms(4000 + 2 * 250));
}

}  // namespace
