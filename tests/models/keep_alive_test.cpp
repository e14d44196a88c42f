// The keep-alive policies, on small traces whose cold starts can be counted by hand.
#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <fmt/format.h>
#include <rapidcheck/catch.h>

#include "tests/models/simulate.hpp"

namespace {

using twostep::tests::function_with;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;
using twostep::tests::TraceFile;

Run replayed(const std::string& rows, const std::string& figures) {
  const TraceFile trace(rows);
  return simulate(
      {.resources = function_with(figures), .steps = R"({"traced": "sleep"})", .arrivals = trace.arrivals()});
}

// Every function has 1 GiB (1000 MB fit), and cold starts that take 1 s; two of them fit.
const std::string first_a_then_b_then_c =
    "0,A,10,1000\n5,A,10,1000\n10,B,10,1000\n20,A,10,1000\n30,C,10,1000\n40,B,10,1000\n50,A,10,1000\n";

std::string with_policy(const std::string& policy) {
  return R"("memory_from_trace": false, "cold_start": {"runtime_init": "1 s"}, "keep_alive": )" + policy;
}

TEST_CASE("without keep-alive every invocation is a cold start") {
  const Run run = replayed(first_a_then_b_then_c, with_policy(R"({"policy": "none"})"));
  CHECK(run.result.cold_starts == 7);
  CHECK(run.metric("memory.idle_gb_s") == 0);
}

TEST_CASE("a duration alone is a fixed keep-alive") {
  const Run named = replayed(first_a_then_b_then_c, with_policy(R"({"policy": "fixed", "time": "16 s"})"));
  const Run alone = replayed(first_a_then_b_then_c, with_policy(R"("16 s")"));
  CHECK(named.result.cold_starts == alone.result.cold_starts);
  // A at 0, 5 and 20 s (idle since 5.01 s); B at 10 and 40; C at 30; A at 50: cold are A B C B A
  CHECK(alone.result.cold_starts == 5);
}

TEST_CASE("the least recently used environment makes room") {
  // C at 30 s ends B (used at 10, A at 20); B at 40 s ends A; A at 50 s ends C: cold are A B C B A.
  const Run run =
      replayed(first_a_then_b_then_c, with_policy(R"({"policy": "least_recently_used", "memory": "2 GiB"})"));
  CHECK(run.result.cold_starts == 5);
  CHECK(run.metric("environments.evicted") == 3);
  CHECK(run.metric("environments.peak") == 2);
}

TEST_CASE("the environment of least worth makes room") {
  // w = 1 s / 1024 MiB. C at 30 s: A is worth 3 w, B 1 w, so B goes and the clock is 1 w; C is worth 1 w + 1 w.
  // B at 40 s: C goes (2 w against A's 3 w). A at 50 s is there: cold are A B C B.
  const Run run = replayed(first_a_then_b_then_c, with_policy(R"({"policy": "greedy_dual", "memory": "2 GiB"})"));
  CHECK(run.result.cold_starts == 4);
  CHECK(run.metric("environments.evicted") == 2);
}

// Invocations one after the other, by the definition of the policy: the cold starts.
struct GreedyDualByDefinition {
  struct Function {
    bool is_idle = false;
    double clock = 0;
    int frequency = 0;
  };
  std::size_t capacity;                                        // environments
  std::vector<Function> functions = std::vector<Function>(6);  // in the order in which they first appear
  double clock = 0;
  std::uint64_t cold = 0;

  // Worth of an idle environment, in units of cold-start time / memory.
  [[nodiscard]] static double worth(const Function& function) { return function.clock + function.frequency; }

  void invoke(std::size_t number, bool ends_it) {
    Function& function = functions[number];
    if (!function.is_idle) {
      ++cold;
      const auto idle = std::count_if(functions.begin(), functions.end(), [](const auto& f) { return f.is_idle; });
      if (static_cast<std::size_t>(idle) == capacity) {
        Function* least = nullptr;
        for (Function& other : functions) {
          if (other.is_idle && (least == nullptr || worth(other) < worth(*least))) least = &other;
        }
        clock = worth(*least);
        *least = {};
      }
    }
    ++function.frequency;
    function.is_idle = true;
    function.clock = clock;
    if (ends_it) function = {};
  }
};

TEST_CASE("greedy dual ends the environment of least worth, whatever comes and whatever ends by itself") {
  rc::prop("cold starts are those of the definition", [] {
    const auto invocations = *rc::gen::container<std::vector<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, 6), rc::gen::inRange(0, 8)));
    RC_PRE(!invocations.empty());
    const int capacity = *rc::gen::inRange(1, 5);
    GreedyDualByDefinition expected{.capacity = static_cast<std::size_t>(capacity)};
    std::string rows;
    std::vector<int> order;  // of their first invocations
    for (std::size_t i = 0; i < invocations.size(); ++i) {
      const auto [function, luck] = invocations[i];
      const bool times_out = luck == 0;  // one of 8 takes longer than the lifetime of 3 s: its environment ends
      rows += fmt::format("{},{},{},1000\n", 10 * i, static_cast<char>('A' + function), times_out ? 5'000 : 10);
      const auto place = std::find(order.begin(), order.end(), function);
      const auto number = static_cast<std::size_t>(place - order.begin());
      if (place == order.end()) order.push_back(function);
      expected.invoke(number, times_out);
    }
    const std::string policy = fmt::format(R"({{"policy": "greedy_dual", "memory": "{} GiB"}})", capacity);
    const Run run = replayed(rows, R"("lifetime": "3 s", )" + with_policy(policy));
    RC_ASSERT(run.result.cold_starts == expected.cold);
  });
}

TEST_CASE("an invocation that finds no memory, all of it being in use, is throttled or waits") {
  const std::string rows = "0,A,10000,1000\n1,B,10000,1000\n2,C,1000,1000\n";
  const std::string policy = with_policy(R"({"policy": "least_recently_used", "memory": "2 GiB"})");
  CHECK(replayed(rows, policy).result.throttled == 1);
  // C waits until A ends at 11 s (1 s cold, 10 s active), and takes its memory: 2 s later it has run.
  const Run waits = replayed(rows, policy + R"(, "at_limit": "queue")");
  CHECK(waits.result.completed == 3);
  CHECK(waits.result.makespan == twostep::Duration::seconds(13));
}

TEST_CASE("the hybrid histogram unloads a function between its invocations and loads it again in time") {
  // Every 10 min, for 6 s. The first idle time is waited for in full (no histogram yet: 4 h). From then on all idle
  // times, of 9.9 min, are in the bin from 9 to 10 min: unloaded for 9 min x 0.9 = 8.1 min, kept until 10 x 1.1 = 11
  // min.
  std::string rows;
  for (int i = 0; i < 10; ++i) rows += std::to_string(600 * i) + ",A,6000,1000\n";
  const std::string no_delay = R"("memory_from_trace": false, "keep_alive": )";
  const Run run = replayed(rows, no_delay + R"({"policy": "hybrid_histogram"})");
  CHECK(run.result.cold_starts == 1);
  CHECK(run.metric("environments.loaded") == 8);  // after the 2nd to the 9th; the run ends with the 10th
  // idle: 9.9 min after the 1st, then 9.9 - 8.1 = 1.8 min each time, of 1 GiB
  CHECK(run.metric("memory.idle_gb_s") == Approx((9.9 + 8 * 1.8) * 60).epsilon(1e-9));
  // A fixed keep-alive of 8 min never helps, one of 10 min always, for 9 x 9.9 min.
  CHECK(replayed(rows, no_delay + R"("8 min")").result.cold_starts == 10);
  const Run fixed = replayed(rows, no_delay + R"("10 min")");
  CHECK(fixed.result.cold_starts == 1);
  CHECK(fixed.metric("memory.idle_gb_s") == Approx(9 * 9.9 * 60).epsilon(1e-9));
}

TEST_CASE("a histogram whose bins vary too little says nothing, and the function is kept for its range") {
  // Every 5 min: all idle times in one of 10 bins, a coefficient of variation of 3 (mean 1/10, standard deviation
  // 3/10).
  std::string rows;
  for (int i = 0; i < 10; ++i) rows += std::to_string(300 * i) + ",A,6000,1000\n";
  const auto loaded = [&](const std::string& least) {
    const Run run = replayed(rows, R"("memory_from_trace": false, "keep_alive":
        {"policy": "hybrid_histogram", "range": "10 min", "least_variation": )" +
                                       least + "}");
    CHECK(run.result.cold_starts == 1);
    return run.metric("environments.loaded");
  };
  CHECK(loaded("2.9") == 8);
  CHECK(loaded("3.1") == 0);
}

TEST_CASE("a function that is invoked every five hours is loaded in time once that is forecast") {
  // The range is 4 h: the first four find nothing. Three idle times are known then, and six more invocations follow.
  std::string rows;
  for (int i = 0; i < 10; ++i) rows += std::to_string(18'000 * i) + ",A,6000,1000\n";
  const Run run =
      replayed(rows, R"("memory_from_trace": false, "keep_alive": {"policy": "hybrid_histogram", "forecast": true})");
  CHECK(run.result.cold_starts == 4);
  CHECK(run.metric("environments.loaded") == 6);
  const Run without =
      replayed(rows, R"("memory_from_trace": false, "keep_alive": {"policy": "hybrid_histogram", "forecast": false})");
  CHECK(without.result.cold_starts == 10);
}

TEST_CASE("policies that make no sense are refused") {
  const auto problem = [](const std::string& policy) {
    const auto problems =
        problems_with({.resources = function_with(R"("keep_alive": )" + policy), .steps = R"({"sleep": "1 s"})"});
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  CHECK_THAT(problem(R"({"policy": "greedy"})"), Catch::Contains("greedy_dual"));
  CHECK_THAT(problem(R"({"policy": "least_recently_used"})"), Catch::Contains("memory"));
  CHECK_THAT(problem(R"({"policy": "greedy_dual", "memory": "1 MiB"})"),
             Catch::Contains("no memory for one environment"));
  CHECK_THAT(problem(R"({"policy": "hybrid_histogram", "head": "99 %", "tail": "5 %"})"), Catch::Contains("in order"));
  CHECK_THAT(problem(R"({"policy": "hybrid_histogram", "range": "10 s"})"), Catch::Contains("bins"));
  CHECK_THAT(problem(R"({"policy": "hybrid_histogram", "forecast_margin": "100 %"})"), Catch::Contains("forecasts"));
}

TEST_CASE("on a trace the policies come out in the order that the literature found") {
  const auto sample =
      twostep::tests::Sample::of_file(twostep::tests::source_folder() / "scenarios/examples/keep-alive.json");
  const auto run = [&](const char* policy) { return sample.run(policy).metrics; };
  const auto none = run("none"), fixed = run("fixed"), recent = run("least-recently-used"), greedy = run("greedy-dual"),
             histogram = run("hybrid-histogram");
  const auto cold = [](const auto& metrics) { return metrics.at("cold_starts").value; };
  const auto idle = [](const auto& metrics) { return metrics.at("memory.idle_gb_s").value; };
  // Fuerst and Sharma, ASPLOS 2021, figure 6: at the same memory, greedy dual beats least recently used and a fixed
  // time.
  CHECK(idle(recent) == Approx(idle(fixed)).epsilon(0.01));
  CHECK(idle(greedy) == Approx(idle(fixed)).epsilon(0.01));
  CHECK(cold(greedy) < 0.75 * cold(recent));
  CHECK(cold(greedy) < 0.75 * cold(fixed));
  // Shahrad et al., ATC 2020: the hybrid histogram has less than half the cold starts of a fixed 10 minutes,
  // by the third quartile of functions.
  CHECK(cold(histogram) < 0.5 * cold(fixed));
  CHECK(histogram.at("function_cold_start_share.p75").value < fixed.at("function_cold_start_share.p75").value);
  CHECK(cold(fixed) < cold(none));
}

}  // namespace
