#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Run;
using twostep::tests::simulate;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

std::string queue_with(const std::string& figures = "") {
  return R"(, "q": {"kind": "queue", "service": "sqs")" + (figures.empty() ? "" : ", " + figures) + "}";
}

// A function whose program runs these steps, beside a queue "q" that is not what starts it.
Run beside_queue(const std::string& figures, const std::string& steps) {
  return simulate({.resources = function_with() + queue_with(figures), .steps = steps});
}

// Requests of `messages` messages each through a queue to a function that takes a second for each batch.
Run through_queue(const std::string& arrivals, int messages, const std::string& event_source) {
  return simulate({.resources = function_with(R"("event_source": )" + event_source) + queue_with(),
                   .steps = R"({"sleep": "1 s"})",
                   .arrivals = arrivals,
                   .workload = R"("via": "q", "messages": )" + std::to_string(messages)});
}

TEST_CASE("a program sends messages in batches, one request after the other") {
  const Run run = beside_queue(R"("send_latency": "5 ms")", R"({"send": 25, "size": "1 KB", "to": "q"})");
  CHECK(run.used("request", "q") == 3);  // 10 + 10 + 5
  CHECK(run.time_in("message") == ms(3 * 5));
}

TEST_CASE("each started chunk of 64 KiB of a request's payload is billed as a request") {
  const auto requests = [](const std::string& count, const std::string& size) {
    return beside_queue("", R"({"send": )" + count + R"(, "size": ")" + size + R"(", "to": "q"})").used("request", "q");
  };
  CHECK(requests("1", "65536 B") == 1);
  CHECK(requests("1", "65537 B") == 2);
  CHECK(requests("25", "10 KB") == 2 + 2 + 1);  // 100 KB, 100 KB and 50 KB
}

TEST_CASE("a received batch is as large as asked, as the queue allows, and as there are messages") {
  const auto requests = [](const std::string& queue, const std::string& receive) {
    return beside_queue(queue, R"({"send": 12, "to": "q"}, {"receive": )" + receive + R"(, "from": "q"},
                                  {"receive": )" +
                                   receive + R"(, "from": "q"})")
        .used("request", "q");
  };
  CHECK(requests("", "10") == 2 + 2 + 2);  // two sends; a receive and a deletion of 10, and of 2
  CHECK(requests(R"("batch": 4)", "10") == 3 + 2 + 2);
  CHECK(requests(R"("acknowledge": "none")", "10") == 2 + 2);
}

TEST_CASE("a receive leaves what it did not ask for to the next") {
  const Run run = beside_queue("", R"({"send": 12, "to": "q"}, {"receive": 5, "from": "q"}, {"receive": 5, "from": "q"},
                                      {"receive": 5, "from": "q"})");
  CHECK(run.used("request", "q") == 2 + 3 + 3);  // the last receive gets 2
}

TEST_CASE("each long poll that ends empty is billed as a request") {
  const auto requests = [](const std::string& arrives_after) {
    return simulate({.resources = fleet_with() + queue_with(R"("long_poll": "20 s")"),
                     .steps = R"({"sleep": "1 s"})",
                     .arrivals = R"("process": "deterministic", "count": 1, "rate": ")" + arrives_after + "\"",
                     .workload = R"("via": "q")"})
        .used("request", "q");
  };
  // After 60 s: a send, three empty receives, a receive, a deletion, and the long poll that is under way at the end.
  CHECK(requests("60 /h") == 1 + 3 + 1 + 1 + 1);
  CHECK(requests("80 /h") == 1 + 2 + 1 + 1 + 1);   // after 45 s
  CHECK(requests("360 /h") == 1 + 0 + 1 + 1 + 1);  // after 10 s
}

TEST_CASE("a request through a queue is billed for each of its messages, and once for each batch") {
  const Run run = through_queue(R"("process": "batch", "count": 1)", 25, R"({"batch": 10})");
  CHECK(run.result.requests == 1);
  CHECK(run.result.completed == 1);
  CHECK(run.result.executions == 3);
  CHECK(run.used("request", "q") == 25 + 3 + 3 + 3);  // sends, receives, deletions, and three long polls at the end
  CHECK(run.used("request", "f") == 3);
  CHECK(run.bill.total.pico == 34 * 400'000 + 3 * 200'000 + 3 * 16'666'700);  // and 3 GB-s
}

TEST_CASE("a request ends when its last message is processed") {
  const auto run = [](int pollers) {
    return through_queue(R"("process": "batch", "count": 1)", 25, R"({"pollers": )" + std::to_string(pollers) + "}");
  };
  CHECK(run(5).latency_sum() == ms(1000));  // three batches at once
  const Run one_by_one = run(1);
  CHECK(one_by_one.latency_sum() == ms(3000));
  CHECK(one_by_one.time_in("queueing") == ms(2000));
  CHECK(one_by_one.time_in("sleep") == ms(1000));
}

TEST_CASE("a batch holds messages of several requests, which end together") {
  const Run run = through_queue(R"("process": "batch", "count": 3)", 4, R"({"pollers": 1})");
  // The poller takes the first request's 4 messages as they arrive; then the other 8 at once.
  CHECK(run.result.executions == 2);
  CHECK(run.metric("latency.min") == 1.0);
  CHECK(run.metric("latency.p50") == 2.0);
  CHECK(run.latency_sum() == ms(1000 + 2000 + 2000));
}

TEST_CASE("the way through a queue to a function shows in the breakdown") {
  const Run run =
      simulate({.resources = function_with(R"("invoke_overhead": "303 ms", "cold_start": {"runtime_init": "200 ms"},
                                                          "event_source": {"dispatch": "127 ms"})") +
                             queue_with(R"("receive_latency": "5 ms")") +
                             R"(, "out": {"kind": "queue", "service": "sqs", "send_latency": "7 ms"})",
                .steps = R"({"compute": "10 vCPU-ms"}, {"send": 10, "to": "out"})",
                .workload = R"("via": "q", "messages": 10)"});
  CHECK(run.time_in("message") == ms(5 + 7));  // received from one queue, sent to the other
  CHECK(run.time_in("invoke") == ms(127 + 303));
  CHECK(run.time_in("cold_start") == ms(200));
  CHECK(run.time_in("compute") == ms(10));
  CHECK(run.latency_sum() == ms(12 + 430 + 200 + 10));  // the deletion takes no time of the request's
}

}  // namespace
