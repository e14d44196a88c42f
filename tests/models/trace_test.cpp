// Workloads that replay a trace.
#include <catch2/catch.hpp>

#include "tests/models/simulate.hpp"

namespace {

using twostep::Bytes;
using twostep::Duration;
using twostep::tests::fleet_with;
using twostep::tests::function_with;
using twostep::tests::Parts;
using twostep::tests::problems_with;
using twostep::tests::Run;
using twostep::tests::simulate;
using twostep::tests::TraceFile;

constexpr Duration ms(std::int64_t n) { return Duration::milliseconds(n); }

const std::string rows = "0.5,resize,100,128\n1,index,2500,1000\n1.25,resize,300,200\n4,resize,200,150\n";
const std::string traced = R"({"traced": "compute"})";

TEST_CASE("every function of a trace is a function of the platform, with its own memory and environments") {
  const TraceFile trace(rows);
  const Run run = simulate({.resources = function_with(), .steps = traced, .arrivals = trace.arrivals()});
  CHECK(run.result.completed == 4);
  CHECK(run.time_in("compute") == ms(100 + 2500 + 300 + 200));
  CHECK(run.result.makespan == ms(4000 + 200));
  REQUIRE(run.result.functions.size() == 2);
  CHECK(run.result.functions[0].name == "resize");
  CHECK(run.result.functions[0].executions == 3);
  CHECK(run.result.functions[0].cold_starts == 1);
  CHECK(run.result.functions[0].memory == Bytes{191 * 1048576});  // 200 MB, in whole MiB
  CHECK(run.result.functions[1].memory == Bytes{954 * 1048576});  // 1000 MB
  CHECK(run.used("gb_s") == 191 * (100 + 300 + 200) + 954 * 2500);
  CHECK(run.used("request") == 4);
}

TEST_CASE("the platform's own memory sizes are kept, and the function's where it says so") {
  const TraceFile trace(rows);
  const auto memory_of = [&](const std::string& figures) {
    return simulate({.resources = R"("f": {"kind": "function", "profile": "lambda")" + figures + "}",
                     .steps = traced,
                     .arrivals = trace.arrivals()})
        .result.functions[0]
        .memory;
  };
  CHECK(memory_of("") == Bytes{192 * 1048576LL});  // steps of 64 MiB from 128 MiB
  CHECK(memory_of(R"(, "memory": "512 MiB", "memory_from_trace": false)") == Bytes{512 * 1048576LL});
}

TEST_CASE("patterns choose functions of the trace, and an end cuts it") {
  const TraceFile trace(rows);
  const auto requests = [&](const std::string& more) {
    return simulate({.resources = function_with(), .steps = traced, .arrivals = trace.arrivals() + more})
        .result.requests;
  };
  CHECK(requests(R"(, "functions": ["res*"])") == 3);
  CHECK(requests(R"(, "functions": ["index", "r?size"])") == 4);
  CHECK(requests(R"(, "lasts": "1.1 s")") == 2);
}

TEST_CASE("a trace is replayed on servers too, where its invocations share the processors") {
  const TraceFile trace("0,a,1000,128\n0,b,1000,128\n0,c,1000,128\n0,d,1000,128\n");
  // Four at once with 1 vCPU-s each, on one machine with 2 vCPUs and 4 workers: 2 s.
  const Run run = simulate({.resources = fleet_with(R"("workers": 4)"), .steps = traced, .arrivals = trace.arrivals()});
  CHECK(run.result.makespan == ms(2000));
}

TEST_CASE("a trace and another source run at once, on the same account") {
  const TraceFile trace(rows);
  const Run run = simulate({.resources = function_with() + ", " + function_with("", "g"),
                            .steps = traced,
                            .programs = R"("other": {"steps": [{"sleep": "1 s"}]})",
                            .workloads = R"([{"program": "main", "arrivals": {)" + trace.arrivals() +
                                         R"(}}, {"program": "other", "arrivals": {"process": "batch", "count": 2}}])",
                            .variant = R"("programs_on": {"main": "f", "other": "g"})"});
  CHECK(run.result.completed == 6);
  CHECK(run.result.functions.size() == 3);
}

TEST_CASE("a step that takes as long as a trace says needs a trace") {
  const auto problems = problems_with({.resources = function_with(), .steps = traced});
  REQUIRE(problems.size() == 1);
  CHECK_THAT(problems[0], Catch::Contains("/programs/main/steps/0") && Catch::Contains("not all invocations") &&
                              Catch::Contains("azure_2019"));
}

TEST_CASE("what a trace cannot do is refused") {
  const TraceFile trace(rows);
  const auto problem = [&](const Parts& parts) {
    const auto problems = problems_with(parts);
    return problems.size() == 1 ? problems[0] : std::to_string(problems.size()) + " problems";
  };
  CHECK_THAT(problem({.resources = function_with() + R"(, "q": {"kind": "queue", "service": "sqs"})",
                      .steps = traced,
                      .arrivals = trace.arrivals(),
                      .workload = R"("via": "q")"}),
             Catch::Contains("a trace's invocations go through none"));
  CHECK_THAT(problem({.resources = function_with(),
                      .steps = traced,
                      .arrivals = R"("process": "csv", "file": "/no/such/trace.csv")"}),
             Catch::Contains("/no/such/trace.csv"));
}

}  // namespace
