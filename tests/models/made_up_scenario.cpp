#include "tests/models/made_up_scenario.hpp"

#include <rapidcheck.h>

namespace twostep::tests {

namespace {

template <class... Texts>
std::string one_of(const Texts&... texts) {
  return *rc::gen::element<std::string>(std::string(texts)...);
}

}  // namespace

std::string number_between(int low, int high) { return std::to_string(*rc::gen::inRange(low, high + 1)); }

std::string milliseconds(int low, int high) {
  const std::string mean = number_between(low, high) + " ms";
  return one_of("\"" + mean + "\"", R"({"exponential": {"mean": ")" + mean + "\"}}",
                R"({"uniform": {"low": "0 s", "high": ")" + mean + "\"}}");
}

namespace {

// One to four steps; those inside others are simple.
std::string made_up_steps(int depth);
std::string made_up_step(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 14 : 9)) {
    case 0:
      return R"({"sleep": )" + milliseconds(1, 500) + "}";
    case 1:
      return R"({"compute": ")" + number_between(1, 300) + R"( vCPU-ms", "threads": )" + number_between(1, 4) + "}";
    case 2:
      return R"({"get": ")" + number_between(0, 3'000'000) + R"( B", "from": "bucket"})";
    case 3:
      return R"({"put": ")" + number_between(0, 300'000) + R"( B", "to": "table"})";
    case 4:
      return R"({"send": )" + number_between(1, 30) + R"(, "to": "out"})";
    case 5:
      return R"({"scan": ")" + number_between(1, 3'000'000) + R"( B", "from": "table"})";
    case 6:
      return R"({"invoke": "helper", "mode": ")" + one_of("sync", "async") + "\"}";
    case 7:
      return R"({"fail": ")" + number_between(10, 90) + R"( %", "with": ")" + one_of("error", "crash") + "\"}";
    case 8:
      return R"({"send": )" + number_between(1, 3) + R"(, "to": "wire"})";
    case 9:
      return R"({"repeat": )" + number_between(0, 4) + R"(, "steps": [)" + made_up_steps(depth - 1) + "]}";
    case 10:
      return R"({"retry": )" + number_between(1, 3) + R"(, "steps": [)" + made_up_steps(depth - 1) + "]}";
    case 11:
      return R"({"fan_out": )" + number_between(1, 4) + R"(, "steps": [)" + made_up_steps(depth - 1) + "]}";
    case 12:
      return R"({"span": "part", "steps": [)" + made_up_steps(depth - 1) + "]}";
    default:
      return R"({"parallel": [[)" + made_up_steps(depth - 1) + "], [" + made_up_steps(depth - 1) + "]]}";
  }
}

std::string made_up_steps(int depth) {
  std::string steps = made_up_step(depth);
  for (int more = *rc::gen::inRange(0, 3); more > 0; --more) steps += ", " + made_up_step(depth);
  return steps;
}

std::string made_up_arrivals() {
  const std::string count = number_between(1, 40);
  return one_of(R"("process": "batch", "count": )" + count,
                R"("process": "deterministic", "rate": "5 /s", "count": )" + count,
                R"("process": "poisson", "rate": "5 /s", "count": )" + count,
                R"("process": "closed", "clients": 3, "think_time": "0.1 s", "count": )" + count);
}

// What the functions of an account have in common.
std::string made_up_account() {
  return R"("concurrency": )" + number_between(2, 60) +
         R"(, "host": {"memory": "4 GiB", "network": "20 MB/s", "count": 2, "packing": ")" +
         one_of("first_fit", "best_fit", "spread", "one_per_host") + R"("}, "keep_alive": )" +
         one_of("\"" + number_between(0, 3) + " s\"", R"({"policy": "none"})",
                R"({"policy": "hybrid_histogram", "bin": "1 s", "range": "1 h"})",
                R"({"policy": "least_recently_used", "memory": "8 GiB"})",
                R"({"policy": "greedy_dual", "memory": "8 GiB"})") +
         one_of("", R"(, "scaling": {"burst": 5, "rate": "2 /s"})");
}

// A queue that hands over, or also brings back, repeats, orders, delays or drops.
std::string made_up_queue() {
  const std::string visibility = R"(, "visibility_timeout": ")" + number_between(1, 8) + " s\"";
  const std::string redrive = visibility + R"(, "dead_letter": "dead", "max_receives": )" + number_between(1, 3);
  return R"("in": {"kind": "queue", "profile": "sqs")" +
         one_of("", redrive, redrive + R"(, "in_flight_limit": 7)", redrive + R"(, "duplicates": "30 %")",
                visibility + R"(, "retention": "10 s", "order": "fifo", "groups": 3)", R"(, "duplicates": "30 %")",
                R"(, "delay": "2 s")", R"(, "retention": "3 s")") +
         "}";
}

// Stores that refuse and fail, or do not.
std::string made_up_stores() {
  return R"("bucket": {"kind": "object_store", "profile": "s3")" +
         one_of("", R"(, "errors": "40 %", "retries": 1)", R"(, "write_rate": "2 /s", "read_rate": "2 /s")") +
         R"(}, "table": {"kind": "key_value_store", "profile": "dynamodb")" +
         one_of("", R"(, "capacity": {"read_units": 20, "write_units": 5, "burst": "1 s"})") + "}";
}

std::string made_up_function(const std::string& account) {
  return function_with(account + R"(, "lifetime": ")" + number_between(1, 20) +
                       R"( s", "cold_start": {"runtime_init": )" + milliseconds(1, 400) +
                       R"(}, "network": "10 MB/s", "invocations_per_environment": )" + number_between(1, 3) +
                       R"(, "reuse": ")" + one_of("newest", "oldest", "random") + R"(", "at_limit": ")" +
                       one_of("reject", "queue") + R"(", "asynchronous": {"retries": )" + number_between(0, 2) +
                       R"(, "backoff": "1 s", "max_age": "5 s")" + one_of("", R"(, "dead_letter": "out")") + "}" +
                       one_of("", R"(, "event_source": {"batch": 3, "window": "1 s", "partial_failures": true})",
                              R"(, "event_source": {"pollers": 1, "pollers_per_minute": 60, "max_pollers": 5})"));
}

// Servers that are there, grow, scale, crash, are taken away or lose their zone.
std::string made_up_fleet() {
  return fleet_with(R"("workers": )" + number_between(1, 3) + R"(, "at_start": ")" + one_of("running", "booting") +
                    R"(", "launch": "1 s", "boot": )" + milliseconds(1, 3000) + R"(, "network": "10 MB/s")" +
                    one_of("", R"(, "grow_to": 4)", R"(, "queue_limit": 3)", R"(, "instances": 3, "mtbf": "4 s")",
                           R"(, "instances": 2, "zones": 2, "outages": [{"zone": 1, "from": "1 s", "lasts": "3 s"}])",
                           R"(, "purchase": "spot", "interruptions": "600 /h", "notice": "2 s")",
                           R"(, "containers": {"per_instance": 2, "start": "0.5 s"})",
                           R"(, "autoscaling": {"policy": "target_tracking", "utilisation": "50 %", "min": 1, "max": 4,
                  "period": "1 s", "above_for": "1 s", "below_for": "2 s"})"));
}

// Straight, or through what is before functions or servers.
std::string made_up_way(bool on_function) {
  const std::string poisoned = R"("poisoned": ")" + number_between(0, 30) + " %\"";
  const std::string messages = R"(, "messages": )" + number_between(1, 25);
  if (!on_function) {
    return one_of(poisoned, R"("via": "in", )" + poisoned + messages, R"("via": "balancer", )" + poisoned);
  }
  return one_of(poisoned, R"("mode": "async", )" + poisoned, R"("via": "in", )" + poisoned + messages,
                R"("via": "news", )" + poisoned + messages, R"("via": "gateway", )" + poisoned);
}

}  // namespace

Parts made_up_scenario() {
  const std::string account = made_up_account();
  const bool on_function = *rc::gen::inRange(0, 2) == 0;
  return {.resources = (on_function ? made_up_function(account) : made_up_fleet()) + ", " +
                       function_with(account + R"(, "invoke_overhead": "20 ms")", "g") + ", " +
                       function_with(account, "i") + ", " + made_up_queue() + ", " + made_up_stores() +
                       R"(, "out": {"kind": "queue", "profile": "sqs"}, "dead": {"kind": "queue", "profile": "sqs"},
                          "news": {"kind": "topic", "profile": "sns"},
                          "wire": {"kind": "topic", "profile": "sns", "queues": ["out"]},
                          "gateway": {"kind": "http_gateway", "profile": "api-gateway", "limit": "2 s"},
                          "balancer": {"kind": "load_balancer", "profile": "alb", "policy": ")" +
                       one_of("round_robin", "least_outstanding", "two_random_choices") + "\"}",
          .steps = made_up_steps(2),
          .programs = R"("helper": {"steps": [{"sleep": "30 ms"}]},
                         "index": {"triggered_by": "table", "steps": [{"sleep": "10 ms"}, {"fail": "10 %"}]})",
          .arrivals = made_up_arrivals(),
          .workload = made_up_way(on_function),
          .variant = R"("runs_on": "f", "programs_on": {"helper": "g", "index": "i"})"};
}

bool needs_function(const Parts& parts) {
  return parts.workload.find("async") != std::string::npos || parts.workload.find("news") != std::string::npos ||
         parts.workload.find("gateway") != std::string::npos;
}

}  // namespace twostep::tests
